namespace Sotto.Firmware.Home;

/// <summary>
/// A connection to an MQTT broker over whatever network there is. Whoever makes it knows broker, name, password and
/// certificates. It calls nobody: what arrives waits until it is taken, up to a bound, and what comes beyond is dropped. So is
/// what the broker kept from before: a "restart" that someone let it keep would start the board anew at every connection. No
/// method throws because of the network.
/// </summary>
public interface IMqttLink
{
    /// <summary>Whether the broker can be reached, as far as is known.</summary>
    bool IsConnected { get; }

    /// <summary>Messages that were dropped because they were too long, kept from before, or too many waited.</summary>
    int Dropped { get; }

    /// <summary>Connects. May take as long as the network lets it, so it is never called from the thread that hears.</summary>
    /// <param name="clientName">The name of the client.</param>
    /// <param name="willTopic">Where the broker says that this client is gone.</param>
    /// <param name="willText">What it says, kept by the broker.</param>
    /// <returns>Null where it is connected, else why not, in words.</returns>
    string Connect(string clientName, string willTopic, string willText);

    /// <summary>Ends the connection, if there is one, without the will.</summary>
    void Disconnect();

    /// <summary>Asks for what is sent to a topic, at least once.</summary>
    /// <param name="filter">The topic, or a filter with wildcards.</param>
    /// <returns>Whether it was asked; false where the connection is lost.</returns>
    bool Subscribe(string filter);

    /// <summary>Sends a text. Only text can be sent.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="text">The text, sent as UTF-8.</param>
    /// <param name="retain">Whether the broker keeps it for those who come later.</param>
    /// <returns>Whether it was sent; false where the connection is lost.</returns>
    bool Publish(string topic, string text, bool retain);

    /// <summary>Takes the oldest message that waits.</summary>
    /// <param name="into">Receives it.</param>
    /// <returns>Whether there was one.</returns>
    bool TryTake(MqttMessage into);
}
