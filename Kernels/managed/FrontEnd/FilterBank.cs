namespace Sotto.Kernels;

/// <summary>Forty triangular bands, evenly spaced on the mel scale from 125 to 7,500 Hz.</summary>
internal sealed class FilterBank
{
    /// <summary>The first spectral bin that counts, at 156 Hz.</summary>
    internal const int FirstBin = 5;

    private const int One = 4096;

    private readonly byte[] _widths = FrontEndTables.BandWidths();
    private readonly short[] _weights = FrontEndTables.BinWeights();

    /// <summary>Magnitudes of the bands: the root of each band's energy, the window's shift taken back.</summary>
    /// <param name="energy">Squared magnitudes of the spectral bins.</param>
    /// <param name="shift">By how many bits the window was shifted.</param>
    /// <param name="bands">Receives 40 magnitudes.</param>
    [Step]
    internal void Apply(int[] energy, int shift, uint[] bands)
    {
        ulong below = 0;
        int bin = 0;
        for (int band = 0; band <= FrontEnd.FeatureCount; band++)
        {
            ulong above = 0;
            int end = bin + _widths[band];
            for (; bin < end; bin++)
            {
                // With its sign, as the reference widens it.
                ulong value = (ulong)energy[FirstBin + bin];
                uint weight = (uint)_weights[bin];
                below += value * weight;
                above += value * (One - weight);
            }

            // What lies under the first centre belongs to no band.
            if (band > 0)
            {
                bands[band - 1] = SquareRoot(below) >> shift;
            }

            below = above;
        }
    }

    /// <summary>The nearest integer to a square root, digit by digit.</summary>
    [Step]
    internal static uint SquareRoot(ulong value)
    {
        if (value == 0)
        {
            return 0;
        }

        ulong root = 0;
        ulong bit = 1UL << ((Bits.Length(value) - 1) & ~1);
        ulong rest = value;
        while (bit != 0)
        {
            if (rest >= root + bit)
            {
                rest -= root + bit;
                root = (root >> 1) + bit;
            }
            else
            {
                root >>= 1;
            }

            bit >>= 2;
        }

        ulong largest = (value >> 32) == 0 ? 0xFFFFUL : 0xFFFFFFFFUL;
        return (uint)(rest > root && root != largest ? root + 1 : root);
    }
}
