using Sotto.Kernels;

namespace Sotto.Cli.Bench;

/// <summary>What the front end is measured on: noise that swells and fades, from silence to the loudest.</summary>
internal static class BenchAudio
{
    /// <summary>Rows of features that it makes.</summary>
    public const int Rows = 50;

    /// <summary>Whole blocks of 10 ms; the first two of them make no row.</summary>
    public static short[] Samples
    {
        get
        {
            Random random = new(1);
            short[] samples = new short[FrontEnd.WindowLength + ((Rows - 1) * FrontEnd.Hop)];
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = (short)(random.Next(short.MinValue, short.MaxValue + 1) >> (15 * (samples.Length - i) / samples.Length));
            }

            return samples;
        }
    }
}
