namespace Sotto.Firmware.Home;

/// <summary>Messages on their way from one thread to another: a few, and not many bytes. It is a chain: an empty one takes next to no memory.</summary>
public sealed class Inbox
{
    private const int Places = 16;
    private const int MaximumBytes = 8192;

    private readonly object _gate = new object();
    private MqttMessage _first;
    private MqttMessage _last;
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
            MqttMessage kept = new MqttMessage { Topic = message.Topic, Payload = message.Payload };
            if (_count == 0)
            {
                _first = kept;
            }
            else
            {
                _last.Next = kept;
            }

            _last = kept;
            _bytes += message.Payload.Length;
            _count++;
        }
    }

    /// <summary>Forgets all messages.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _first = null;
            _last = null;
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

            into.Topic = _first.Topic;
            into.Payload = _first.Payload;
            _first = _first.Next;
            _bytes -= into.Payload.Length;
            _count--;
            _last = _count == 0 ? null : _last;
            return true;
        }
    }
}
