using Sotto.Models.Intent;

namespace Sotto.Intent.Baseline;

/// <summary>What templates read in a sentence, or in a part of it.</summary>
/// <param name="Frames">The commands, in the order they are said.</param>
/// <param name="OpenWords">Words that could have been any others: of a song, of an item, of a command.</param>
internal sealed record Reading(IReadOnlyList<IntentFrame> Frames, int OpenWords)
{
    /// <summary>Nothing.</summary>
    internal static Reading None { get; } = new([], 0);

    /// <summary>This and then another.</summary>
    internal Reading Then(Reading next) => new([.. Frames, .. next.Frames], OpenWords + next.OpenWords);
}
