namespace Sotto.Firmware.Home;

/// <summary>
/// What waits to be sent: one place for each topic, which holds the latest text, so that it cannot grow however long there is no
/// network. What is (a state) waits until there is one; what happened (an event) is told while there is one or never.
/// </summary>
internal sealed class Outbox
{
    private readonly object _gate = new object();
    private readonly HomeTopics _topics;
    private readonly string[] _texts;
    private readonly bool[] _waits;
    private bool _open;

    /// <summary>Makes a place for each topic.</summary>
    /// <param name="topics">The topics.</param>
    public Outbox(HomeTopics topics)
    {
        _topics = topics;
        _texts = new string[topics.PlaceCount];
        _waits = new bool[topics.PlaceCount];
    }

    /// <summary>Puts a text in the place of its topic.</summary>
    /// <param name="place">The place.</param>
    /// <param name="text">The text.</param>
    public void Put(int place, string text)
    {
        lock (_gate)
        {
            if (_open || !_topics.IsEvent(place))
            {
                _texts[place] = text;
                _waits[place] = true;
            }
        }
    }

    /// <summary>The connection is made: every state is sent again.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _open = true;
            for (int i = 0; i < _texts.Length; i++)
            {
                _waits[i] = _texts[i] != null && !_topics.IsEvent(i);
            }
        }
    }

    /// <summary>The connection is lost.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _open = false;
        }
    }

    /// <summary>Takes the first text that waits, in the order of the places.</summary>
    /// <param name="text">Receives the text.</param>
    /// <returns>Its place, or -1 where none waits.</returns>
    public int Take(out string text)
    {
        lock (_gate)
        {
            for (int i = 0; i < _texts.Length; i++)
            {
                if (_waits[i])
                {
                    _waits[i] = false;
                    text = _texts[i];
                    return i;
                }
            }

            text = null;
            return -1;
        }
    }
}
