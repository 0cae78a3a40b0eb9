using System.Text;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Sotto.Platform;

/// <summary>The broker in the network of the chip. One a process, as the chip.</summary>
public static class SimulatedBroker
{
    private static readonly Lock s_gate = new();
    private static readonly List<(string Topic, string Text, bool Retain)> s_published = [];
    private static readonly HashSet<string> s_filters = [];
    private static MqttClient s_client;

    /// <summary>The name of its machine.</summary>
    public const string Host = "broker.home";

    /// <summary>The user that it knows, or null where anybody may connect.</summary>
    public static string User { get; set; }

    /// <summary>The user's password.</summary>
    public static string Password { get; set; }

    /// <summary>Whether it runs.</summary>
    public static bool Runs { get; set; }

    /// <summary>Whether it takes TLS alone.</summary>
    public static bool Tls { get; set; }

    /// <summary>What it answers to whoever may connect.</summary>
    public static MqttReasonCode Answer { get; set; }

    /// <summary>Clients that have connected.</summary>
    public static int Connections { get; private set; }

    /// <summary>The will of the last one: topic and text.</summary>
    public static (string Topic, string Text) Will { get; private set; }

    /// <summary>What was published, in order.</summary>
    public static IReadOnlyList<(string Topic, string Text, bool Retain)> Published
    {
        get
        {
            lock (s_gate)
            {
                return [.. s_published];
            }
        }
    }

    /// <summary>The topics and filters that were subscribed to since the last connection.</summary>
    public static IReadOnlySet<string> Filters => s_filters;

    /// <summary>Stops it and forgets all.</summary>
    public static void Reset()
    {
        Kick();
        s_published.Clear();
        s_filters.Clear();
        User = null;
        Password = null;
        Runs = false;
        Tls = false;
        Answer = MqttReasonCode.Success;
        Connections = 0;
        Will = default;
    }

    /// <summary>Sends a message to the client, unless it is longer than the client takes.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="retain">Whether it was kept from before.</param>
    /// <returns>Whether it was sent.</returns>
    public static bool Send(string topic, byte[] payload, bool retain = false)
    {
        if (s_client is not { } client || payload.Length + Encoding.UTF8.GetByteCount(topic) + 5 > client.MaximumPacketSize)
        {
            return false;
        }

        client.Deliver(topic, payload, retain);
        return true;
    }

    /// <summary>Breaks the connection.</summary>
    public static void Kick()
    {
        s_client?.Close();
        s_client = null;
    }

    /// <summary>Lets a client in.</summary>
    internal static MqttReasonCode Accept(MqttClient client, string user, string password, string willTopic, string willText)
    {
        if (User is not null && (user != User || password != Password))
        {
            return MqttReasonCode.BadUserNameOrPassword;
        }

        if (Answer == MqttReasonCode.Success)
        {
            s_client = client;
            s_filters.Clear();
            Connections++;
            Will = (willTopic, willText);
        }

        return Answer;
    }

    /// <summary>Notes a subscription.</summary>
    internal static void Subscribe(string filter) => s_filters.Add(filter);

    /// <summary>Notes a message.</summary>
    internal static void Publish(string topic, byte[] payload, bool retain)
    {
        lock (s_gate)
        {
            s_published.Add((topic, Encoding.UTF8.GetString(payload), retain));
        }
    }
}
