namespace Sotto.Training.Data;

/// <summary>Loudness and the place of speech in a recording, from the energy of short frames.</summary>
public static class Level
{
    private const int FrameLength = 320;

    /// <summary>
    /// Root mean square of the loudest 30% of 20 ms frames: the level of the speech, whatever silence surrounds it.
    /// </summary>
    /// <param name="samples">16 kHz samples, any scale.</param>
    public static float Speech(ReadOnlySpan<float> samples)
    {
        float[] energies = FrameEnergies(samples, FrameLength);
        Array.Sort(energies);
        int loud = Math.Max(1, energies.Length * 3 / 10);
        return MathF.Sqrt(energies.AsSpan(energies.Length - loud).ToArray().Average());
    }

    /// <summary>Root mean square of all samples.</summary>
    public static float Overall(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
        {
            sum += sample * sample;
        }

        return (float)Math.Sqrt(sum / Math.Max(1, samples.Length));
    }

    /// <summary>
    /// The stretch that holds the word: frames within 30 dB of the loudest and over the noise floor, joined across gaps of
    /// at most 250 ms; the stretch with the most energy wins, and 40 ms are kept on both sides.
    /// </summary>
    /// <param name="samples">16 kHz samples.</param>
    /// <returns>First sample and length.</returns>
    public static (int Start, int Length) FindWord(ReadOnlySpan<short> samples)
    {
        const int frame = 160;
        float[] energies = FrameEnergies(ToFloat(samples), frame);
        float[] sorted = [.. energies.Order()];
        float floor = sorted[sorted.Length / 10];
        float threshold = MathF.Max(sorted[^1] * 1e-3f, MathF.Min(floor * 6, sorted[^1] * 0.05f));
        (int Start, int End, double Energy) best = (0, energies.Length - 1, -1);
        int start = -1;
        int last = -1;
        double energy = 0;
        for (int i = 0; i <= energies.Length; i++)
        {
            bool loud = i < energies.Length && energies[i] > threshold;
            if (start >= 0 && (i == energies.Length || (loud && i - last > 25)))
            {
                best = energy > best.Energy ? (start, last, energy) : best;
                start = -1;
                energy = 0;
            }

            if (loud)
            {
                start = start < 0 ? i : start;
                last = i;
                energy += energies[i];
            }
        }

        int from = Math.Max(0, (best.Start - 4) * frame);
        int to = Math.Min(samples.Length, (best.End + 5) * frame);
        return (from, to - from);
    }

    /// <summary>The same samples as floats, full scale 32,768.</summary>
    public static float[] ToFloat(ReadOnlySpan<short> samples)
    {
        float[] result = new float[samples.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = samples[i];
        }

        return result;
    }

    private static float[] FrameEnergies(ReadOnlySpan<float> samples, int frame)
    {
        float[] energies = new float[Math.Max(1, samples.Length / frame)];
        for (int i = 0; i < energies.Length; i++)
        {
            float rms = Overall(samples.Slice(i * frame, Math.Min(frame, samples.Length - (i * frame))));
            energies[i] = rms * rms;
        }

        return energies;
    }
}
