using Sotto.Models.Intent;

namespace Sotto.Compiler.Intent;

/// <summary>All that an intent model's file holds beside its decoder.</summary>
/// <param name="Buckets">Rows of unknown words.</param>
/// <param name="Classes">Names of the lexicon's classes.</param>
/// <param name="Words">Known words, in the order of their rows: by their hashes.</param>
/// <param name="Intents">Names of the intents and what they stand for.</param>
/// <param name="Fields">The fields.</param>
/// <param name="Values">Values that are written.</param>
/// <param name="Frames">Frames that may be written, each as its rows without what it points at: an intent, then fields and values.</param>
/// <param name="Phrases">The lexicon.</param>
/// <param name="Threshold">From which confidence a frame is taken, 0 to 1, until it is calibrated.</param>
/// <param name="Confidence">Confidence at probabilities of 0, 1/16, ... 1; empty for the probabilities themselves.</param>
public sealed record IntentSource(
    int Buckets, IReadOnlyList<string> Classes, IReadOnlyList<string> Words, IReadOnlyList<(string Name, IntentKind Kind)> Intents,
    IReadOnlyList<IntentField> Fields, IReadOnlyList<string> Values, IReadOnlyCollection<int[]> Frames,
    IReadOnlyList<PhraseSource> Phrases, double Threshold, IReadOnlyList<double> Confidence);

/// <summary>A phrase of the lexicon.</summary>
/// <param name="Class">Number of its class.</param>
/// <param name="Value">What it stands for.</param>
/// <param name="Phrase">How it is said.</param>
public sealed record PhraseSource(int Class, string Value, string Phrase);
