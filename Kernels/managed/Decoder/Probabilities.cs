namespace Sotto.Kernels;

/// <summary>exp of logits relative to the largest of them, which a sum turns into probabilities (softmax).</summary>
public static class Probabilities
{
    /// <summary>Bits of what <see cref="OfScore"/> gives: the largest score's is 2^15.</summary>
    public const int Bits = 15;

    /// <summary>exp((score - largest) * scale) in Q0.15, 0 where it is less than half a unit.</summary>
    /// <param name="score">A sum of products.</param>
    /// <param name="largest">The largest of them.</param>
    /// <param name="scale">Brings differences to Q5.26.</param>
    [Step]
    public static int OfScore(int score, int largest, Multiplier scale)
    {
        // A difference that leaves 31 bits is far below what has any probability.
        int difference = scale.Times(Limit(score - largest, scale.Shift));
        if (difference <= Negligible)
        {
            return 0;
        }

        // Half a unit more would leave 31 bits where the difference is next to none.
        return ((FixedPoint.ExpOfNegative(difference, 5) >> (30 - Bits)) + 1) >> 1;
    }

    /// <summary>exp(-11) is less than half of 2^-15.</summary>
    private const int Negligible = -(11 << 26);

    /// <summary>A difference no lower than what a shift to the left leaves in 31 bits.</summary>
    [Step]
    private static int Limit(int difference, int shift)
    {
        int least = shift > 0 ? int.MinValue >> shift : int.MinValue;
        return difference < least ? least : difference;
    }
}
