using Sotto.Platform;

namespace System.Net.NetworkInformation;

/// <summary>A way to a network.</summary>
public class NetworkInterface
{
    private NetworkInterface()
    {
    }

    /// <summary>Its hardware address, 6 bytes.</summary>
    public byte[] PhysicalAddress => SimulatedNetwork.PhysicalAddress;

    /// <summary>Its kind.</summary>
    public NetworkInterfaceType NetworkInterfaceType => NetworkInterfaceType.Wireless80211;

    /// <summary>Which of the configurations of its kind is its.</summary>
    public uint SpecificConfigId => 0;

    /// <summary>Gives all that there are.</summary>
    /// <returns>One.</returns>
    public static NetworkInterface[] GetAllNetworkInterfaces() => SimulatedNetwork.PhysicalAddress is null ? [] : [new NetworkInterface()];
}
