namespace Sotto.Kernels;

/// <summary>A positive factor as <see cref="FixedPoint.Rescale"/> takes it.</summary>
public sealed class Multiplier
{
    /// <summary>Q0.31, not negative.</summary>
    public readonly int Factor;

    /// <summary>-31 to 30, left where positive.</summary>
    public readonly int Shift;

    /// <summary>A factor of <paramref name="factor"/> / 2^31 * 2^<paramref name="shift"/>.</summary>
    public Multiplier(int factor, int shift)
    {
        Factor = factor;
        Shift = shift;
    }

    /// <summary>The product of a value and the factor, rounded.</summary>
    [Step]
    public int Times(int value)
    {
        return FixedPoint.Rescale(value, Factor, Shift);
    }
}
