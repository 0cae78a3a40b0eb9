namespace Sotto.Devices.Host;

/// <summary>A pin in memory: whoever drives it and whoever reads it see the same level.</summary>
public sealed class SimulatedPin : IInputPin, IOutputPin
{
    private bool _high;
    private int _writes;
    private DeviceChangedHandler _changed;

    /// <summary>Makes a pin at a level.</summary>
    /// <param name="high">Whether it is high: as a pull-up makes it.</param>
    public SimulatedPin(bool high)
    {
        _high = high;
    }

    /// <summary>Raised after the level became another.</summary>
    public event DeviceChangedHandler Changed
    {
        add { _changed += value; }
        remove { _changed -= value; }
    }

    /// <summary>Whether it is high.</summary>
    public bool IsHigh
    {
        get { return _high; }
    }

    /// <summary>How often it was driven, to whatever level.</summary>
    public int Writes
    {
        get { return _writes; }
    }

    /// <inheritdoc/>
    public bool Read()
    {
        return _high;
    }

    /// <inheritdoc/>
    public void Write(bool high)
    {
        _writes++;
        if (high != _high)
        {
            _high = high;
            _changed?.Invoke(this);
        }
    }
}
