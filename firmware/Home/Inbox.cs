namespace Sotto.Firmware.Home;

/// <summary>Messages on their way from one thread to another: a few, and not many bytes.</summary>
public sealed class Inbox
{
    private const int Places = 16;
    private const int MaximumBytes = 8192;

    private readonly object _gate = new object();
    private readonly string[] _topics = new string[Places];
    private readonly byte[][] _payloads = new byte[Places][];
    private int _first;
    private int _count;
    private int _bytes;

    /// <summary>Whether a message of any length can be added.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _count < Places && _bytes + MqttMessage.MaximumPayload <= MaximumBytes;
            }
        }
    }

    /// <summary>Adds a message, where there is room.</summary>
    /// <param name="message">The message; what it holds is kept, itself not.</param>
    public void Add(MqttMessage message)
    {
        lock (_gate)
        {
            int place = (_first + _count) % Places;
            _topics[place] = message.Topic;
            _payloads[place] = message.Payload;
            _bytes += message.Payload.Length;
            _count++;
        }
    }

    /// <summary>Forgets all messages.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            for (int i = 0; i < Places; i++)
            {
                _topics[i] = null;
                _payloads[i] = null;
            }

            _bytes = 0;
            _count = 0;
        }
    }

    /// <summary>Takes the oldest message.</summary>
    /// <param name="into">Receives it.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(MqttMessage into)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return false;
            }

            into.Topic = _topics[_first];
            into.Payload = _payloads[_first];
            _topics[_first] = null;
            _payloads[_first] = null;
            _bytes -= into.Payload.Length;
            _first = (_first + 1) % Places;
            _count--;
            return true;
        }
    }
}
