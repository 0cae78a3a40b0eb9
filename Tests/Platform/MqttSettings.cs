namespace nanoFramework.M2Mqtt;

/// <summary>Settings of all clients.</summary>
public class MqttSettings
{
    private MqttSettings()
    {
    }

    /// <summary>The only ones.</summary>
    public static MqttSettings Instance { get; } = new();

    /// <summary>The most messages that wait to be sent.</summary>
    public int InflightQueueSize { get; set; } = int.MaxValue;
}
