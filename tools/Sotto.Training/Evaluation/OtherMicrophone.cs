using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>The same recording as another voice into another microphone would have it.</summary>
/// <param name="number">Which voice and microphone.</param>
public sealed class OtherMicrophone(int number)
{
    private const double Spread = 0.1;

    /// <summary>The recording at another speed, through another channel, at another level.</summary>
    public short[] Apply(Recording recording)
    {
        Random random = new(unchecked((int)StableHash.Of($"{Path.GetFileName(recording.Path)} {number}")));
        double speed = 1 + (((random.NextDouble() * 2) - 1) * Spread);
        float[] samples = Channel.Resample(Level.ToFloat(recording.Samples), speed);
        Channel.Apply(samples, random);
        float peak = MathF.Max(1, samples.Max(MathF.Abs));
        float gain = 32767 / peak * (float)Math.Pow(10, -1.5 * random.NextDouble());
        return Array.ConvertAll(samples, sample => (short)MathF.Round(sample * gain));
    }
}
