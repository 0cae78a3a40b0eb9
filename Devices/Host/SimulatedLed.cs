namespace Sotto.Devices.Host;

/// <summary>A status light in memory.</summary>
public sealed class SimulatedLed : IStatusLed
{
    private LedPattern _pattern;
    private DeviceChangedHandler _changed;

    /// <summary>Raised after each call of <see cref="Show"/>: the same blink twice is two blinks.</summary>
    public event DeviceChangedHandler Changed
    {
        add { _changed += value; }
        remove { _changed -= value; }
    }

    /// <inheritdoc/>
    public LedPattern Pattern
    {
        get { return _pattern; }
    }

    /// <inheritdoc/>
    public void Show(LedPattern pattern)
    {
        _pattern = pattern;
        _changed?.Invoke(this);
    }
}
