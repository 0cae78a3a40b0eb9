using Sotto.Kernels;
using Sotto.Models.Spoken;

namespace Sotto.Models;

/// <summary>The session in C#: the definition of what the native one does. Feeding it allocates nothing.</summary>
public sealed class ManagedSession : ISession
{
    /// <summary>How long after the window opened a sentence is over at the latest, unless the window alone is longer.</summary>
    public const int LongestSentenceMilliseconds = 6000;

    private const int SamplesPerMillisecond = FrontEnd.SampleRate / 1000;

    /// <summary>Events of one row: a command, and the wake word that the next begins with.</summary>
    private const int RowEvents = 2;

    private readonly FrontEnd _frontEnd = new FrontEnd();
    private readonly IWordSpotter _wake;
    private readonly IWordSpotter _commands;
    private readonly ClipDecision _clip;
    private readonly SentenceListener _sentences;
    private readonly int _windowSamples;
    private readonly SessionEvent[] _events = new SessionEvent[RowEvents];
    private int _eventCount;
    private int _eventsTaken;
    private bool _windowOpen;
    private long _windowEnd;
    private long _sentenceEnd;
    private long _samplesHeard;

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="wake">Spots wake words; null where every clip is one command (see <see cref="EndClip"/>).</param>
    /// <param name="commands">Spots command words.</param>
    /// <param name="windowMilliseconds">How long a wake word opens the command window.</param>
    public ManagedSession(IWordSpotter wake, IWordSpotter commands, int windowMilliseconds)
        : this(wake, commands, null, windowMilliseconds)
    {
    }

    /// <summary>Joins the parts and resets them.</summary>
    /// <param name="wake">Spots wake words.</param>
    /// <param name="sentences">Hears sentences.</param>
    /// <param name="windowMilliseconds">How long after a wake word a sentence may begin.</param>
    public ManagedSession(IWordSpotter wake, SentenceListener sentences, int windowMilliseconds)
        : this(wake, null, sentences, windowMilliseconds)
    {
    }

    private ManagedSession(IWordSpotter wake, IWordSpotter commands, SentenceListener sentences, int windowMilliseconds)
    {
        _wake = wake;
        _commands = commands;
        _sentences = sentences;
        _clip = commands == null ? null : new ClipDecision(commands.Detector.Labels);
        _windowSamples = windowMilliseconds * SamplesPerMillisecond;
        for (int i = 0; i < RowEvents; i++)
        {
            _events[i] = new SessionEvent();
        }

        Reset();
    }

    /// <inheritdoc/>
    public string[] WakeLabels
    {
        get { return _wake == null ? new string[0] : _wake.Detector.Labels; }
    }

    /// <inheritdoc/>
    public string[] CommandLabels
    {
        get { return _commands == null ? new string[0] : _commands.Detector.Labels; }
    }

    /// <inheritdoc/>
    public NBestList Sentences
    {
        get { return _sentences == null ? null : _sentences.Best; }
    }

    /// <inheritdoc/>
    public long SamplesHeard
    {
        get { return _samplesHeard; }
    }

    /// <inheritdoc/>
    public int WindowLeftMilliseconds
    {
        get
        {
            int left = (int)(_windowEnd - _samplesHeard + SamplesPerMillisecond - 1) / SamplesPerMillisecond;

            // An open window of no whole number of rows has had its time a little before the row that closes it.
            return !_windowOpen ? 0 : left > 0 ? left : 1;
        }
    }

    /// <summary>The last feature row, overwritten by the next.</summary>
    public ushort[] Row
    {
        get { return _frontEnd.Row; }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _frontEnd.Reset();
        ResetCommands();
        if (_clip != null)
        {
            _clip.Reset();
        }

        if (_wake != null)
        {
            _wake.Reset();
        }

        _eventCount = 0;
        _eventsTaken = 0;
        _windowOpen = false;
        _windowEnd = 0;
        _samplesHeard = 0;
    }

