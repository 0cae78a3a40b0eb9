namespace nanoFramework.M2Mqtt.Messages;

/// <summary>A message that came.</summary>
public class MqttMsgPublishEventArgs : EventArgs
{
    /// <summary>Makes one.</summary>
    /// <param name="topic">Where it was sent to.</param>
    /// <param name="message">Its payload.</param>
    /// <param name="dupFlag">Whether it may have come before.</param>
    /// <param name="qosLevel">How surely it was sent.</param>
    /// <param name="retain">Whether the broker had kept it.</param>
    public MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain)
    {
        Topic = topic;
        Message = message;
        DupFlag = dupFlag;
        QosLevel = qosLevel;
        Retain = retain;
    }

    /// <summary>Where it was sent to.</summary>
    public string Topic { get; }

    /// <summary>Its payload.</summary>
    public byte[] Message { get; }

    /// <summary>Whether it may have come before.</summary>
    public bool DupFlag { get; }

    /// <summary>How surely it was sent.</summary>
    public MqttQoSLevel QosLevel { get; }

    /// <summary>Whether the broker had kept it.</summary>
    public bool Retain { get; }
}
