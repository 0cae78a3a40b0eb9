namespace Sotto.Devices;

/// <summary>
/// A button on a pin. Contacts bounce for some milliseconds: a level counts once every look at the pin has found it for 25 ms.
/// </summary>
public sealed class PushButton
{
    /// <summary>How long a level must stand, in milliseconds.</summary>
    public const int DebounceMilliseconds = 25;

    /// <summary>How long a press must last to be long, in milliseconds from where it counts.</summary>
    public const int LongMilliseconds = 800;

    private readonly IInputPin _pin;
    private readonly bool _activeLow;
    private readonly ElapsedTime _time = new ElapsedTime();
    private bool _down;
    private bool _long;
    private bool _differed;
    private int _differs;
    private int _held;

    /// <summary>Makes a button that counts as not pressed.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="activeLow">Whether it is pressed while the pin is low, as with a pull-up.</param>
    public PushButton(IInputPin pin, bool activeLow)
    {
        _pin = pin;
        _activeLow = activeLow;
    }

    /// <summary>Whether it counts as pressed.</summary>
    public bool IsPressed
    {
        get { return _down; }
    }

    /// <summary>
    /// Looks at the pin, at best every 5 to 20 ms. What happens between two looks, and is over, is not seen.
    /// </summary>
    /// <param name="milliseconds">The time since some moment; a clock that leaps makes no event by itself.</param>
    /// <returns>What happened. Never two events at once: the other comes with the next call.</returns>
    public ButtonEvent Poll(long milliseconds)
    {
        int passed = _time.Advance(milliseconds);
        bool down = _pin.Read() != _activeLow;
        if (down != _down)
        {
            return Differs(passed);
        }

        _differed = false;
        return _down && !_long ? Hold(passed) : ButtonEvent.None;
    }

    /// <summary>The pin is not as it counts. Its time begins with the look that found it so first.</summary>
    private ButtonEvent Differs(int passed)
    {
        _differs = _differed ? _differs + passed : 0;
        _differed = _differs < DebounceMilliseconds;
        if (_differed)
        {
            return ButtonEvent.None;
        }

        _down = !_down;
        if (_down)
        {
            _held = 0;
            _long = false;
            return ButtonEvent.Pressed;
        }

        return _long ? ButtonEvent.Released : ButtonEvent.Short;
    }

    private ButtonEvent Hold(int passed)
    {
        _held += passed;
        _long = _held >= LongMilliseconds;
        return _long ? ButtonEvent.Long : ButtonEvent.None;
    }
}
