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
    // More sets of slots than any sensible template can have filled by the same words.
    private const int MostAtAWord = 16;

    /// <summary>A way that reads nothing.</summary>
    internal static Way Empty(int at) => new(at, [], 0, 0);

    /// <summary>Whether it says more of the sentence than another way.</summary>
    internal bool IsBetterThan(Way other) => OpenWords < other.OpenWords || (OpenWords == other.OpenWords && Loose < other.Loose);

    /// <summary>Whether one of its slots is among others.</summary>
    internal bool Fills(IEnumerable<string> slots) => Slots.Length > 0 && slots.Any(Has);

    /// <summary>This way and then another; null where both fill a slot.</summary>
    internal Way? Then(Way next)
    {
        if (Slots.Length > 0 && Array.Exists(next.Slots, filled => Has(filled.Slot)))
        {
            return null;
        }

        FilledSlot[] slots = next.Slots.Length == 0 ? Slots : Slots.Length == 0 ? next.Slots : [.. Slots, .. next.Slots];
        return new Way(next.End, slots, OpenWords + next.OpenWords, Loose + next.Loose);
    }

    /// <summary>
    /// The ways that can matter: how a sentence goes on depends only on the word that a way ends at and on the slots that it has
    /// filled, so of those that end at a word the ones go that fill as many slots as another and say no more.
    /// </summary>
    internal static List<Way> Best(IEnumerable<Way> ways)
    {
        Dictionary<int, List<Way>> byEnd = [];
        foreach (Way way in ways)
        {
            if (!byEnd.TryGetValue(way.End, out List<Way>? best))
            {
                byEnd[way.End] = best = [];
            }

            if (!best.Exists(other => other.Dominates(way)))
            {
                best.RemoveAll(way.Dominates);
                best.Add(way);
            }
        }

        return [.. byEnd.Values.SelectMany(best => best.Count <= MostAtAWord ? best : best.OrderBy(way => way.OpenWords).ThenBy(way => way.Loose).Take(MostAtAWord))];
    }

    private bool Dominates(Way other) => !other.IsBetterThan(this) && Array.TrueForAll(Slots, slot => other.Has(slot.Slot));

    private bool Has(string slot) => Array.Exists(Slots, filled => filled.Slot == slot);
}
