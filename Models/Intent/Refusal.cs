namespace Sotto.Models.Intent;

/// <summary>Why a sentence was not taken as a command.</summary>
public enum Refusal
{
    /// <summary>It was taken.</summary>
    None = 0,

    /// <summary>Too much of it is unknown.</summary>
    UnknownWords = 1,

    /// <summary>It could mean several things, or nothing that this device does.</summary>
    Ambiguous = 2,

    /// <summary>It breaks off, or lacks what a command needs.</summary>
    Incomplete = 3,
}
