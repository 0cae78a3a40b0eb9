namespace Sotto.Firmware;

/// <summary>What a device does when the board starts, and when it cannot hear any more.</summary>
public enum FailState
{
    /// <summary>It is switched off.</summary>
    Off = 0,

    /// <summary>It is switched on.</summary>
    On = 1,

    /// <summary>It is as it was.</summary>
    Keep = 2,
}
