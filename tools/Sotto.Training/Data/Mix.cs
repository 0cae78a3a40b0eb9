namespace Sotto.Training.Data;

/// <summary>What is done with a recording to make an example of it.</summary>
public enum ExampleKind
{
    /// <summary>The word in it, somewhere in the window, perhaps with other speech around it.</summary>
    Word,

    /// <summary>A word taken apart, so that it is not said any more.</summary>
    Broken,

    /// <summary>A few words of different people in a row.</summary>
    Chain,

    /// <summary>Some part of it, as it comes.</summary>
    Crop,

    /// <summary>No recording: background alone.</summary>
    Nothing,
}

/// <summary>One part of a mix.</summary>
/// <param name="Share">How often, against the others' shares.</param>
/// <param name="Kind">What is made of the recordings.</param>
/// <param name="Set">Which recordings.</param>
/// <param name="Origin">Whose.</param>
public sealed record MixPart(double Share, ExampleKind Kind, SpeechSet Set, Origin Origin);

/// <summary>What a model's examples are made of.</summary>
/// <param name="CleanShare">Share of examples with next to no noise: 20 to 45 dB; the others have -5 to 20 dB.</param>
/// <param name="NoiseSkew">Exponent of how these spread from -5 to 20 dB: 1 evenly, less leans to the clean end.</param>
/// <param name="NothingShare">Share of examples of background alone, against the parts' shares.</param>
/// <param name="Parts">The rest.</param>
public sealed record Mix(double CleanShare, double NoiseSkew, double NothingShare, MixPart[] Parts)
{
    /// <summary>For wake words: a third of the examples are theirs, the rest is to be left alone.</summary>
    public static Mix Wake { get; } = new(0.2, 0.9, 0.03,
    [
        new(0.28, ExampleKind.Word, SpeechSet.Wake, Origin.Human),
        new(0.16, ExampleKind.Word, SpeechSet.Wake, Origin.Synthetic),
        new(0.12, ExampleKind.Word, SpeechSet.Command, Origin.Human),
        new(0.04, ExampleKind.Word, SpeechSet.Command, Origin.Synthetic),
        new(0.07, ExampleKind.Word, SpeechSet.Word, Origin.Human),
        new(0.03, ExampleKind.Word, SpeechSet.Word, Origin.Synthetic),
        new(0.07, ExampleKind.Chain, SpeechSet.Word, Origin.Human),
        new(0.10, ExampleKind.Crop, SpeechSet.Near, Origin.Synthetic),
        new(0.08, ExampleKind.Broken, SpeechSet.Wake, Origin.Human),
        new(0.04, ExampleKind.Broken, SpeechSet.Wake, Origin.Synthetic),
        new(0.12, ExampleKind.Crop, SpeechSet.Sentence, Origin.Human),
        new(0.12, ExampleKind.Crop, SpeechSet.Sentence, Origin.Synthetic),
    ]);

    /// <summary>
    /// For wake words where people's recordings of one are missing: neural voices stand in for people. Where people said them
    /// all, their own recordings make the better model: at as many false calls it finds more of them.
    /// </summary>
    public static Mix WakeUnrecorded { get; } = new(0.2, 0.9, 0.03,
    [
        new(0.26, ExampleKind.Word, SpeechSet.Wake, Origin.Human),
        new(0.12, ExampleKind.Word, SpeechSet.Wake, Origin.Neural),
        new(0.07, ExampleKind.Word, SpeechSet.Wake, Origin.Synthetic),
        new(0.11, ExampleKind.Word, SpeechSet.Command, Origin.Human),
        new(0.03, ExampleKind.Word, SpeechSet.Command, Origin.Neural),
        new(0.02, ExampleKind.Word, SpeechSet.Command, Origin.Synthetic),
        new(0.07, ExampleKind.Word, SpeechSet.Word, Origin.Human),
        new(0.02, ExampleKind.Word, SpeechSet.Word, Origin.Neural),
        new(0.02, ExampleKind.Word, SpeechSet.Word, Origin.Synthetic),
        new(0.06, ExampleKind.Chain, SpeechSet.Word, Origin.Human),
        new(0.05, ExampleKind.Crop, SpeechSet.Near, Origin.Neural),
        new(0.06, ExampleKind.Crop, SpeechSet.Near, Origin.Synthetic),
        new(0.08, ExampleKind.Broken, SpeechSet.Wake, Origin.Human),
        new(0.03, ExampleKind.Broken, SpeechSet.Wake, Origin.Neural),
        new(0.02, ExampleKind.Broken, SpeechSet.Wake, Origin.Synthetic),
        new(0.10, ExampleKind.Crop, SpeechSet.Sentence, Origin.Human),
        new(0.14, ExampleKind.Crop, SpeechSet.Sentence, Origin.Neural),
        new(0.05, ExampleKind.Crop, SpeechSet.Sentence, Origin.Synthetic),
    ]);

