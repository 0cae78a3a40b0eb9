using Sotto.Firmware.Home;

namespace Sotto.Firmware;

/// <summary>Tells several listeners.</summary>
internal sealed class ListenerList : IBoardListener
{
    private IBoardListener[] _all = new IBoardListener[0];

    public void Add(IBoardListener listener)
    {
        IBoardListener[] more = new IBoardListener[_all.Length + 1];
        for (int i = 0; i < _all.Length; i++)
        {
            more[i] = _all[i];
        }

        more[_all.Length] = listener;
        _all = more;
    }

    public void OnState(string name)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnState(name);
        }
    }

    public void OnDevice(int index)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnDevice(index);
        }
    }

    public void OnWake(string word, int score)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnWake(word, score);
        }
    }

    public void OnIntent(string intent, string text, int score)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnIntent(intent, text, score);
        }
    }

    public void OnMuted(bool muted)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnMuted(muted);
        }
    }

    public void OnMicrophoneTested(string finding)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnMicrophoneTested(finding);
        }
    }

    public void OnRefused(string reason)
    {
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i].OnRefused(reason);
        }
    }
}
