namespace nanoFramework.M2Mqtt;

/// <summary>The versions of MQTT.</summary>
public enum MqttProtocolVersion
{
    /// <summary>3.1.1, the one that a client speaks unless told otherwise.</summary>
    Version_3_1_1 = 4,

    /// <summary>5.</summary>
    Version_5 = 5,
}
