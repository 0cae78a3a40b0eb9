using Sotto.Speech;

namespace Sotto.Training.Words;

/// <summary>What <c>words add</c> was asked for.</summary>
/// <param name="Phrase">The phrase as it was typed.</param>
/// <param name="Recordings">Folder of one's own recordings of it, or null.</param>
/// <param name="Audio">Folder of people's other recordings, or null.</param>
/// <param name="Cache">Folder that synthetic speech and examples are kept in.</param>
/// <param name="Output">Folder for the model, its card and the confusions.</param>
/// <param name="To">A wake model that gets the word as one more, or null.</param>
/// <param name="FalseRate">False calls an hour that are put up with.</param>
/// <param name="Amounts">How many clips are spoken.</param>
/// <param name="NearMisses">Near misses beside the parts of the phrase.</param>
/// <param name="Examples">Size of the pool of examples.</param>
/// <param name="Steps">Steps of learning before rounding; a quarter as many follow.</param>
/// <param name="EmbeddingShare">Weight of guessing a large teacher's embeddings; 0 needs no teacher.</param>
/// <param name="Batch">Examples a step.</param>
/// <param name="Seed">Seed of weights and order.</param>
public sealed record AddWordOptions(
    string Phrase, string? Recordings, string? Audio, string Cache, string Output, string? To, double FalseRate, PhraseAmounts Amounts,
    int NearMisses, int Examples, int Steps, double EmbeddingShare, int Batch, int Seed);
