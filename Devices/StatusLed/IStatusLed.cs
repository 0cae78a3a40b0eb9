namespace Sotto.Devices;

/// <summary>What the board shows of its state.</summary>
public enum LedPattern
{
    /// <summary>Dark: listening for the wake word.</summary>
    Off = 0,

    /// <summary>Steady: a command is awaited.</summary>
    On = 1,

    /// <summary>One blink: a command was understood.</summary>
    Confirm = 2,

    /// <summary>Two blinks: a command was called off, or none came.</summary>
    Cancel = 3,

    /// <summary>A short blip every three seconds: the microphone is not heard.</summary>
    Muted = 4,

    /// <summary>Slow and even: busy with itself, such as testing the microphone.</summary>
    Busy = 5,

    /// <summary>Fast and even: taking an update; do not cut the power.</summary>
    Updating = 6,

    /// <summary>Three blinks, a pause, again: something is wrong.</summary>
    Fault = 7,
}

/// <summary>A light that tells the user what the board is doing.</summary>
public interface IStatusLed
{
    /// <summary>The pattern that was asked for last.</summary>
    LedPattern Pattern { get; }

    /// <summary>Shows a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    void Show(LedPattern pattern);
}
