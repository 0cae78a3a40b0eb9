namespace System.Device.Wifi;

/// <summary>Who connects after a start.</summary>
public enum WifiReconnectionKind
{
    /// <summary>The firmware.</summary>
    Automatic = 0,

    /// <summary>The program.</summary>
    Manual = 1,
}
