using nanoFramework.Hardware.Esp32;

namespace Sotto.Firmware.Hardware;

/// <summary>The chip's own time, which nobody sets.</summary>
public sealed class BoardClock : IClock
{
    private const ulong Microseconds = 1000;

    /// <inheritdoc/>
    public long Milliseconds
    {
        get { return (long)(HighResTimer.GetCurrent() / Microseconds); }
    }
}
