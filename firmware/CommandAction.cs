namespace Sotto.Firmware;

/// <summary>What a command word does.</summary>
public enum CommandAction
{
    /// <summary>Switches the chosen device on.</summary>
    SwitchOn = 0,

    /// <summary>Switches the chosen device off.</summary>
    SwitchOff = 1,

    /// <summary>Makes the lamp a step brighter.</summary>
    Brighter = 2,

    /// <summary>Makes the lamp a step darker.</summary>
    Darker = 3,

    /// <summary>Chooses the device before.</summary>
    Previous = 4,

    /// <summary>Chooses the device after.</summary>
    Next = 5,

    /// <summary>Switches everything on.</summary>
    AllOn = 6,

    /// <summary>Switches everything off.</summary>
    AllOff = 7,

    /// <summary>Keeps what the last command did.</summary>
    Confirm = 8,

    /// <summary>Takes back what the last command did.</summary>
    TakeBack = 9,

    /// <summary>Does nothing: a word that the table lacks.</summary>
    Nothing = 10,
}
