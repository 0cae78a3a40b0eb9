namespace Sotto.Firmware;

/// <summary>What can happen to the board.</summary>
public enum BoardEvent
{
    /// <summary>It has started.</summary>
    Ready = 0,

    /// <summary>A wake word that is listened for was heard.</summary>
    WakeWord = 1,

    /// <summary>Someone wants to say a command without a wake word: by the button or from the home.</summary>
    Talk = 2,

    /// <summary>A command was heard.</summary>
    Command = 3,

    /// <summary>The session closed the command window without a command.</summary>
    WindowClosed = 4,

    /// <summary>The time of the state is over.</summary>
    Time = 5,

    /// <summary>The microphone is to be off.</summary>
    Mute = 6,

    /// <summary>The microphone is to be on.</summary>
    Unmute = 7,

    /// <summary>The microphone is to be tested.</summary>
    Test = 8,

    /// <summary>The test found that the microphone hears.</summary>
    TestPassed = 9,

    /// <summary>The test found that it does not.</summary>
    TestFailed = 10,

    /// <summary>A model begins to come.</summary>
    UpdateBegun = 11,

    /// <summary>It has come, or was given up.</summary>
    UpdateOver = 12,

    /// <summary>The microphone cannot be opened, or no samples come from it.</summary>
    MicrophoneLost = 13,
}
