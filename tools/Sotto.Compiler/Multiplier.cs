namespace Sotto.Compiler;

/// <summary>A factor as the device applies it: a Q0.31 multiplier and a shift.</summary>
/// <param name="Value">2^30 to 2^31 - 1, or 0.</param>
/// <param name="Shift">Left where positive.</param>
internal readonly record struct Multiplier(int Value, int Shift)
{
    /// <summary>Splits a factor as TensorFlow Lite does (quantization_util, QuantizeMultiplier).</summary>
    /// <param name="factor">0 or more.</param>
    internal static Multiplier Of(double factor)
    {
        if (factor == 0)
        {
            return default;
        }

        int shift = Math.ILogB(factor) + 1;
        long value = (long)Math.Round(Math.ScaleB(factor, 31 - shift), MidpointRounding.AwayFromZero);
        if (value == 1L << 31)
        {
            value >>= 1;
            shift++;
        }

        return shift < -31 ? default : new Multiplier((int)value, shift);
    }
}
