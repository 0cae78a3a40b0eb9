using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>Mixes the test half of a noise into recordings at a fixed ratio of speech to noise.</summary>
/// <param name="noise">The whole noise recording.</param>
/// <param name="ratio">Decibels between the level of the speech (<see cref="Level.Speech"/>) and that of the noise.</param>
public sealed class NoiseMixer(short[] noise, double ratio)
{
    /// <summary>The recording with noise; the part of the noise follows from the recording's name.</summary>
    public short[] Apply(Recording recording)
    {
        ReadOnlySpan<short> half = Corpus.NoiseHalf(noise, Split.Test);
        int start = (int)(StableHash.Of(recording.Speaker + recording.Path[^8..]) % (uint)half.Length);
        float[] speech = Level.ToFloat(recording.Samples);
        float[] background = new float[speech.Length];
        for (int i = 0; i < background.Length; i++)
        {
            background[i] = half[(start + i) % half.Length];
        }

        float gain = Level.Speech(speech) / Level.Overall(background) * (float)Math.Pow(10, -ratio / 20);
        short[] mixed = new short[speech.Length];
        for (int i = 0; i < mixed.Length; i++)
        {
            mixed[i] = (short)Math.Clamp(MathF.Round(speech[i] + (gain * background[i])), -32768, 32767);
        }

        return mixed;
    }
}
