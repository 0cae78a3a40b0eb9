namespace Sotto.Models.Intent;

/// <summary>What an intent of a model stands for.</summary>
public enum IntentKind
{
    /// <summary>A command or a question.</summary>
    Command = 0,

    /// <summary>Not for this device.</summary>
    Nothing = 1,

    /// <summary>A command that breaks off.</summary>
    Incomplete = 2,

    /// <summary>The last command again, with what is said instead: "the bedroom too".</summary>
    Again = 3,
}
