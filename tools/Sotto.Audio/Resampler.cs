namespace Sotto.Audio;

/// <summary>Changes the sample rate by a windowed sinc, one set of taps for every phase between two samples.</summary>
public static class Resampler
{
    private const int ZeroCrossings = 24;
    private const double KaiserBeta = 9;
    private const double PassBand = 0.95;

    /// <summary>Converts samples from one rate to another.</summary>
    /// <param name="samples">Samples at <paramref name="from"/> a second.</param>
    /// <param name="from">Rate of the samples, in hertz, over 0.</param>
    /// <param name="to">Wanted rate, in hertz, over 0.</param>
    /// <returns>Samples at <paramref name="to"/> a second; their count is rounded up.</returns>
    public static float[] Convert(float[] samples, int from, int to)
    {
        int divisor = GreatestCommonDivisor(from, to);
        int up = to / divisor;
        int down = from / divisor;

        // Below the lower of both Nyquist frequencies, the wider transition the fewer taps.
        double cutoff = PassBand * Math.Min(1.0, (double)to / from);
        int half = (int)Math.Ceiling(ZeroCrossings / cutoff);
        float[][] taps = new float[up][];
        float[] result = new float[(int)((((long)samples.Length * up) + down - 1) / down)];
        for (int i = 0; i < result.Length; i++)
        {
            long position = (long)i * down;
            int phase = (int)(position % up);
            float[] kernel = taps[phase] ??= Kernel((double)phase / up, cutoff, half);
            result[i] = Apply(samples, (int)(position / up) - half + 1, kernel);
        }

        return result;
    }

    private static float Apply(float[] samples, int start, float[] kernel)
    {
        int first = Math.Max(0, -start);
        int last = Math.Min(kernel.Length, samples.Length - start);
        float sum = 0;
        for (int k = first; k < last; k++)
        {
            sum += samples[start + k] * kernel[k];
        }

        return sum;
    }

    private static float[] Kernel(double phase, double cutoff, int half)
    {
        double[] taps = new double[2 * half];
        double sum = 0;
        for (int k = 0; k < taps.Length; k++)
        {
            double x = k - half + 1 - phase;
            double edge = x / half;
            double window = Math.Abs(edge) >= 1 ? 0 : Bessel(KaiserBeta * Math.Sqrt(1 - (edge * edge))) / Bessel(KaiserBeta);
            double angle = Math.PI * x * cutoff;
            taps[k] = (Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle) * window;
            sum += taps[k];
        }

        return Array.ConvertAll(taps, tap => (float)(tap / sum));
    }

    /// <summary>The modified Bessel function of order zero, by its series (Abramowitz and Stegun, 9.6.12).</summary>
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