    /// <summary>
    /// For wake words of one's own, of which there may be no person's recording or a few: they count for more the more there are, up to
    /// half of the wake words. Parts that nothing was recorded for are left out, people's speech among them.
    /// </summary>
    /// <param name="recordings">People's recordings of the wake words.</param>
    public static Mix OwnWords(int recordings)
    {
        double people = recordings / (recordings + 60.0);
        return new(0.2, 0.9, 0.03,
        [
            new(0.28 * people, ExampleKind.Word, SpeechSet.Wake, Origin.Human),
            new(0.16, ExampleKind.Word, SpeechSet.Wake, Origin.Neural),
            new(0.14, ExampleKind.Word, SpeechSet.Wake, Origin.Synthetic),
            new(0.16, ExampleKind.Word, SpeechSet.Word, Origin.Human),
            new(0.05, ExampleKind.Word, SpeechSet.Word, Origin.Synthetic),
            new(0.06, ExampleKind.Chain, SpeechSet.Word, Origin.Human),
            new(0.04, ExampleKind.Chain, SpeechSet.Word, Origin.Synthetic),
            new(0.06, ExampleKind.Crop, SpeechSet.Near, Origin.Neural),
            new(0.12, ExampleKind.Crop, SpeechSet.Near, Origin.Synthetic),
            new(0.08 * people, ExampleKind.Broken, SpeechSet.Wake, Origin.Human),
            new(0.04, ExampleKind.Broken, SpeechSet.Wake, Origin.Neural),
            new(0.04, ExampleKind.Broken, SpeechSet.Wake, Origin.Synthetic),
            new(0.10, ExampleKind.Crop, SpeechSet.Sentence, Origin.Human),
            new(0.08, ExampleKind.Crop, SpeechSet.Sentence, Origin.Neural),
            new(0.08, ExampleKind.Crop, SpeechSet.Sentence, Origin.Synthetic),
        ]);
    }

    /// <summary>
    /// For command words, which are said into a window that a wake word opened: mostly the words, other words against them.
    /// </summary>
    public static Mix Commands { get; } = new(0.6, 0.5, 0.06,
    [
        new(0.54, ExampleKind.Word, SpeechSet.Command, Origin.Human),
        new(0.08, ExampleKind.Word, SpeechSet.Command, Origin.Synthetic),
        new(0.16, ExampleKind.Word, SpeechSet.Word, Origin.Human),
        new(0.04, ExampleKind.Word, SpeechSet.Word, Origin.Synthetic),
        new(0.03, ExampleKind.Word, SpeechSet.Wake, Origin.Human),
        new(0.03, ExampleKind.Chain, SpeechSet.Word, Origin.Human),
        new(0.03, ExampleKind.Crop, SpeechSet.Sentence, Origin.Human),
        new(0.03, ExampleKind.Crop, SpeechSet.Sentence, Origin.Synthetic),
    ]);

    /// <summary>For telling speech from noise: people say whatever it is, and often nobody says anything.</summary>
    public static Mix Voice { get; } = new(0.3, 0.7, 0.3,
    [
        new(0.2, ExampleKind.Word, SpeechSet.Wake, Origin.Human),
        new(0.15, ExampleKind.Word, SpeechSet.Command, Origin.Human),
        new(0.15, ExampleKind.Word, SpeechSet.Word, Origin.Human),
        new(0.2, ExampleKind.Crop, SpeechSet.Sentence, Origin.Human),
    ]);

    /// <summary>Differs between mixes of different parts.</summary>
    public uint Key => StableHash.Of(FormattableString.Invariant($"{CleanShare} {NoiseSkew} {NothingShare} {string.Join<MixPart>(' ', Parts)}"));
}
