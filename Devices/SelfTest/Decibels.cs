namespace Sotto.Devices;

/// <summary>Levels in decibels, in integers.</summary>
internal static class Decibels
{
    private const int FullSine = 135;
    private const int Quiet = -140;

    /// <summary>The level of a mean square of 24-bit values against that of a full sine, 2^45.</summary>
    /// <param name="meanSquare">The mean square.</param>
    /// <returns>Decibels, at most one off; -140 for nothing.</returns>
    public static int OfMeanSquare(long meanSquare)
    {
        if (meanSquare <= 0)
        {
            return Quiet;
        }

        // A line between the powers of two: log2(1 + f) is at most 0.086 above f, which is a quarter of a decibel.
        int exponent = 0;
        while (meanSquare >> exponent > 1)
        {
            exponent++;
        }

        long thousandths = (meanSquare - (1L << exponent)) >> (exponent > 20 ? exponent - 20 : 0);
        int fraction = (int)(thousandths * 1000 >> (exponent > 20 ? 20 : exponent));
        return ((((exponent * 1000) + fraction) * 301) + 50000) / 100000 - FullSine;
    }
}
