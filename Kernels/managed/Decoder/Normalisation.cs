namespace Sotto.Kernels;

/// <summary>
/// Root mean square normalisation (Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019, equation 4). Its gains are
/// in the weights that come after, so that what leaves it has a root mean square of one and needs no scale of its own.
/// </summary>
public static class Normalisation
{
    /// <summary>What one is in the int8 that leaves it: of 256 values none can be over 16, of 64 none over 8.</summary>
    public const int One = 16;

    private const int Bits = 32;

    /// <summary>Normalises a residual stream.</summary>
    /// <param name="residual">Q15.16, magnitudes at most 2^27.</param>
    /// <param name="count">How many values it has, at most <see cref="DecoderShape.MaximumWidth"/>.</param>
    /// <param name="arena">Receives them, in units of 1/<see cref="One"/>.</param>
    /// <param name="output">From here.</param>
    [Step]
    public static void Run(int[] residual, int count, sbyte[] arena, int output)
    {
        long squares = 0;
        for (int i = 0; i < count; i++)
        {
            squares += (long)residual[i] * residual[i];
        }

        long root = Root(squares / count);
        long inverse = ((long)One << Bits) / (root == 0 ? 1 : root);
        for (int i = 0; i < count; i++)
        {
            long value = ((residual[i] * inverse) + (1L << (Bits - 1))) >> Bits;
            arena[output + i] = (sbyte)(value > 127 ? 127 : value < -127 ? -127 : value);
        }
    }

    /// <summary>The square root, rounded down, bit by bit.</summary>
    /// <param name="value">0 to 2^62.</param>
    [Step]
    public static long Root(long value)
    {
        long root = 0;
        for (long bit = 1L << 30; bit != 0; bit >>= 1)
        {
            long larger = root + bit;
            root = larger * larger <= value ? larger : root;
        }

        return root;
    }
}
