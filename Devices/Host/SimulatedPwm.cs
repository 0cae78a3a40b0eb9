namespace Sotto.Devices.Host;

/// <summary>A pin in memory that is high for a part of each period.</summary>
public sealed class SimulatedPwm : IPwmOutput
{
    private int _frequency;
    private int _duty;
    private DeviceChangedHandler _changed;

    /// <summary>Raised after frequency or duty became another.</summary>
    public event DeviceChangedHandler Changed
    {
        add { _changed += value; }
        remove { _changed -= value; }
    }

    /// <summary>Periods a second, in hertz.</summary>
    public int Frequency
    {
        get { return _frequency; }
    }

    /// <summary>The part of a period that it is high, in ten-thousandths.</summary>
    public int Duty
    {
        get { return _duty; }
    }

    /// <inheritdoc/>
    public void Set(int frequency, int duty)
    {
        if (frequency != _frequency || duty != _duty)
        {
            _frequency = frequency;
            _duty = duty;
            _changed?.Invoke(this);
        }
    }
}
