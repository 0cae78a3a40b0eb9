namespace nanoFramework.M2Mqtt.Messages;

/// <summary>How surely a message is sent.</summary>
public enum MqttQoSLevel
{
    /// <summary>At most once.</summary>
    AtMostOnce = 0,

    /// <summary>At least once.</summary>
    AtLeastOnce = 1,

    /// <summary>Once.</summary>
    ExactlyOnce = 2,
}
