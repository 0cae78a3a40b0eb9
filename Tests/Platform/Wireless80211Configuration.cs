using Sotto.Platform;

namespace System.Net.NetworkInformation;

/// <summary>The Wi-Fi network that the firmware knows.</summary>
public class Wireless80211Configuration
{
    private Wireless80211Configuration()
    {
    }

    /// <summary>What it does by itself.</summary>
    [Flags]
    public enum ConfigurationOptions : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>The radio is off.</summary>
        Disable = 1,

        /// <summary>The radio is on.</summary>
        Enable = 2,

        /// <summary>The radio is on, and it connects by itself.</summary>
        AutoConnect = 6,
    }

    /// <summary>The network's name.</summary>
    public string Ssid => SimulatedNetwork.KnownName;

    /// <summary>The network's password.</summary>
    public string Password => SimulatedNetwork.KnownPassword;

    /// <summary>What it does by itself.</summary>
    public ConfigurationOptions Options => SimulatedNetwork.KnownName.Length > 0 ? ConfigurationOptions.AutoConnect : ConfigurationOptions.Enable;

    /// <summary>Gives all that there are.</summary>
    /// <returns>One.</returns>
    public static Wireless80211Configuration[] GetAllWireless80211Configurations() => [new Wireless80211Configuration()];
}
