namespace Sotto.Audio.Capture;

/// <summary>What is wrong with a take, if anything.</summary>
public enum TakeVerdict
{
    /// <summary>It is kept.</summary>
    Good,

    /// <summary>Nothing stands out of the room.</summary>
    Silent,

    /// <summary>The voice is so soft that a device would hear mostly its own noise.</summary>
    TooQuiet,

    /// <summary>The microphone was driven into its limit.</summary>
    Clipped,

    /// <summary>The room is nearly as loud as the voice.</summary>
    Noisy,

    /// <summary>The voice was there at the first or at the last moment: a part of it may be missing.</summary>
    CutOff,

    /// <summary>A click rather than a word.</summary>
    TooShort,

    /// <summary>More than a wake model can hear at once.</summary>
    TooLong,
}
