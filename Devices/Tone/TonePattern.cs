namespace Sotto.Devices;

/// <summary>What a tone tells.</summary>
public enum TonePattern
{
    /// <summary>Two notes up: a command was understood.</summary>
    Confirm = 0,

    /// <summary>Two notes down: a command was called off, or none came.</summary>
    Cancel = 1,

    /// <summary>One high note: a command is awaited.</summary>
    Listen = 2,
}
