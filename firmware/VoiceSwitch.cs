using Sotto.Devices;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>
/// The way from audio to action: features, wake word, command window, command word, switch. It knows no hardware and no
/// clock: its time is the samples that it was given. How the audio is cut into blocks changes nothing.
/// </summary>
public sealed class VoiceSwitch
{
    /// <summary>How long a wake word opens the command window unless told otherwise.</summary>
    public const int DefaultWindowMilliseconds = 3000;

    /// <summary>
    /// Samples of silence, half a second, to feed after a recording so that a word at its very end is heard out.
    /// </summary>
    public const int TailSamples = 8000;

    private const int SamplesPerMillisecond = FrontEnd.SampleRate / 1000;

    private readonly FrontEnd _frontEnd = new FrontEnd();
    private readonly IWordSpotter _wake;
    private readonly IWordSpotter _commands;
    private readonly ClipDecision _clip;
    private readonly SwitchBoard _board;
    private readonly IStatusLed _led;
    private readonly IVoiceListener _listener;
    private readonly int _windowSamples;
    private bool _windowOpen;
    private long _windowEnd;
    private long _samplesHeard;
    private bool _woken;
    private bool _commanded;

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="wake">Spots wake words; null where every clip is one command (see <see cref="EndClip"/>).</param>
    /// <param name="commands">Spots command words.</param>
    /// <param name="board">What commands act on.</param>
    /// <param name="led">What shows the state.</param>
    /// <param name="listener">Hears what happens.</param>
    /// <param name="windowMilliseconds">How long a wake word opens the command window.</param>
    public VoiceSwitch(
        IWordSpotter wake, IWordSpotter commands, SwitchBoard board, IStatusLed led, IVoiceListener listener, int windowMilliseconds)
    {
        _wake = wake;
        _commands = commands;
        _clip = new ClipDecision(commands.Detector.Labels);
        _board = board;
        _led = led;
        _listener = listener;
        _windowSamples = windowMilliseconds * SamplesPerMillisecond;
        Reset();
    }

    /// <summary>Whether a command would act now.</summary>
    public bool WindowOpen
    {
        get { return _windowOpen; }
    }

    /// <summary>How long the command window stays open, 0 when it is closed.</summary>
    public int WindowLeftMilliseconds
    {
        get { return _windowOpen ? (int)(_windowEnd - _samplesHeard) / SamplesPerMillisecond : 0; }
    }

    /// <summary>Samples since the start of the stream.</summary>
    public long SamplesHeard
    {
        get { return _samplesHeard; }
    }

    /// <summary>Whether the last sample fed completed a feature row.</summary>
    public bool RowReady
    {
        get { return _frontEnd.RowReady; }
    }

    /// <summary>The last feature row, overwritten by the next.</summary>
    public ushort[] Row
    {
        get { return _frontEnd.Row; }
    }

    /// <summary>Starts a new stream, with the window closed and everything off.</summary>
    public void Reset()
    {
        _frontEnd.Reset();
        _commands.Reset();
        _clip.Reset();
        if (_wake != null)
        {
            _wake.Reset();
        }

        _board.Reset();
        _led.Show(LedPattern.Off);
        _windowOpen = false;
        _samplesHeard = 0;
    }

    /// <summary>Takes the next audio and acts on what is heard in it. Allocates nothing unless a word is heard.</summary>
    /// <param name="samples">16 kHz mono samples.</param>
    /// <param name="offset">The first to take.</param>
    /// <param name="count">How many, any number.</param>
    public void Feed(short[] samples, int offset, int count)
    {
        int end = offset + count;
        while (offset < end)
        {
            offset += Listen(samples, offset, end - offset);
            if (_frontEnd.RowReady)
            {
                Respond();
            }
        }
    }

    /// <summary>Where every clip is one command: the clip is over, and the word that it held acts.</summary>
    /// <param name="threshold">The least mean of that word, 0 to 256 in units of 1/256.</param>
    public void EndClip(int threshold)
    {
        int label = _clip.Decide(threshold);
        if (label != ClipDecision.NoWord)
        {
            Do(label, _clip.PeakOf(label));
        }
    }

    [Step]
    private int Listen(short[] samples, int offset, int count)
    {
        int taken = _frontEnd.Feed(samples, offset, count);
        _samplesHeard += taken;
        if (!_frontEnd.RowReady)
        {
            return taken;
        }

        if (_wake != null)
        {
            _woken = _wake.Take(_frontEnd.Row);
            _commanded = _windowOpen && _commands.Take(_frontEnd.Row);
            return taken;
        }

        _commands.Take(_frontEnd.Row);
        if (_commands.Stepped)
        {
            _clip.Note(_commands.Detector);
        }

        return taken;
    }

    private void Respond()
    {
        if (_commanded)
        {
            _windowOpen = false;
            Do(_commands.Detector.Label, _commands.Detector.Score);
        }

        if (_woken)
        {
            OpenWindow();
        }
        else if (_windowOpen && _samplesHeard >= _windowEnd)
        {
            _windowOpen = false;
            _led.Show(LedPattern.Cancel);
            _listener.OnWindowClosed(_samplesHeard);
        }
    }

    /// <summary>Opens the window, or lets an open one begin anew; the command model starts from silence.</summary>
    private void OpenWindow()
    {
        _windowOpen = true;
        _windowEnd = _samplesHeard + _windowSamples;
        _commands.Reset();
        _led.Show(LedPattern.On);
        _listener.OnWakeWord(_wake.Detector.Labels[_wake.Detector.Label], _wake.Detector.Score, _samplesHeard);
    }

    private void Do(int label, int score)
    {
        UnderstoodCommand command = _board.Do(Command.Find(_commands.Detector.Labels[label]));
        _led.Show(command.Command.Action == CommandAction.TakeBack ? LedPattern.Cancel : LedPattern.Confirm);
        _listener.OnCommand(command, score, _samplesHeard);
        _board.Report(_listener, _samplesHeard);
    }
}
