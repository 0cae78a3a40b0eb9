namespace Sotto.Devices;

/// <summary>What can be wrong with a microphone, in the order in which it is looked for.</summary>
public enum MicrophoneFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The other slot hears, this one does not.</summary>
    WrongChannel = 1,

    /// <summary>All samples are 0.</summary>
    AllZero = 2,

    /// <summary>All samples are -1.</summary>
    AllOnes = 3,

    /// <summary>All samples are the same, or nearly so.</summary>
    Stuck = 4,

    /// <summary>Samples come a bit too late in their slots.</summary>
    LateBit = 5,

    /// <summary>Samples are random numbers.</summary>
    Random = 6,

    /// <summary>Samples leap from one end of their range to the other: their sign is lost.</summary>
    LostSign = 7,

    /// <summary>Samples stand at the ends of their range.</summary>
    Clipping = 8,

    /// <summary>The shift leaves more than 16 bits.</summary>
    ShiftTooSmall = 9,

    /// <summary>Silence is far from 0.</summary>
    Offset = 10,

    /// <summary>Most of what is heard is the mains of 50 Hz.</summary>
    Hum50 = 11,

    /// <summary>Most of what is heard is the mains of 60 Hz.</summary>
    Hum60 = 12,

    /// <summary>Weaker than the noise that any such microphone makes itself.</summary>
    TooQuiet = 13,

    /// <summary>The shift leaves less than one bit.</summary>
    ShiftTooLarge = 14,
}
