namespace Sotto.Firmware;

/// <summary>What the board counts from its start.</summary>
public sealed class Counters
{
    /// <summary>Seconds since the start.</summary>
    public int UptimeSeconds { get; set; }

    /// <summary>Samples that were lost because nobody took them in time.</summary>
    public long SamplesLost { get; set; }

    /// <summary>Wake words heard.</summary>
    public int Wakes { get; set; }

    /// <summary>Commands done.</summary>
    public int Commands { get; set; }

    /// <summary>Settings, commands, messages and models that were refused.</summary>
    public int Refusals { get; set; }

    /// <summary>Bytes of the managed heap that are free.</summary>
    public int FreeHeap { get; set; }
}
