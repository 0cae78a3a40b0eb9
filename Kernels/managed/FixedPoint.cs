namespace Sotto.Kernels;

/// <summary>
/// The fixed-point arithmetic of TensorFlow Lite's int8 kernels. Numbers written Qm.n have m integer and n fraction bits
/// beside the sign (Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
/// Inference", 2018, section 2.2; rounding as in gemmlowp).
/// </summary>
public static class FixedPoint
{
    private const int One = int.MaxValue;

    /// <summary>The high half of twice a product, rounded to nearest, halves up: a product of two Q0.31 numbers.</summary>
    [Step]
    public static int MultiplyHigh(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue)
        {
            return int.MaxValue;
        }

        return (int)((((long)a * b) + (1L << 30)) >> 31);
    }

    /// <summary>Division by a power of two, rounded to nearest, halves away from zero.</summary>
    /// <param name="value">What is divided.</param>
    /// <param name="exponent">0 to 31.</param>
    [Step]
    public static int DivideByPowerOfTwo(int value, int exponent)
    {
        int mask = (1 << exponent) - 1;
        int remainder = value & mask;
        int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /// <summary>Multiplication by multiplier / 2^31 * 2^shift, with a rounding after each of its two steps.</summary>
    /// <remarks>
    /// The second rounds halves away from zero: one less where it is negative, then halves up. No product is near enough to
    /// the ends of 32 bits for either to leave them.
    /// </remarks>
    /// <param name="value">An accumulator.</param>
    /// <param name="multiplier">Q0.31, not negative.</param>
    /// <param name="shift">-31 to 30, left where positive.</param>
    [Step]
    public static int Rescale(int value, int multiplier, int shift)
    {
        if (shift >= 0)
        {
            return (int)((((long)(value << shift) * multiplier) + (1L << 30)) >> 31);
        }

        int product = (int)((((long)value * multiplier) + (1L << 30)) >> 31);
        product += product >> 31;
        return ((product >> (-shift - 1)) + 1) >> 1;
    }

    /// <summary>exp(a) for a at most 0, in Q0.31.</summary>
    /// <param name="value">Q<paramref name="integerBits"/>.n.</param>
    /// <param name="integerBits">4 or 5.</param>
    [Step]
    public static int ExpOfNegative(int value, int integerBits)
    {
        if (value == 0)
        {
            return One;
        }

        int fractionBits = 31 - integerBits;
        int quarter = 1 << (fractionBits - 2);
        int modulo = (value & (quarter - 1)) - quarter;
        int result = ExpNearZero(modulo << integerBits);
        int remainder = modulo - value;
        result = Barrel(result, remainder, fractionBits - 2, 1672461947);
        result = Barrel(result, remainder, fractionBits - 1, 1302514674);
        result = Barrel(result, remainder, fractionBits, 790015084);
        result = Barrel(result, remainder, fractionBits + 1, 290630308);
        result = Barrel(result, remainder, fractionBits + 2, 39332535);
        result = Barrel(result, remainder, fractionBits + 3, 720401);
        return integerBits > 4 ? Barrel(result, remainder, fractionBits + 4, 242) : result;
    }

    /// <summary>1 / (1 + a) for a in [0, 1], by three Newton-Raphson steps.</summary>
    /// <param name="value">Q0.31.</param>
    /// <returns>Q0.31.</returns>
    [Step]
    public static int Reciprocal(int value)
    {
        long sum = (long)value + One;
        int halfDenominator = (int)((sum + (sum >= 0 ? 1 : -1)) / 2);

        // 48/17 - 32/17 d, the best line, in Q2.29.
        int x = 1515870810 + MultiplyHigh(halfDenominator, -1010580540);
        for (int i = 0; i < 3; i++)
        {
            int error = (1 << 29) - MultiplyHigh(halfDenominator, x);
            x += ShiftLeft(MultiplyHigh(x, error), 2);
        }

        return ShiftLeft(x, 1);
    }

    /// <summary>1 / (1 + exp(-a)).</summary>
    /// <param name="value">Q4.27.</param>
    /// <returns>Q0.31.</returns>
    [Step]
    public static int Logistic(int value)
    {
        if (value == 0)
        {
            return 1 << 30;
        }

        int positive = Reciprocal(ExpOfNegative(value > 0 ? -value : value, 4));
        return value > 0 ? positive : One - positive;
    }

    /// <summary>A left shift that saturates.</summary>
    [Step]
    public static int ShiftLeft(int value, int bits)
    {
        long shifted = (long)value << bits;
        return shifted > int.MaxValue ? int.MaxValue : shifted < int.MinValue ? int.MinValue : (int)shifted;
    }

    /// <summary>exp(a) for a in [-1/4, 0), by the Taylor series around -1/8; Q0.31 in and out.</summary>
    [Step]
    private static int ExpNearZero(int value)
    {
        const int expOfMinusEighth = 1895147668;
        const int third = 715827883;
        int x = value + (1 << 28);
        int square = MultiplyHigh(x, x);
        int cube = MultiplyHigh(square, x);
        int fourth = DivideByPowerOfTwo(MultiplyHigh(square, square), 2);
        int series = DivideByPowerOfTwo(MultiplyHigh(fourth + cube, third) + square, 1);
        return expOfMinusEighth + MultiplyHigh(expOfMinusEighth, x + series);
    }

    [Step]
    private static int Barrel(int result, int remainder, int bit, int factor)
    {
        return (remainder & (1 << bit)) != 0 ? MultiplyHigh(result, factor) : result;
    }
}
