using Sotto.Kernels;

namespace Sotto.Devices.Host;

/// <summary>A dimmer in memory.</summary>
public sealed class SimulatedDimmer : IDimmer
{
    private readonly string _name;
    private int _level;
    private DeviceChangedHandler _changed;

    /// <summary>Makes a dimmer at level 0.</summary>
    /// <param name="name">The device's name.</param>
    public SimulatedDimmer(string name)
    {
        _name = name;
    }

    /// <summary>Raised after the level became another.</summary>
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
    public int Level
    {
        [Step]
        get { return _level; }
    }

    /// <inheritdoc/>
    public void Set(int level)
    {
        level = level < 0 ? 0 : level > 100 ? 100 : level;
        if (level != _level)
        {
            _level = level;
            _changed?.Invoke(this);
        }
    }
}
