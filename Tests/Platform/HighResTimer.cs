using Sotto.Platform;

namespace nanoFramework.Hardware.Esp32;

/// <summary>The chip's clock.</summary>
public sealed class HighResTimer
{
    /// <summary>Tells the time.</summary>
    /// <returns>Microseconds since the start.</returns>
    public static ulong GetCurrent() => (ulong)SimulatedChip.Microseconds;
}
