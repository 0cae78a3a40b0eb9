namespace Sotto.Board;

/// <summary>The models by which a board hears sentences, whole files.</summary>
/// <param name="Acoustic">The acoustic model.</param>
/// <param name="Words">The word automaton.</param>
/// <param name="Intents">The intent model.</param>
public sealed record SentenceFiles(byte[] Acoustic, byte[] Words, byte[] Intents);
