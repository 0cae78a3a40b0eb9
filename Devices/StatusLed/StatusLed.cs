namespace Sotto.Devices;

/// <summary>
/// A light on a pin. Patterns that last go on until another is asked for. A blink (<see cref="LedPattern.Confirm"/>,
/// <see cref="LedPattern.Cancel"/>) is always shown to its end: a lasting pattern that is asked for meanwhile comes after it,
/// and darkness where none is.
/// </summary>
public sealed class StatusLed : IStatusLed, ITimed
{
    // Milliseconds lit, dark, lit, dark...; what lasts begins anew at the end, and 0 is for ever.
    private static readonly int[] s_off = { 0 };
    private static readonly int[] s_on = { 0 };
    private static readonly int[] s_confirm = { 250, 150 };
    private static readonly int[] s_cancel = { 100, 100, 100, 200 };
    private static readonly int[] s_muted = { 50, 2950 };
    private static readonly int[] s_busy = { 500, 500 };
    private static readonly int[] s_updating = { 100, 100 };
    private static readonly int[] s_fault = { 150, 150, 150, 150, 150, 850 };

    private readonly IOutputPin _pin;
    private readonly bool _activeLow;
    private readonly ElapsedTime _time = new ElapsedTime();
    private LedPattern _asked;
    private LedPattern _shown;
    private int _phase;
    private int _left;
    private bool _lit;

    /// <summary>Makes the light dark.</summary>
    /// <param name="pin">The pin that lights it.</param>
    /// <param name="activeLow">Whether it shines while the pin is low.</param>
    public StatusLed(IOutputPin pin, bool activeLow)
    {
        _pin = pin;
        _activeLow = activeLow;
        _lit = true;
        Light(false);
    }

    /// <inheritdoc/>
    public LedPattern Pattern
    {
        get { return _asked; }
    }

    /// <summary>Whether it shines now.</summary>
    public bool IsLit
    {
        get { return _lit; }
    }

    /// <inheritdoc/>
    public void Show(LedPattern pattern)
    {
        bool again = pattern == _asked && !IsBlink(pattern);
        _asked = pattern;
        if (!again && (IsBlink(pattern) || !IsBlink(_shown)))
        {
            Begin(pattern);
        }
    }

    /// <inheritdoc/>
    public void Update(long milliseconds)
    {
        int passed = _time.Advance(milliseconds);
        int[] phases = Phases(_shown);
        while (phases[_phase] > 0 && passed >= _left)
        {
            passed -= _left;
            _phase++;
            if (_phase == phases.Length && IsBlink(_shown))
            {
                Begin(IsBlink(_asked) ? LedPattern.Off : _asked);
                phases = Phases(_shown);
            }
            else
            {
                Enter(_phase % phases.Length);
            }
        }

        _left -= passed;
    }

    private static bool IsBlink(LedPattern pattern)
    {
        return pattern == LedPattern.Confirm || pattern == LedPattern.Cancel;
    }

    private static int[] Phases(LedPattern pattern)
    {
        switch (pattern)
        {
            case LedPattern.On: return s_on;
            case LedPattern.Confirm: return s_confirm;
            case LedPattern.Cancel: return s_cancel;
            case LedPattern.Muted: return s_muted;
            case LedPattern.Busy: return s_busy;
            case LedPattern.Updating: return s_updating;
            case LedPattern.Fault: return s_fault;
            default: return s_off;
        }
    }

    private void Begin(LedPattern pattern)
    {
        _shown = pattern;
        Enter(0);
    }

    private void Enter(int phase)
    {
        _phase = phase;
        _left = Phases(_shown)[phase];
        Light(_shown != LedPattern.Off && (phase & 1) == 0);
    }

    private void Light(bool lit)
    {
        if (lit != _lit)
        {
            _lit = lit;
            _pin.Write(lit != _activeLow);
        }
    }
}
