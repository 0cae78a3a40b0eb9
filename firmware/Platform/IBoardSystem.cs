namespace Sotto.Firmware;

/// <summary>What the application asks of the chip.</summary>
public interface IBoardSystem
{
    /// <summary>A name of this board alone, from the chip's number: lower case letters and digits, at most 12.</summary>
    string SerialNumber { get; }

    /// <summary>Bytes of the managed heap that are free.</summary>
    int FreeHeap { get; }

    /// <summary>Why the board started last: "power on", "watchdog", "restart" or what the chip calls it.</summary>
    string StartReason { get; }

    /// <summary>Tells the watchdog that the application is well; without it for 10 s the board starts anew.</summary>
    void FeedWatchdog();

    /// <summary>Starts the board anew.</summary>
    void Restart();

    /// <summary>Writes a line to the log.</summary>
    /// <param name="line">The line.</param>
    void Log(string line);
}
