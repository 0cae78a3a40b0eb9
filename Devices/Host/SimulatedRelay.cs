using Sotto.Kernels;

namespace Sotto.Devices.Host;

/// <summary>A relay in memory.</summary>
public sealed class SimulatedRelay : IRelay
{
    private readonly string _name;
    private bool _on;
    private DeviceChangedHandler _changed;

    /// <summary>Makes a relay that is off.</summary>
    /// <param name="name">The device's name.</param>
    public SimulatedRelay(string name)
    {
        _name = name;
    }

    /// <summary>Raised after the contact moved.</summary>
    public event DeviceChangedHandler Changed
    {
        add { _changed += value; }
        remove { _changed -= value; }
    }

    /// <inheritdoc/>
    public string Name
    {
        get { return _name; }
    }

    /// <inheritdoc/>
    public bool IsOn
    {
        [Step]
        get { return _on; }
    }

    /// <inheritdoc/>
    public void Set(bool on)
    {
        if (on != _on)
        {
            _on = on;
            _changed?.Invoke(this);
        }
    }
}
