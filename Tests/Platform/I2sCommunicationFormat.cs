namespace System.Device.I2s;

/// <summary>How slots lie between the edges of the word select.</summary>
public enum I2sCommunicationFormat
{
    /// <summary>One bit after the edge.</summary>
    I2S = 1,

    /// <summary>At the edge.</summary>
    Msb = 3,
}
