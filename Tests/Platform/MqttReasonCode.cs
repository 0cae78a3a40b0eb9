namespace nanoFramework.M2Mqtt.Messages;

/// <summary>What a broker answers: the numbers of MQTT 5, and those of 3.1.1.</summary>
public enum MqttReasonCode
{
    /// <summary>Well.</summary>
    Success = 0,

    /// <summary>3.1.1: it speaks another version.</summary>
    ConnectionRefusedUnacceptableProtocolVersion = 1,

    /// <summary>3.1.1: user or password are wrong.</summary>
    ConnectionRefusedBadUserNameOrPassword = 4,

    /// <summary>3.1.1: the user may not.</summary>
    ConnectionRefusedNotAuthorized = 5,

    /// <summary>It speaks another version.</summary>
    UnsupportedProtocolVersion = 132,

    /// <summary>User or password are wrong.</summary>
    BadUserNameOrPassword = 134,

    /// <summary>The user may not.</summary>
    NotAuthorized = 135,

    /// <summary>It is busy.</summary>
    ServerBusy = 137,
}
