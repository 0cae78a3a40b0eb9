using System.Security.Cryptography;
using System.Text;
using Sotto.Firmware;

namespace Sotto.Board;

/// <summary>What the application asks of the chip, where there is none: no watchdog bites, and a restart is only told.</summary>
public sealed class HostBoardSystem : IBoardSystem
{
    private const int SerialBytes = 6;

    private readonly Action<string> _log;
    private readonly Action _restart;

    /// <summary>Makes a board of a name.</summary>
    /// <param name="name">What distinguishes it from others; the same name has the same serial number on every start.</param>
    /// <param name="log">Takes the lines of the log, from any thread.</param>
    /// <param name="restart">Hears that the board is to start anew.</param>
    public HostBoardSystem(string name, Action<string> log, Action restart)
    {
        SerialNumber = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, SerialBytes));
        _log = log;
        _restart = restart;
    }

    /// <inheritdoc/>
    public string SerialNumber { get; }

    /// <inheritdoc/>
    public int FreeHeap => (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(false), 0, int.MaxValue);

    /// <inheritdoc/>
    public string StartReason => "power on";

    /// <inheritdoc/>
    public void FeedWatchdog()
    {
    }

    /// <inheritdoc/>
    public void Restart() => _restart();

    /// <inheritdoc/>
    public void Log(string line) => _log(line);
}
