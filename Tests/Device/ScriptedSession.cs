using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Tests;

/// <summary>A session that hears what a test says, in the next samples that it is fed.</summary>
public sealed class ScriptedSession : ISession
{
    private const int Never = -1;

    private readonly SessionEvent[] _events = new SessionEvent[4];
    private int _count;
    private int _taken;
    private int _windowLeft = Never;
    private string _said;
    private long _heard;

    public ScriptedSession(int windowMilliseconds)
    {
        WindowMilliseconds = windowMilliseconds;
        for (int i = 0; i < _events.Length; i++)
        {
            _events[i] = new SessionEvent();
        }
    }

    public string[] WakeLabels { get; } = { "_unknown_", "alexa", "jarvis" };

    public string[] CommandLabels { get; } = { "_unknown_", "_silence_", "on", "off", "no", "seven" };

    /// <summary>What it hears whatever is said in its window; null where it hears single words.</summary>
    public NBestList Sentences
    {
        [Step]
        get;
        set;
    }

    /// <summary>How long its window is open.</summary>
    public int WindowMilliseconds
    {
        [Step]
        get;
        set;
    }

    public long SamplesHeard
    {
        get { return _heard; }
    }

    public int WindowLeftMilliseconds
    {
        get { return _windowLeft == Never ? 0 : (_windowLeft + 15) / 16; }
    }

    /// <summary>Lets it hear a word; a command only while its window is open.</summary>
    [Step]
    public void Say(string word)
    {
        _said = word;
    }

    public void Reset()
    {
        _count = 0;
        _taken = 0;
        _windowLeft = Never;
        _heard = 0;
    }

    [Step]
    public void OpenWindow()
    {
        _windowLeft = WindowMilliseconds * 16;
    }

    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        if (_taken < _count)
        {
            return 0;
        }

        _count = 0;
        _taken = 0;
        _heard += count;
        int wake = Find(WakeLabels);
        bool hearsSentence = Sentences != null && _said != null && wake < 0 && _windowLeft != Never;
        int command = Find(CommandLabels);
        if (wake >= 0)
        {
            OpenWindow();
            Raise(SessionEventKind.Wake, wake);
        }
        else if (hearsSentence)
        {
            _windowLeft = Never;
            Raise(SessionEventKind.Sentence, Sentences.Count);
        }
        else if (command >= 0 && _windowLeft != Never)
        {
            _windowLeft = Never;
            Raise(SessionEventKind.Command, command);
        }
        else if (_windowLeft != Never)
        {
            _windowLeft -= count;
            if (_windowLeft <= 0)
            {
                _windowLeft = Never;
                Raise(SessionEventKind.WindowClosed, 0);
            }
        }

        _said = null;
        return count;
    }

    [Step]
    public bool TryTake(SessionEvent into)
    {
        if (_taken == _count)
        {
            return false;
        }

        SessionEvent oldest = _events[_taken++];
        into.Kind = oldest.Kind;
        into.Label = oldest.Label;
        into.Score = oldest.Score;
        into.Sample = oldest.Sample;
        return true;
    }

    [Step]
    private int Find(string[] labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (_said != null && Same(labels[i], _said))
            {
                return i;
            }
        }

        return -1;
    }

    [Step]
    private static bool Same(string a, string b)
    {
        bool same = a.Length == b.Length;
        for (int i = 0; same && i < a.Length; i++)
        {
            same = a[i] == b[i];
        }

        return same;
    }

    [Step]
    private void Raise(SessionEventKind kind, int label)
    {
        SessionEvent raised = _events[_count++];
        raised.Kind = kind;
        raised.Label = label;
        raised.Score = 200;
        raised.Sample = _heard;
    }
}
