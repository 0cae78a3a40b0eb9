using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// A lamp that is dimmed by switching it fast. Levels are lightness: 50% seems half as bright as 100%, and fades seem even.
/// </summary>
public sealed class Dimmer : IDimmer, ITimed
{
    /// <summary>Periods a second unless told otherwise: beyond what eyes see.</summary>
    public const int DefaultFrequency = 1000;

    private const int FullLevel = 100;

    private readonly string _name;
    private readonly IPwmOutput _output;
    private readonly int _frequency;
    private readonly int _fadeMilliseconds;
    private readonly ElapsedTime _time = new ElapsedTime();
    private int _level;
    private long _lightness;
    private int _duty;

    /// <summary>Makes the lamp dark.</summary>
    /// <param name="name">The device's name.</param>
    /// <param name="output">The pin that lights it.</param>
    /// <param name="frequency">Periods a second, in hertz, at least 1.</param>
    /// <param name="fadeMilliseconds">How long it takes from 0 to 100%, 0 for at once; goes on in <see cref="Update"/>.</param>
    public Dimmer(string name, IPwmOutput output, int frequency, int fadeMilliseconds)
    {
        _name = name;
        _output = output;
        _frequency = frequency;
        _fadeMilliseconds = fadeMilliseconds;
        _output.Set(frequency, 0);
    }

    /// <inheritdoc/>
    public string Name
    {
        get { return _name; }
    }

    /// <inheritdoc/>
    /// <remarks>The one that was asked for last, also while the lamp still fades to it.</remarks>
    public int Level
    {
        [Step]
        get { return _level; }
    }

    /// <summary>Whether the lamp is still on its way to its level.</summary>
    public bool IsFading
    {
        get { return _lightness != Target(); }
    }

    /// <inheritdoc/>
    public void Set(int level)
    {
        _level = level < 0 ? 0 : level > FullLevel ? FullLevel : level;
        if (_fadeMilliseconds <= 0)
        {
            Shine(Target());
        }
    }

    /// <inheritdoc/>
    public void Update(long milliseconds)
    {
        int passed = _time.Advance(milliseconds);
        if (IsFading)
        {
            long step = (long)passed * Lightness.Full;
            long away = Target() - _lightness;
            Shine(away > step ? _lightness + step : away < -step ? _lightness - step : Target());
        }
    }

    /// <summary>The lightness wanted, in units of which a fade takes one whole lightness a millisecond.</summary>
    private long Target()
    {
        return (long)_level * (Lightness.Full / FullLevel) * Divisor();
    }

    private int Divisor()
    {
        return _fadeMilliseconds <= 0 ? 1 : _fadeMilliseconds;
    }

    private void Shine(long lightness)
    {
        _lightness = lightness;
        int duty = Lightness.ToDuty((int)(lightness / Divisor()));
        if (duty != _duty)
        {
            _duty = duty;
            _output.Set(_frequency, duty);
        }
    }
}
