namespace System.Device.I2s;

/// <summary>Bits that are read of a slot.</summary>
public enum I2sBitsPerSample
{
    /// <summary>The upper 16.</summary>
    Bit16 = 16,

    /// <summary>All.</summary>
    Bit32 = 32,
}
