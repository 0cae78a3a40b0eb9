namespace Sotto.Firmware.Home;

/// <summary>How the board appears in the home. What is not set has the value that suits most.</summary>
public sealed class HomeOptions
{
    /// <summary>The first part of every topic of the board.</summary>
    public string Prefix { get; set; } = "sotto";

    /// <summary>Where Home Assistant looks for devices; also where it says that it has started, below "status".</summary>
    public string DiscoveryPrefix { get; set; } = "homeassistant";

    /// <summary>What the home calls the board.</summary>
    public string Name { get; set; } = "Sotto";

    /// <summary>What board it is.</summary>
    public string Model { get; set; } = "board";

    /// <summary>The version of the firmware.</summary>
    public string Version { get; set; } = "0.1.0";

    /// <summary>How long the first wait for another attempt to connect is, in milliseconds; every further one is twice as long.</summary>
    public int ShortestWait { get; set; } = 1000;

    /// <summary>The longest wait for another attempt to connect, in milliseconds.</summary>
    public int LongestWait { get; set; } = 60000;

    /// <summary>How long the thread of the link may sleep while it is connected, in milliseconds: as long as a command may wait.</summary>
    public int PollEvery { get; set; } = 20;

    /// <summary>How often the counters are told, in milliseconds.</summary>
    public int ReportEvery { get; set; } = 300000;

    /// <summary>
    /// The longest wait before the board announces itself to a Home Assistant that has started, in milliseconds: many boards do
    /// not do so at once.
    /// </summary>
    public int AnnounceWithin { get; set; } = 2000;
}
