using Sotto.Devices;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Firmware;

/// <summary>From what a session hears to action: the LED shows the command window, and commands switch the board.</summary>
public sealed class VoiceSwitch
{
    /// <summary>How long a wake word opens the command window unless told otherwise.</summary>
    public const int DefaultWindowMilliseconds = 3000;

    /// <summary>
    /// Samples of silence, half a second, to feed after a recording so that a word at its very end is heard out.
    /// </summary>
    public const int TailSamples = 8000;

    private readonly ISession _session;
    private readonly SwitchBoard _board;
    private readonly IStatusLed _led;
    private readonly IVoiceListener _listener;
    private readonly SentenceInterpreter _interpreter;
    private readonly SessionEvent _event = new SessionEvent();
    private readonly string[] _wakeLabels;
    private readonly string[] _commandLabels;

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="session">Hears words.</param>
    /// <param name="board">What commands act on.</param>
    /// <param name="led">What shows the state.</param>
    /// <param name="listener">Hears what happens.</param>
    public VoiceSwitch(ISession session, SwitchBoard board, IStatusLed led, IVoiceListener listener)
        : this(session, null, board, led, listener)
    {
    }

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="session">Hears words, or sentences.</param>
    /// <param name="interpreter">Understands sentences; null where the session hears none.</param>
    /// <param name="board">What commands act on.</param>
    /// <param name="led">What shows the state.</param>
    /// <param name="listener">Hears what happens.</param>
    public VoiceSwitch(ISession session, SentenceInterpreter interpreter, SwitchBoard board, IStatusLed led, IVoiceListener listener)
    {
        _interpreter = interpreter;
        _session = session;
        _board = board;
        _led = led;
        _listener = listener;
        _wakeLabels = session.WakeLabels;
        _commandLabels = session.CommandLabels;
        Reset();
    }

    /// <summary>Whether a command would act now.</summary>
    public bool WindowOpen
    {
        get { return _session.WindowLeftMilliseconds > 0; }
    }

    /// <summary>How long the command window stays open, 0 when it is closed.</summary>
    public int WindowLeftMilliseconds
    {
        get { return _session.WindowLeftMilliseconds; }
    }

    /// <summary>Samples since the start of the stream.</summary>
    public long SamplesHeard
    {
        get { return _session.SamplesHeard; }
    }

    /// <summary>Starts a new stream, with the window closed and everything off.</summary>
    public void Reset()
    {
        _session.Reset();
        _board.Reset();
        _led.Show(LedPattern.Off);
    }

    /// <summary>Takes the next audio and acts on what is heard in it. Allocates nothing unless a word or a sentence is heard.</summary>
    /// <param name="samples">16 kHz mono samples.</param>
    /// <param name="offset">The first to take.</param>
    /// <param name="count">How many, any number.</param>
    public void Feed(short[] samples, int offset, int count)
    {
        int end = offset + count;
        while (offset < end)
        {
            offset += _session.Feed(samples, offset, end - offset);
            Respond();
        }
    }

    /// <summary>Acts on what the session has heard meanwhile, by itself or at the end of a clip.</summary>
    public void Respond()
    {
        while (_session.TryTake(_event))
        {
            switch (_event.Kind)
            {
                case SessionEventKind.Wake:
                    _led.Show(LedPattern.On);
                    _listener.OnWakeWord(_wakeLabels[_event.Label], _event.Score, _event.Sample);
                    break;
                case SessionEventKind.Command:
                    Do(Command.Find(_commandLabels[_event.Label]));
                    break;
                case SessionEventKind.Sentence:
                    Understand();
                    break;
                default:
                    Close();
                    break;
            }
        }
    }

    private void Understand()
    {
        if (!_interpreter.Understand(_session.Sentences))
        {
            Close();
            return;
        }

        bool takenBack = _board.Do(_interpreter.Answer);
        _led.Show(takenBack ? LedPattern.Cancel : LedPattern.Confirm);
        _listener.OnSentence(_interpreter.Text, _interpreter.Answer, _event.Sample);
        _board.Report(_listener, _event.Sample);
    }

    private void Close()
    {
        _led.Show(LedPattern.Cancel);
        _listener.OnWindowClosed(_event.Sample);
    }

    private void Do(Command command)
    {
        UnderstoodCommand understood = _board.Do(command);
        _led.Show(command.Action == CommandAction.TakeBack ? LedPattern.Cancel : LedPattern.Confirm);
        _listener.OnCommand(understood, _event.Score, _event.Sample);
        _board.Report(_listener, _event.Sample);
    }
}
