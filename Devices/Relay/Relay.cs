using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// A relay, or whatever else a pin switches. Its pin is driven from the first moment on, to the state that is the safe one for
/// what hangs on it.
/// </summary>
public sealed class Relay : IRelay
{
    private readonly string _name;
    private readonly IOutputPin _pin;
    private readonly bool _activeLow;
    private readonly bool _failOn;
    private bool _on;

    /// <summary>Drives the pin to the fail state.</summary>
    /// <param name="name">The device's name.</param>
    /// <param name="pin">The pin that moves the contact.</param>
    /// <param name="activeLow">Whether the contact closes while the pin is low, as on most relay modules.</param>
    /// <param name="failOn">The state at the start and when the board fails: on for what must not stop, such as a freezer.</param>
    public Relay(string name, IOutputPin pin, bool activeLow, bool failOn)
    {
        _name = name;
        _pin = pin;
        _activeLow = activeLow;
        _failOn = failOn;
        Fail();
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

    /// <summary>Whether it is on when the board fails.</summary>
    public bool FailsOn
    {
        get { return _failOn; }
    }

    /// <inheritdoc/>
    /// <remarks>The pin is driven even where nothing changes: what disturbed it is put right.</remarks>
    public void Set(bool on)
    {
        _on = on;
        _pin.Write(on != _activeLow);
    }

    /// <summary>Goes to the fail state.</summary>
    public void Fail()
    {
        Set(_failOn);
    }
}
