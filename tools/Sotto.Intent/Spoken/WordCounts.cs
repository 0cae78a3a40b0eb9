namespace Sotto.Intent.Spoken;

/// <summary>How often words come, after which others, in many sentences: of one, two and three words each.</summary>
public sealed class WordCounts
{
    private readonly Dictionary<string, int> _numbers;

    /// <summary>Counts.</summary>
    /// <param name="sentences">The sentences.</param>
    /// <param name="leastCount">How often a word must come to be taken.</param>
    /// <param name="needed">Words that are taken however rarely they come.</param>
    public WordCounts(IReadOnlyList<IReadOnlyList<string>> sentences, int leastCount, IReadOnlyList<string> needed)
    {
        HashSet<string> always = [.. needed];
        Words =
        [
            .. sentences.SelectMany(words => words).Concat(needed).GroupBy(word => word)
                .Where(group => group.Count() >= leastCount || always.Contains(group.Key)).Select(group => group.Key).Order(StringComparer.Ordinal),
        ];
        _numbers = Words.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        Singles = new int[Words.Count + 2];
        foreach (IReadOnlyList<string> sentence in sentences)
        {
            Count(sentence);
        }

        Forget();
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The number that stands for the end of a sentence.</summary>
    public int End => Words.Count;

    /// <summary>The number that stands for what is before the first word.</summary>
    public int Start => Words.Count + 1;

    /// <summary>How often each word comes, and the end.</summary>
    public int[] Singles { get; }

    /// <summary>How often each word, and the end, comes after one other; after two, where that was more than once.</summary>
    internal Dictionary<Context, Dictionary<int, int>> After { get; } = [];

    private void Count(IReadOnlyList<string> sentence)
    {
        // Words that were not taken are -1, and nothing is counted across them.
        (int before, int last) = (-1, Start);
        foreach (int word in sentence.Select(word => _numbers.GetValueOrDefault(word, -1)).Append(End))
        {
            if (word >= 0)
            {
                Singles[word]++;
            }

            if (word >= 0 && last >= 0)
            {
                Add(new Context(-1, last), word);
                Add(before >= 0 ? new Context(before, last) : null, word);
            }

            (before, last) = (last, word);
        }
    }

    private void Add(Context? context, int word)
    {
        if (context is { } words)
        {
            Dictionary<int, int> after = After.TryGetValue(words, out Dictionary<int, int>? known) ? known : After[words] = [];
            after[word] = after.GetValueOrDefault(word) + 1;
        }
    }

    private void Forget()
    {
        foreach (Context context in After.Keys.Where(context => context.First >= 0).ToList())
        {
            Dictionary<int, int> often = After[context].Where(each => each.Value > 1).ToDictionary();
            After[context] = often;
            if (often.Count == 0)
            {
                After.Remove(context);
            }
        }
    }
}

/// <summary>The words before a word: two, one with <paramref name="First"/> -1, or none with both.</summary>
/// <param name="First">The one before the last.</param>
/// <param name="Last">The last.</param>
internal readonly record struct Context(int First, int Last)
{
    /// <summary>A word less.</summary>
    public Context Shorter => First >= 0 ? new Context(-1, Last) : new Context(-1, -1);
}
