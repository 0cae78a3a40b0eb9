using System.Device.Wifi;
using Sotto.Platform;

namespace nanoFramework.Networking;

/// <summary>Connects to a Wi-Fi network.</summary>
public static class WifiNetworkHelper
{
    /// <summary>How the last attempt ended.</summary>
    public static NetworkHelperStatus Status { get; private set; }

    /// <summary>By which exception it ended, or null.</summary>
    public static Exception HelperException { get; private set; }

    /// <summary>Tells the firmware a network, which writes it to flash, and waits for it.</summary>
    /// <param name="ssid">The network's name.</param>
    /// <param name="password">The network's password.</param>
    /// <param name="reconnectionKind">Who connects after a start.</param>
    /// <param name="requiresDateTime">Whether to wait for the date too.</param>
    /// <param name="wifiAdapterId">Which adapter.</param>
    /// <param name="token">Ends the wait. Where nothing will come, this one's end is not waited for.</param>
    /// <returns>Whether it is there.</returns>
    public static bool ConnectDhcp(
        string ssid,
        string password,
        WifiReconnectionKind reconnectionKind = WifiReconnectionKind.Automatic,
        bool requiresDateTime = false,
        int wifiAdapterId = 0,
        CancellationToken token = default)
    {
        SimulatedNetwork.Tell(ssid, password);
        return Reconnect(requiresDateTime, wifiAdapterId, token);
    }

    /// <summary>Waits for the network that the firmware knows.</summary>
    /// <param name="requiresDateTime">Whether to wait for the date too.</param>
    /// <param name="wifiAdapterId">Which adapter.</param>
    /// <param name="token">Ends the wait. Where nothing will come, this one's end is not waited for.</param>
    /// <returns>Whether it is there.</returns>
    public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, CancellationToken token = default)
    {
        HelperException = SimulatedNetwork.Problem;
        Status = SimulatedNetwork.Problem is not null ? NetworkHelperStatus.ExceptionOccurred
            : !SimulatedNetwork.IsThere ? NetworkHelperStatus.TokenExpiredWaitingIPAddress
            : requiresDateTime && !SimulatedNetwork.HasDate ? NetworkHelperStatus.TokenExpiredWaitingDateTime
            : NetworkHelperStatus.NetworkIsReady;
        return Status == NetworkHelperStatus.NetworkIsReady;
    }
}
