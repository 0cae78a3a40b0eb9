using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using nanoFramework.Networking;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// The Wi-Fi network. The chip's firmware keeps its name and password in flash and connects by itself, again and again, also after
/// the network was gone: what is left to do is to tell it a network once, and to wait. Between the beacons of the access point
/// the radio sleeps (IDF's modem sleep, which nanoFramework leaves on and gives no way to change).
/// </summary>
public sealed class WifiNetwork
{
    private const int PatienceMilliseconds = 30000;

    private readonly string _name;
    private readonly string _password;

    /// <summary>Names the network; nothing is done yet.</summary>
    /// <param name="name">Its name, "" for none.</param>
    /// <param name="password">Its password, "" for an open one.</param>
    public WifiNetwork(string name, string password)
    {
        _name = name;
        _password = password;
    }

    /// <summary>Waits until the network is there, half a minute at most. Other threads run on.</summary>
    /// <param name="needsTime">Whether also for the date, which certificates are checked by.</param>
    /// <returns>Null where it is there, else why not, in words.</returns>
    public string Connect(bool needsTime)
    {
        if (_name == "")
        {
            return "no Wi-Fi network is set: wifi.name";
        }

        try
        {
            using (CancellationTokenSource patience = new CancellationTokenSource(PatienceMilliseconds))
            {
                // To tell it anew is to write to flash and to break a connection, so only where it knows another network.
                bool there = IsKnown()
                    ? WifiNetworkHelper.Reconnect(needsTime, 0, patience.Token)
                    : WifiNetworkHelper.ConnectDhcp(_name, _password, WifiReconnectionKind.Automatic, needsTime, 0, patience.Token);
                return there ? null : Reason(WifiNetworkHelper.Status);
            }
        }
        catch (Exception problem)
        {
            return "Wi-Fi: " + problem.Message;
        }
    }

    private bool IsKnown()
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].NetworkInterfaceType == NetworkInterfaceType.Wireless80211)
            {
                Wireless80211Configuration known = Wireless80211Configuration.GetAllWireless80211Configurations()[(int)all[i].SpecificConfigId];
                return known.Ssid == _name && known.Password == _password
                    && known.Options == Wireless80211Configuration.ConfigurationOptions.AutoConnect;
            }
        }

        return false;
    }

    private string Reason(NetworkHelperStatus status)
    {
        switch (status)
        {
            case NetworkHelperStatus.TokenExpiredWaitingIPAddress:
                return "no address from the Wi-Fi network " + _name + ": is it in reach, and the password right?";
            case NetworkHelperStatus.TokenExpiredWaitingDateTime:
                return "no date from the internet (SNTP), which certificates are checked by";
            case NetworkHelperStatus.ExceptionOccurred:
                Exception problem = WifiNetworkHelper.HelperException;
                return "Wi-Fi: " + (problem == null ? "failed" : problem.Message);
            default:
                return "Wi-Fi: failed with status " + ((int)status).ToString();
        }
    }
}
