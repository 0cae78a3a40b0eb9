namespace System.Device.Gpio;

/// <summary>The level of a pin.</summary>
public readonly struct PinValue : IEquatable<PinValue>
{
    private readonly bool _high;

    private PinValue(bool high) => _high = high;

    /// <summary>The supply.</summary>
    public static PinValue High => new(true);

    /// <summary>Ground.</summary>
    public static PinValue Low => new(false);

    /// <summary>Whether two levels are the same.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator ==(PinValue a, PinValue b) => a._high == b._high;

    /// <summary>Whether two levels differ.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static bool operator !=(PinValue a, PinValue b) => a._high != b._high;

    /// <inheritdoc/>
    public bool Equals(PinValue other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is PinValue other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _high ? 1 : 0;
}
