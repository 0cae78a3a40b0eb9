namespace System.Net.NetworkInformation;

/// <summary>The kinds of network.</summary>
public enum NetworkInterfaceType
{
    /// <summary>None of the others.</summary>
    Unknown = 1,

    /// <summary>A cable.</summary>
    Ethernet = 6,

    /// <summary>Wi-Fi, as one of those that join.</summary>
    Wireless80211 = 71,

    /// <summary>Wi-Fi, as the one that is joined.</summary>
    WirelessAP = 72,
}
