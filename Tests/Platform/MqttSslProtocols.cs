namespace nanoFramework.M2Mqtt;

/// <summary>The versions of TLS.</summary>
public enum MqttSslProtocols
{
    /// <summary>None, where there is no TLS.</summary>
    None = 0,

    /// <summary>1.2.</summary>
    TLSv1_2 = 4,
}
