namespace System.Device.I2s;

/// <summary>How an I2S port is opened.</summary>
/// <param name="busId">Which port, from 1.</param>
public sealed class I2sConnectionSettings(int busId)
{
    /// <summary>Which port, from 1.</summary>
    public int BusId { get; set; } = busId;

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; set; } = 44100;

    /// <summary>What the port is.</summary>
    public I2sMode Mode { get; set; } = I2sMode.Pdm;

    /// <summary>Bits that are read of a slot.</summary>
    public I2sBitsPerSample BitsPerSample { get; set; } = I2sBitsPerSample.Bit16;

    /// <summary>Which slots.</summary>
    public I2sChannelFormat ChannelFormat { get; set; } = I2sChannelFormat.RightLeft;

    /// <summary>How slots lie between the edges of the word select.</summary>
    public I2sCommunicationFormat CommunicationFormat { get; set; } = I2sCommunicationFormat.I2S;

    /// <summary>Bytes that the driver has for audio.</summary>
    public int BufferSize { get; set; } = 10000;
}
