namespace Sotto.Firmware.Host;

/// <summary>A chip and a clock in memory, which whoever runs the board moves.</summary>
public sealed class SimulatedSystem : IBoardSystem, IClock
{
    /// <inheritdoc/>
    public long Milliseconds { get; set; }

    /// <inheritdoc/>
    public string SerialNumber
    {
        get { return "5074705074"; }
    }

    /// <inheritdoc/>
    public int FreeHeap { get; set; } = 60000;

    /// <inheritdoc/>
    public string StartReason { get; set; } = "power on";

    /// <summary>How often the watchdog was fed.</summary>
    public int Feeds { get; private set; }

    /// <summary>How often the board was to start anew.</summary>
    public int Restarts { get; private set; }

    /// <summary>The lines of the log, each with its end.</summary>
    public string Logged { get; private set; } = "";

    /// <inheritdoc/>
    public void FeedWatchdog()
    {
        Feeds++;
    }

    /// <inheritdoc/>
    public void Restart()
    {
        Restarts++;
    }

    /// <inheritdoc/>
    public void Log(string line)
    {
        Logged += line + "\n";
    }
}
