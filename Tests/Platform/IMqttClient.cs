using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

/// <summary>A client of a broker, as far as its events need a name.</summary>
public interface IMqttClient
{
    /// <summary>Hears of a message.</summary>
    /// <param name="sender">The client.</param>
    /// <param name="e">The message.</param>
    delegate void MqttMsgPublishEventHandler(object sender, MqttMsgPublishEventArgs e);

    /// <summary>Whether it is connected.</summary>
    bool IsConnected { get; }
}