    /// <inheritdoc/>
    [Step]
    public void OpenWindow()
    {
        if (_wake != null)
        {
            _windowOpen = true;
            _windowEnd = _samplesHeard + _windowSamples;
            _sentenceEnd = _samplesHeard + (LongestSentenceMilliseconds * SamplesPerMillisecond);
            ResetCommands();
        }
    }

    /// <inheritdoc/>
    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        int taken = 0;
        while (taken < count && _eventsTaken == _eventCount)
        {
            int part = _frontEnd.Feed(samples, offset + taken, count - taken);
            taken += part;
            _samplesHeard += part;
            if (_frontEnd.RowReady)
            {
                TakeRow();
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    [Step]
    public bool TryTake(SessionEvent into)
    {
        if (_eventsTaken == _eventCount)
        {
            return false;
        }

        SessionEvent oldest = _events[_eventsTaken++];
        into.Kind = oldest.Kind;
        into.Label = oldest.Label;
        into.Score = oldest.Score;
        into.Sample = oldest.Sample;
        return true;
    }

    /// <summary>Where every clip is one command: the clip is over, and the word that it held is an event.</summary>
    /// <param name="threshold">The least mean of that word, 0 to 256 in units of 1/256.</param>
    public void EndClip(int threshold)
    {
        int label = _clip.Decide(threshold);
        if (label != ClipDecision.NoWord)
        {
            StartEvents();
            Raise(SessionEventKind.Command, label, _clip.PeakOf(label));
        }
    }

    [Step]
    private void TakeRow()
    {
        StartEvents();
        if (_wake != null)
        {
            TakeStreamRow();
            return;
        }

        _commands.Take(_frontEnd.Row);
        if (_commands.Stepped)
        {
            _clip.Note(_commands.Detector);
        }
    }

    /// <summary>
    /// What a row means: a command acts before a wake word opens the window anew, for which what hears commands starts from
    /// silence, and an open window that has had its time closes.
    /// </summary>
    [Step]
    private void TakeStreamRow()
    {
        bool woken = _wake.Take(_frontEnd.Row);
        if (_windowOpen && _sentences != null)
        {
            HearSentence();
        }
        else if (_windowOpen && _commands.Take(_frontEnd.Row))
        {
            _windowOpen = false;
            Raise(SessionEventKind.Command, _commands.Detector.Label, _commands.Detector.Score);
        }

        if (woken)
        {
            OpenWindow();
            Raise(SessionEventKind.Wake, _wake.Detector.Label, _wake.Detector.Score);
        }
        else if (_windowOpen && _samplesHeard >= _windowEnd)
        {
            _windowOpen = false;
            Raise(SessionEventKind.WindowClosed, 0, 0);
        }
    }

    /// <summary>A sentence is over at its end or when it has had its time; one that has begun has more than the window.</summary>
    [Step]
    private void HearSentence()
    {
        bool over = _sentences.Take(_frontEnd.Row);
        if (_sentences.HasBegun && _windowEnd < _sentenceEnd)
        {
            _windowEnd = _sentenceEnd;
        }

        if (!over && _samplesHeard < _windowEnd)
        {
            return;
        }

        _windowOpen = false;
        int found = _sentences.Finish();
        Raise(found > 0 ? SessionEventKind.Sentence : SessionEventKind.WindowClosed, found, 0);
    }

    [Step]
    private void ResetCommands()
    {
        if (_sentences != null)
        {
            _sentences.Reset();
        }
        else
        {
            _commands.Reset();
        }
    }

    [Step]
    private void StartEvents()
    {
        _eventCount = 0;
        _eventsTaken = 0;
    }

    [Step]
    private void Raise(SessionEventKind kind, int label, int score)
    {
        SessionEvent raised = _events[_eventCount++];
        raised.Kind = kind;
        raised.Label = label;
        raised.Score = score;
        raised.Sample = _samplesHeard;
    }
}
