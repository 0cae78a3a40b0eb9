namespace Sotto.Training.Data;

/// <summary>Draws background sound: recorded noise (the half for training), coloured noise, hum, tones, babble.</summary>
/// <param name="noises">Recorded noises by name.</param>
/// <param name="talkers">Running speech to mix babble from.</param>
public sealed class Background(IReadOnlyDictionary<string, short[]> noises, IReadOnlyList<Recording> talkers)
{
    private readonly short[][] _noises = [.. noises.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value)];

    /// <summary>Background of the wanted length, any level.</summary>
    /// <param name="length">Samples.</param>
    /// <param name="random">The source of chance.</param>
    public float[] Draw(int length, Random random) => random.NextDouble() switch
    {
        < 0.7 when _noises.Length > 0 => Recorded(length, random),
        < 0.78 => Coloured(length, random),
        < 0.83 => Tones(length, random),
        _ when talkers.Count > 0 => Babble(length, random),
        _ => Coloured(length, random),
    };

    private float[] Recorded(int length, Random random)
    {
        short[] noise = DrawNoise(random);
        ReadOnlySpan<short> half = Corpus.NoiseHalf(noise, Split.Train);
        float[] result = new float[length];
        int at = random.Next(half.Length);
        for (int i = 0; i < length; i++)
        {
            result[i] = half[(at + i) % half.Length];
        }

        Channel.Apply(result, random);
        return result;
    }

    /// <summary>One of the noises, as often as it is long.</summary>
    private short[] DrawNoise(Random random)
    {
        long at = random.NextInt64(_noises.Sum(noise => (long)noise.Length));
        int which = 0;
        while (at >= _noises[which].Length)
        {
            at -= _noises[which++].Length;
        }

        return _noises[which];
    }

    /// <summary>White noise through one pole: from rumble to hiss, sometimes swelling.</summary>
    private static float[] Coloured(int length, Random random)
    {
        double pole = 1 - Math.Pow(10, -3 * random.NextDouble());
        double state = 0;
        double swell = random.NextDouble() < 0.4 ? random.NextDouble() * 0.002 : 0;
        float[] result = new float[length];
        for (int i = 0; i < length; i++)
        {
            double white = (random.NextDouble() * 2) - 1;
            state = (pole * state) + white;
            result[i] = (float)((state * (1 - pole) * 3) + (0.05 * white)) * (float)(1 + (0.8 * Math.Sin(i * swell)));
        }

        return result;
    }

    /// <summary>Mains hum, alarms and melodies: a few harmonic tones that start and stop.</summary>
    private static float[] Tones(int length, Random random)
    {
        float[] result = new float[length];
        int at = 0;
        while (at < length)
        {
            int duration = random.Next(1600, 12000);
            double pitch = 50 * Math.Pow(40, random.NextDouble());
            int harmonics = random.Next(1, 8);
            for (int i = at; i < Math.Min(length, at + duration); i++)
            {
                double sum = 0;
                for (int h = 1; h <= harmonics; h++)
                {
                    sum += Math.Sin(2 * Math.PI * pitch * h * i / 16000) / h;
                }

                result[i] = (float)sum;
            }

            at += duration;
        }

        return result;
    }

    private float[] Babble(int length, Random random)
    {
        float[] result = new float[length];
        int voices = random.Next(2, 6);
        for (int v = 0; v < voices; v++)
        {
            short[] speech = talkers[random.Next(talkers.Count)].Samples;
            int at = random.Next(speech.Length);
            float gain = 0.3f + (float)random.NextDouble();
            for (int i = 0; i < length; i++)
            {
                result[i] += gain * speech[(at + i) % speech.Length];
            }
        }

        return result;
    }
}
