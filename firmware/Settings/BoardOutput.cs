namespace Sotto.Firmware;

/// <summary>A pin of a board that something can be switched or dimmed with.</summary>
public sealed class BoardOutput
{
    private readonly string _name;
    private readonly int _pin;
    private readonly bool _dims;
    private readonly bool _activeLow;

    internal BoardOutput(string name, int pin, bool dims, bool activeLow)
    {
        _name = name;
        _pin = pin;
        _dims = dims;
        _activeLow = activeLow;
    }

    /// <summary>What settings call it: "relay1", "pwm1".</summary>
    public string Name
    {
        get { return _name; }
    }

    /// <summary>The number of the pin.</summary>
    public int Pin
    {
        get { return _pin; }
    }

    /// <summary>Whether it dims (PWM); a relay's pin only switches.</summary>
    public bool Dims
    {
        get { return _dims; }
    }

    /// <summary>Whether a low pin means on.</summary>
    public bool ActiveLow
    {
        get { return _activeLow; }
    }
}
