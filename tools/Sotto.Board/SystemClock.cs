using System.Diagnostics;
using Sotto.Firmware;

namespace Sotto.Board;

/// <summary>The time since the clock was made.</summary>
public sealed class SystemClock : IClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public long Milliseconds => (long)Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
}
