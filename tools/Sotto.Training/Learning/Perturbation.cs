using Sotto.Kernels;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>Varies features once more in every batch: pace, vocal tract length, masked bands and times.</summary>
public static class Perturbation
{
    /// <summary>How many lengths of vocal tracts there are; the one in the middle changes nothing.</summary>
    public const int WarpCount = 25;

    private const int Bands = FrontEnd.FeatureCount;
    private const double WarpSpread = 0.1;
    private const double LargestSwing = 0.35;

    /// <summary>
    /// Copies rows, half of the time with a pace that swells and ebbs: a machine's phonemes have the same lengths every time,
    /// people's have not.
    /// </summary>
    public static void Stretch(ReadOnlySpan<sbyte> from, Span<sbyte> to, Random random)
    {
        if (random.NextDouble() < 0.5)
        {
            from.CopyTo(to);
            return;
        }

        int rows = from.Length / Bands;
        double rate = 2 * Math.PI / (40 + (120 * random.NextDouble()));
        double swing = LargestSwing * random.NextDouble() / rate;
        double start = 2 * Math.PI * random.NextDouble();
        for (int row = 0; row < rows; row++)
        {
            double at = Math.Clamp(row + (swing * Math.Sin((rate * row) + start)), 0, rows - 1.001);
            int first = (int)at * Bands;
            float share = (float)(at - (int)at);
            for (int band = 0; band < Bands; band++)
            {
                to[(row * Bands) + band] = (sbyte)MathF.Round(((1 - share) * from[first + band]) + (share * from[first + Bands + band]));
            }
        }
    }

    /// <summary>SpecAugment's masks (Park et al., 2019), small ones: a word must not vanish.</summary>
    public static void Mask(Span<float> keep, Random random)
    {
        int rows = keep.Length / Bands;
        if (random.NextDouble() < 0.3)
        {
            int width = random.Next(1, 7);
            int first = random.Next(Bands - width);
            for (int row = 0; row < rows; row++)
            {
                keep.Slice((row * Bands) + first, width).Clear();
            }
        }

        if (random.NextDouble() < 0.3)
        {
            int length = random.Next(1, 11);
            keep.Slice(random.Next(rows - length) * Bands, length * Bands).Clear();
        }
    }

    /// <summary>
    /// Linear maps of the 40 bands that stretch the frequency axis, as a longer or shorter vocal tract does
    /// (Jaitly and Hinton, "Vocal Tract Length Perturbation", 2013); mel bands are near logarithmic over most of the range,
    /// so a stretch is close to a shift that grows with the band.
    /// </summary>
    public static Tensor MakeWarps()
    {
        float[] maps = new float[WarpCount * Bands * Bands];
        for (int w = 0; w < WarpCount; w++)
        {
            double factor = 1 + (WarpSpread * ((2.0 * w / (WarpCount - 1)) - 1));
            for (int band = 0; band < Bands; band++)
            {
                double source = Math.Clamp(BandOf(FrequencyOf(band) * factor), 0, Bands - 1);
                int low = Math.Min(Bands - 2, (int)source);
                maps[(((w * Bands) + low) * Bands) + band] = (float)(1 - (source - low));
                maps[(((w * Bands) + low + 1) * Bands) + band] = (float)(source - low);
            }
        }

        return tensor(maps).reshape(WarpCount, Bands, Bands);
    }

    private static double FrequencyOf(double band) => 700 * (Math.Exp(MelOf(125) + ((band + 1) * MelStep)) - 1);

    private static double BandOf(double frequency) => ((MelOf(frequency) - MelOf(125)) / MelStep) - 1;

    private static double MelOf(double frequency) => Math.Log(1 + (frequency / 700));

    private static double MelStep => (MelOf(7500) - MelOf(125)) / (Bands + 1);
}
