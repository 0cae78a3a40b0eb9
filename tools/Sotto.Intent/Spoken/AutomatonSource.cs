namespace Sotto.Intent.Spoken;

/// <summary>What a word automaton is written from. Costs are in sixteenths of a natural logarithm, 0 to 255.</summary>
/// <param name="Words">The words; those of which states remember the last word alone come first, in the order of these states.</param>
/// <param name="States">
/// The states. Number 0 remembers nothing and has no arcs; after it come those of the first <paramref name="Singles"/> words.
/// </param>
/// <param name="Singles">How many words have such a state.</param>
/// <param name="Start">The state before the first word.</param>
/// <param name="BranchesFrom">How many pronunciations must begin alike for the tree to keep them together.</param>
public sealed record AutomatonSource(IReadOnlyList<SourceWord> Words, IReadOnlyList<SourceState> States, int Singles, int Start, int BranchesFrom = 2);

/// <summary>A word.</summary>
/// <param name="Text">Its letters.</param>
/// <param name="Pronunciations">Its sounds, as one says it or another.</param>
/// <param name="Cost">What it costs without a word before it.</param>
public sealed record SourceWord(string Text, IReadOnlyList<byte[]> Pronunciations, int Cost);

/// <summary>A state: what may come next.</summary>
/// <param name="BackOff">The state, of a lower number, that has the words that this one lacks.</param>
/// <param name="BackOffCost">What it costs to look there.</param>
/// <param name="EndCost">What it costs to end here; 255 where no sentence ends.</param>
/// <param name="Arcs">Words.</param>
public sealed record SourceState(int BackOff, int BackOffCost, int EndCost, IReadOnlyList<SourceArc> Arcs);

/// <summary>A word that may come next.</summary>
/// <param name="Word">Its number.</param>
/// <param name="Next">The state after it.</param>
/// <param name="Cost">What it costs.</param>
public sealed record SourceArc(int Word, int Next, int Cost);
