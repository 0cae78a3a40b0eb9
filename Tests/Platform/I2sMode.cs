namespace System.Device.I2s;

/// <summary>What an I2S port is.</summary>
[Flags]
public enum I2sMode
{
    /// <summary>It makes the clocks.</summary>
    Master = 1,

    /// <summary>It takes the clocks.</summary>
    Slave = 2,

    /// <summary>It sends.</summary>
    Tx = 4,

    /// <summary>It listens.</summary>
    Rx = 8,

    /// <summary>It speaks PDM.</summary>
    Pdm = 64,
}
