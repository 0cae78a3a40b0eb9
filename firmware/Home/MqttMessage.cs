namespace Sotto.Firmware.Home;

/// <summary>A message that came from the broker: any bytes at all.</summary>
public sealed class MqttMessage
{
    /// <summary>The longest payload that is taken, in bytes; longer ones are dropped.</summary>
    public const int MaximumPayload = 4096;

    /// <summary>Where it was sent to.</summary>
    public string Topic { get; set; } = "";

    /// <summary>What was sent.</summary>
    public byte[] Payload { get; set; } = new byte[0];

    /// <summary>The one that came after it, in an <see cref="Inbox"/>.</summary>
    internal MqttMessage Next { get; set; }
}
