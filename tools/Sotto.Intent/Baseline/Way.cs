namespace Sotto.Intent.Baseline;

/// <summary>A slot and what fills it.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Value">The value.</param>
/// <param name="IsNumber">Whether it is a number.</param>
internal readonly record struct FilledSlot(string Slot, string Value, bool IsNumber);

/// <summary>A way to read some words of a sentence.</summary>
/// <param name="End">The word after them.</param>
/// <param name="Slots">The slots that they fill.</param>
/// <param name="OpenWords">Words that could have been any others.</param>
/// <param name="Loose">Names, values and numbers, of which a template takes more than one: "garage door" is nearer than "{area} door".</param>
internal sealed record Way(int End, FilledSlot[] Slots, int OpenWords, int Loose)
{
    /// <summary>The most ways that are followed at one place.</summary>
    private const int Most = 64;

    /// <summary>A way that reads nothing.</summary>
    internal static Way Empty(int at) => new(at, [], 0, 0);

    /// <summary>Whether it says more of the sentence than another way.</summary>
    internal bool IsBetterThan(Way other) => OpenWords < other.OpenWords || (OpenWords == other.OpenWords && Loose < other.Loose);

    /// <summary>Whether one of its slots is among others.</summary>
    internal bool Fills(IEnumerable<string> slots) => Slots.Length > 0 && slots.Any(slot => Array.Exists(Slots, filled => filled.Slot == slot));

    /// <summary>This way and then another; null where both fill a slot.</summary>
    internal Way? Then(Way next) => next.Slots.Length == 0 || Slots.Length == 0
        ? new Way(next.End, Slots.Length == 0 ? next.Slots : Slots, OpenWords + next.OpenWords, Loose + next.Loose)
        : Fills(next.Slots.Select(slot => slot.Slot)) ? null
        : new Way(next.End, [.. Slots, .. next.Slots], OpenWords + next.OpenWords, Loose + next.Loose);

    /// <summary>The best of the ways that come to the same, and of too many the best.</summary>
    internal static List<Way> Best(IEnumerable<Way> ways)
    {
        List<Way> best = [];
        foreach (Way way in ways)
        {
            int known = best.FindIndex(other => other.End == way.End && other.Slots.AsSpan().SequenceEqual(way.Slots));
            if (known < 0)
            {
                best.Add(way);
            }
            else if (way.IsBetterThan(best[known]))
            {
                best[known] = way;
            }
        }

        return best.Count <= Most ? best : [.. best.OrderBy(way => way.OpenWords).ThenBy(way => way.Loose).Take(Most)];
    }
}
