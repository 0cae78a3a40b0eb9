namespace Sotto.Firmware;

/// <summary>What the board is doing.</summary>
public enum BoardState
{
    /// <summary>It has just started: devices are set to their fail states, new models are tried.</summary>
    Starting = 0,

    /// <summary>It listens for a wake word.</summary>
    Listening = 1,

    /// <summary>A wake word was heard; it says so, and hears commands already.</summary>
    Wake = 2,

    /// <summary>It awaits a command.</summary>
    CommandWindow = 3,

    /// <summary>A command was done; it says so, and hears wake words already.</summary>
    Acting = 4,

    /// <summary>The microphone is off because someone wished it so.</summary>
    Muted = 5,

    /// <summary>It tests its microphone.</summary>
    SelfTest = 6,

    /// <summary>A model is coming; the microphone is off.</summary>
    Updating = 7,

    /// <summary>It cannot hear: devices are in their fail states, and the microphone is tried again and again.</summary>
    Fault = 8,
}
