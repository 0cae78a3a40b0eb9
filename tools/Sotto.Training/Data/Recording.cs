namespace Sotto.Training.Data;

/// <summary>What a recording may be used for; decided by a hash, never by chance.</summary>
public enum Split
{
    /// <summary>The weights see it.</summary>
    Train,

    /// <summary>Thresholds and the choice of the recipe see it, the weights do not.</summary>
    Development,

    /// <summary>Only reported figures see it.</summary>
    Test,
}

/// <summary>Where a recording comes from.</summary>
public enum Origin
{
    /// <summary>A person before a microphone.</summary>
    Human,

    /// <summary>Text to speech by rules or out of recorded pieces.</summary>
    Synthetic,

    /// <summary>Text to speech by a neural network: the nearest to people, in intonation above all.</summary>
    Neural,
}

/// <summary>One recording of speech, decoded to 16 kHz mono.</summary>
/// <param name="Path">The file it was read from.</param>
/// <param name="Origin">Person or machine.</param>
/// <param name="Set">What kind of speech it is: <see cref="SpeechSet"/>.</param>
/// <param name="Label">The word said (a folder name), or the name of the collection for running speech.</param>
/// <param name="Speaker">Speaker or synthetic voice, as far as the name tells.</param>
/// <param name="Split">What it may be used for.</param>
/// <param name="Samples">16 kHz samples.</param>
public sealed record Recording(
    string Path, Origin Origin, SpeechSet Set, string Label, string Speaker, Split Split, short[] Samples);

/// <summary>Kinds of speech in the corpus.</summary>
public enum SpeechSet
{
    /// <summary>One of the wake words.</summary>
    Wake,

    /// <summary>One of the command words.</summary>
    Command,

    /// <summary>A single word that is neither.</summary>
    Word,

    /// <summary>Speech that resembles a wake word, which is its label, or a name by itself, as long as a wake word.</summary>
    Near,

    /// <summary>Running speech.</summary>
    Sentence,

    /// <summary>A recording labelled as silence.</summary>
    Silence,
}
