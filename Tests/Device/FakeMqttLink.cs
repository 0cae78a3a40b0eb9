using System.Text;
using Sotto.Firmware.Home;

namespace Sotto.Tests;

/// <summary>A broker in memory that writes down what is sent to it.</summary>
public sealed class FakeMqttLink : IMqttLink
{
    private const int Places = 64;

    private readonly string[] _topics = new string[Places];
    private readonly byte[][] _payloads = new byte[Places][];
    private int _count;

    /// <summary>Why it cannot be connected to, or null.</summary>
    public string Problem { get; set; }

    /// <summary>How many more texts it takes before the connection breaks.</summary>
    public int TakesUntilItBreaks { get; set; } = int.MaxValue;

    public int Attempts { get; private set; }

    public string Will { get; private set; } = "";

    public string Filters { get; private set; } = "";

    /// <summary>What was sent, "topic=text" a line; "!" after a topic that the broker keeps. Discovery is only counted.</summary>
    public string Sent { get; private set; } = "";

    /// <summary>How many entities were described.</summary>
    public int Described { get; private set; }

    /// <summary>The last description that was sent to a topic that ends so.</summary>
    public string Wanted { get; set; } = "";

    public string Description { get; private set; }

    public string DescriptionTopic { get; private set; }

    public int Waiting
    {
        get { return _count; }
    }

    public bool IsConnected { get; set; }

    public int Dropped { get; set; }

    public string Connect(string clientName, string willTopic, string willText)
    {
        Attempts++;
        Will = clientName + " " + willTopic + " " + willText;
        IsConnected = Problem == null;
        return Problem;
    }

    public void Disconnect()
    {
        IsConnected = false;
    }

    public bool Subscribe(string filter)
    {
        Filters += filter + " ";
        return IsConnected;
    }

    public bool Publish(string topic, string text, bool retain)
    {
        if (TakesUntilItBreaks-- <= 0)
        {
            IsConnected = false;
            return false;
        }

        if (topic.EndsWith("/config"))
        {
            Described++;
            if (topic.EndsWith(Wanted))
            {
                DescriptionTopic = topic + (retain ? "!" : "");
                Description = text;
            }
        }
        else
        {
            Sent += topic + (retain ? "!=" : "=") + text + "\n";
        }

        return true;
    }

    public bool TryTake(MqttMessage into)
    {
        if (_count == 0)
        {
            return false;
        }

        into.Topic = _topics[0];
        into.Payload = _payloads[0];
        _count--;
        for (int i = 0; i < _count; i++)
        {
            _topics[i] = _topics[i + 1];
            _payloads[i] = _payloads[i + 1];
        }

        return true;
    }

    /// <summary>Lets a message come.</summary>
    public void Bring(string topic, byte[] payload)
    {
        _topics[_count] = topic;
        _payloads[_count++] = payload;
    }

    /// <summary>Lets a message come.</summary>
    public void Bring(string topic, string text)
    {
        Bring(topic, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Gives what was sent and forgets it.</summary>
    public string TakeSent()
    {
        string sent = Sent;
        Sent = "";
        return sent;
    }
}
