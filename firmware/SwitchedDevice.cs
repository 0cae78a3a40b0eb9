using Sotto.Devices;

namespace Sotto.Firmware;

/// <summary>Something that commands act on: a relay's device is on or off, a dimmer's has a level too.</summary>
public sealed class SwitchedDevice
{
    private readonly string _name;
    private readonly string _room;
    private readonly IRelay _relay;
    private readonly IDimmer _dimmer;
    private readonly FailState _failState;

    /// <summary>Names what a relay switches, which fails off.</summary>
    /// <param name="relay">The relay; its name is the device's.</param>
    /// <param name="room">The room it is in, or "".</param>
    public SwitchedDevice(IRelay relay, string room)
        : this(relay, room, FailState.Off)
    {
    }

    /// <summary>Names what a dimmer dims, which fails off.</summary>
    /// <param name="dimmer">The dimmer; its name is the device's.</param>
    /// <param name="room">The room it is in, or "".</param>
    public SwitchedDevice(IDimmer dimmer, string room)
        : this(dimmer, room, FailState.Off)
    {
    }

    /// <summary>Names what a relay switches.</summary>
    /// <param name="relay">The relay; its name is the device's.</param>
    /// <param name="room">The room it is in, or "".</param>
    /// <param name="failState">What it does at the start and when the board cannot hear.</param>
    public SwitchedDevice(IRelay relay, string room, FailState failState)
    {
        _failState = failState;
        _name = relay.Name;
        _room = room;
        _relay = relay;
    }

    /// <summary>Names what a dimmer dims.</summary>
    /// <param name="dimmer">The dimmer; its name is the device's.</param>
    /// <param name="room">The room it is in, or "".</param>
    /// <param name="failState">What it does at the start and when the board cannot hear.</param>
    public SwitchedDevice(IDimmer dimmer, string room, FailState failState)
    {
        _failState = failState;
        _name = dimmer.Name;
        _room = room;
        _dimmer = dimmer;
    }

    /// <summary>What it is called: "light".</summary>
    public string Name
    {
        get { return _name; }
    }

    /// <summary>The room it is in, or "".</summary>
    public string Room
    {
        get { return _room; }
    }

    /// <summary>What it does at the start and when the board cannot hear.</summary>
    public FailState FailState
    {
        get { return _failState; }
    }

    /// <summary>Whether it has a level.</summary>
    public bool CanDim
    {
        get { return _dimmer != null; }
    }

    /// <summary>Whether it is on.</summary>
    public bool IsOn
    {
        get { return _dimmer != null ? _dimmer.Level > 0 : _relay.IsOn; }
    }

    /// <summary>0 to 100 per cent; of what a relay switches 0 or 100.</summary>
    public int Level
    {
        get { return _dimmer != null ? _dimmer.Level : _relay.IsOn ? 100 : 0; }
    }

    /// <summary>Sets the level.</summary>
    /// <param name="level">0 to 100; a relay's device is on above 0.</param>
    public void Set(int level)
    {
        if (_dimmer != null)
        {
            _dimmer.Set(level);
        }
        else
        {
            _relay.Set(level > 0);
        }
    }
}
