using Sotto.Firmware;

namespace Sotto.Tests;

/// <summary>A chip and a clock that a test moves.</summary>
public sealed class FakeSystem : IBoardSystem, IClock
{
    public long Milliseconds { get; set; }

    public string SerialNumber
    {
        get { return "a1b2c3"; }
    }

    public int FreeHeap
    {
        get { return 40000; }
    }

    public string StartReason
    {
        get { return "power on"; }
    }

    /// <summary>The lines of the log.</summary>
    public string Logged { get; private set; } = "";

    public void FeedWatchdog()
    {
    }

    public void Restart()
    {
    }

    public void Log(string line)
    {
        Logged += line + "\n";
    }
}
