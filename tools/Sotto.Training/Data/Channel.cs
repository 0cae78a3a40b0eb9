namespace Sotto.Training.Data;

/// <summary>Random microphones, lines and codecs: what makes the same word sound unlike itself elsewhere.</summary>
/// <remarks>Filters are the second-order sections of R. Bristow-Johnson's "Cookbook formulae for audio EQ".</remarks>
public static class Channel
{
    private const double SampleRate = 16000;

    private enum Shape
    {
        Peak,
        LowShelf,
        HighShelf,
        LowPass,
        HighPass,
    }

    /// <summary>Changes the samples in place: equalisation, band limits, clipping and companding, each by chance.</summary>
    /// <param name="samples">16 kHz samples, full scale 32,768.</param>
    /// <param name="random">The source of chance.</param>
    public static void Apply(float[] samples, Random random)
    {
        if (random.NextDouble() < 0.8)
        {
            Equalise(samples, random);
        }

        double band = random.NextDouble();
        if (band < 0.08)
        {
            Filter(samples, Shape.HighPass, 200 + (200 * random.NextDouble()), 0.8, 0);
            Filter(samples, Shape.LowPass, 2800 + (1000 * random.NextDouble()), 0.9, 0);
            Filter(samples, Shape.LowPass, 3200 + (800 * random.NextDouble()), 0.7, 0);
        }
        else if (band < 0.24)
        {
            Filter(samples, Shape.LowPass, 4000 + (3500 * random.NextDouble()), 0.7, 0);
        }

        if (random.NextDouble() < 0.1)
        {
            Clip(samples, 0.8f * (float)Math.Pow(20, -random.NextDouble()));
        }

        if (random.NextDouble() < 0.06)
        {
            Compand(samples);
        }
    }

    /// <summary>Reads the samples at another speed: tempo, pitch and formants move together.</summary>
    /// <param name="samples">16 kHz samples.</param>
    /// <param name="speed">Over 1 is faster, shorter and higher.</param>
    public static float[] Resample(ReadOnlySpan<float> samples, double speed)
    {
        float[] result = new float[Math.Max(1, (int)((samples.Length - 2) / speed))];
        for (int i = 0; i < result.Length; i++)
        {
            double position = i * speed;
            int at = (int)position;
            float t = (float)(position - at);
            float before = samples[Math.Max(0, at - 1)];
            float here = samples[at];
            float next = samples[Math.Min(samples.Length - 1, at + 1)];
            float after = samples[Math.Min(samples.Length - 1, at + 2)];

            // Catmull-Rom: smooth enough here, since the top band is the first thing a channel takes away.
            result[i] = here + (0.5f * t * (next - before + (t * ((2 * before) - (5 * here) + (4 * next) - after
                + (t * ((3 * (here - next)) + after - before))))));
        }

        return result;
    }

    private static void Equalise(float[] samples, Random random)
    {
        int sections = random.Next(1, 4);
        for (int i = 0; i < sections; i++)
        {
            double gain = (random.NextDouble() - 0.5) * 20;
            double frequency = 100 * Math.Pow(70, random.NextDouble());
            Shape shape = random.Next(4) switch { 0 => Shape.LowShelf, 1 => Shape.HighShelf, _ => Shape.Peak };
            Filter(samples, shape, frequency, 0.5 + (1.5 * random.NextDouble()), gain);
        }
    }

    private static void Clip(float[] samples, float share)
    {
        float peak = samples.Max(MathF.Abs) * share;
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Math.Clamp(samples[i], -peak, peak);
        }
    }

    /// <summary>8-bit mu-law there and back (ITU-T G.711's curve, continuous form).</summary>
    private static void Compand(float[] samples)
    {
        const float mu = 255;
        float peak = MathF.Max(1, samples.Max(MathF.Abs));
        for (int i = 0; i < samples.Length; i++)
        {
            float x = samples[i] / peak;
            float code = MathF.Round(MathF.Log(1 + (mu * MathF.Abs(x))) / MathF.Log(1 + mu) * 127) / 127;
            samples[i] = MathF.Sign(x) * (MathF.Pow(1 + mu, code) - 1) / mu * peak;
        }
    }

    private static void Filter(float[] samples, Shape shape, double frequency, double quality, double gain)
    {
        double[] c = Coefficients(shape, frequency, quality, gain);
        double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double x = samples[i];
            double y = (c[0] * x) + (c[1] * x1) + (c[2] * x2) - (c[3] * y1) - (c[4] * y2);
            (x2, x1, y2, y1) = (x1, x, y1, y);
            samples[i] = (float)y;
        }
    }

    private static double[] Coefficients(Shape shape, double frequency, double quality, double gain)
    {
        double a = Math.Pow(10, gain / 40);
        double w = 2 * Math.PI * Math.Min(frequency, 7600) / SampleRate;
        double cos = Math.Cos(w);
        double alpha = Math.Sin(w) / (2 * quality);
        double root = 2 * Math.Sqrt(a) * alpha;
        (double b0, double b1, double b2, double a0, double a1, double a2) = shape switch
        {
            Shape.Peak => (1 + (alpha * a), -2 * cos, 1 - (alpha * a), 1 + (alpha / a), -2 * cos, 1 - (alpha / a)),
            Shape.LowPass => ((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha),
            Shape.HighPass => ((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha),
            Shape.LowShelf => (
                a * (a + 1 - ((a - 1) * cos) + root), 2 * a * (a - 1 - ((a + 1) * cos)), a * (a + 1 - ((a - 1) * cos) - root),
                a + 1 + ((a - 1) * cos) + root, -2 * (a - 1 + ((a + 1) * cos)), a + 1 + ((a - 1) * cos) - root),
            _ => (
                a * (a + 1 + ((a - 1) * cos) + root), -2 * a * (a - 1 + ((a + 1) * cos)), a * (a + 1 + ((a - 1) * cos) - root),
                a + 1 - ((a - 1) * cos) + root, 2 * (a - 1 - ((a + 1) * cos)), a + 1 - ((a - 1) * cos) - root),
        };
        return [b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0];
    }
}
