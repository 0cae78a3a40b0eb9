using Sotto.Firmware;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.App;

/// <summary>
/// A session that hears nothing. When its window is opened, which is what a press of the button does, it answers with the command
/// that turns the first device over, "on" or "off"; so the button is a switch.
/// </summary>
public sealed class ButtonSession : ISession
{
    private const int Off = 0;
    private const int On = 1;
    private const int Sure = 255;
    private const int SamplesPerMillisecond = FrontEnd.SampleRate / 1000;

    private readonly IClock _clock;
    private readonly SwitchedDevice[] _devices;
    private readonly string[] _labels = { "off", "on" };
    private bool _asked;

    /// <summary>Names what the button switches.</summary>
    /// <param name="clock">The time, which stands for the audio.</param>
    /// <param name="devices">The devices; of none there is nothing to switch.</param>
    public ButtonSession(IClock clock, SwitchedDevice[] devices)
    {
        _clock = clock;
        _devices = devices;
    }

    /// <inheritdoc/>
    public string[] WakeLabels
    {
        get { return new string[0]; }
    }

    /// <inheritdoc/>
    public string[] CommandLabels
    {
        get { return _labels; }
    }

    /// <inheritdoc/>
    public NBestList Sentences
    {
        get { return null; }
    }

    /// <inheritdoc/>
    public long SamplesHeard
    {
        get { return _clock.Milliseconds * SamplesPerMillisecond; }
    }

    /// <inheritdoc/>
    public int WindowLeftMilliseconds
    {
        get { return 0; }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _asked = false;
    }

    /// <inheritdoc/>
    [Step]
    public void OpenWindow()
    {
        _asked = true;
    }

    /// <inheritdoc/>
    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        return count;
    }

    /// <inheritdoc/>
    [Step]
    public bool TryTake(SessionEvent into)
    {
        if (!_asked)
        {
            return false;
        }

        bool isThere = _devices.Length > 0;
        _asked = false;
        into.Kind = isThere ? SessionEventKind.Command : SessionEventKind.WindowClosed;
        into.Label = isThere && _devices[0].IsOn ? Off : On;
        into.Score = Sure;
        into.Sample = 0;
        return true;
    }
}
