namespace Sotto.Models;

/// <summary>What a model listens for.</summary>
public enum ModelKind
{
    /// <summary>Wake words: label 0 is everything else.</summary>
    Wake = 0,

    /// <summary>Command words: label 0 is other speech, label 1 silence.</summary>
    Command = 1,

    /// <summary>Sounds of speech, label 0 the blank of CTC: logits of every step, for a search for sentences.</summary>
    Acoustic = 2,
}
