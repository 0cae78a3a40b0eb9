using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Tests;

/// <summary>A session that hears one word over and over.</summary>
public sealed class TalkingSession : ISession
{
    private readonly ScriptedSession _session = new ScriptedSession(500);
    private readonly string _word;

    public TalkingSession(string word)
    {
        _word = word;
    }

    public string[] WakeLabels
    {
        get { return _session.WakeLabels; }
    }

    public string[] CommandLabels
    {
        get { return _session.CommandLabels; }
    }

    public NBestList Sentences
    {
        get { return null; }
    }

    public long SamplesHeard
    {
        get { return _session.SamplesHeard; }
    }

    public int WindowLeftMilliseconds
    {
        get { return _session.WindowLeftMilliseconds; }
    }

    public void Reset()
    {
        _session.Reset();
    }

    [Step]
    public void OpenWindow()
    {
        _session.OpenWindow();
    }

    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        _session.Say(_word);
        return _session.Feed(samples, offset, count);
    }

    [Step]
    public bool TryTake(SessionEvent into)
    {
        return _session.TryTake(into);
    }
}
