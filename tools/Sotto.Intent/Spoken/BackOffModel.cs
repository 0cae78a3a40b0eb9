using Sotto.Models.Spoken;

namespace Sotto.Intent.Spoken;

/// <summary>
/// A back-off model of words after one or two others, from counts, by absolute discounting: of every count a part is taken away and given
/// to what was not seen. It keeps what makes most of a difference: that of a word after others which is about as probable after fewer
/// is left out (weighted differences, Seymore and Rosenfeld, "Scalable Back-off Language Models", 1996).
/// </summary>
internal sealed class BackOffModel
{
    private const double Discount = 0.6;
    private const double Unseen = 0.5;
    private const int Rounds = 3;

    private readonly WordCounts _counts;
    private readonly double[] _singles;

    /// <summary>Makes one.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="leastGain">What a byte of the file has to gain, in the natural logarithm of the probability of all that was counted.</param>
    public BackOffModel(WordCounts counts, double leastGain)
    {
        _counts = counts;
        double sum = counts.Singles.Sum() + (Unseen * (counts.End + 1));
        _singles = [.. counts.Singles.Take(counts.End + 1).Select(count => (count + Unseen) / sum)];
        Pairs = Level(each => each.First < 0);
        Triples = Level(each => each.First >= 0);
        Keep(Pairs, leastGain);
        Keep(Triples, leastGain);
        KeepWays();
    }

    /// <summary>What comes after one word, or the start.</summary>
    public Dictionary<Context, Successors> Pairs { get; }

    /// <summary>What comes after two.</summary>
    public Dictionary<Context, Successors> Triples { get; }

    /// <summary>The probability of a word, or the end, without others before it.</summary>
    public double Single(int word) => _singles[word];

    /// <summary>The same after others: after two words, after one where nothing is kept of the two, and so on.</summary>
    public double Probability(Context context, int word)
    {
        if (context.Last < 0)
        {
            return _singles[word];
        }

        Dictionary<Context, Successors> level = context.First < 0 ? Pairs : Triples;
        if (!level.TryGetValue(context, out Successors? successors) || !successors.IsKept)
        {
            return Probability(context.Shorter, word);
        }

        return successors.Kept.TryGetValue(word, out double probability) ? probability : successors.BackOff * Probability(context.Shorter, word);
    }

    private Dictionary<Context, Successors> Level(Func<Context, bool> isOfIt) =>
        _counts.After.Where(each => isOfIt(each.Key)).ToDictionary(each => each.Key, each => new Successors(each.Value));

    /// <summary>Keeps of every context what gains enough; what is kept changes what is given to the rest, hence the rounds.</summary>
    private void Keep(Dictionary<Context, Successors> level, double leastGain)
    {
        foreach ((Context context, Successors successors) in level)
        {
            IEnumerable<int> kept = successors.Counts.Keys;
            for (int round = 0; round < Rounds; round++)
            {
                Set(context, successors, kept);
                kept = [.. successors.Counts.Keys.Where(word => word == _counts.End || Gain(context, successors, word) > ArcCost(leastGain))];
            }

            Set(context, successors, kept);
            double gain = successors.Kept.Keys.Sum(word => Gain(context, successors, word) - (word == _counts.End ? 0 : ArcCost(leastGain)));
            bool isStart = context == new Context(-1, _counts.Start);
            successors.IsKept = isStart || (gain > leastGain * SpokenFormat.StateLength && successors.Kept.Keys.Any(word => word != _counts.End));
        }
    }

    private static double ArcCost(double leastGain) => leastGain * SpokenFormat.ArcLength;

    /// <summary>A state of two words is reached from that of the first by the second: these ways are kept too.</summary>
    private void KeepWays()
    {
        foreach (Context context in Triples.Where(each => each.Value.IsKept).Select(each => each.Key))
        {
            Context before = new(-1, context.First);
            Successors successors = Pairs[before];
            IEnumerable<int> others = successors.IsKept ? successors.Kept.Keys : successors.Counts.Keys.Where(word => word == _counts.End);
            Set(before, successors, [.. others, context.Last]);
            successors.IsKept = true;
        }

        // What is given to the rest of two words depends on what the last of them is followed by.
        foreach ((Context context, Successors successors) in Triples.Where(each => each.Value.IsKept))
        {
            Set(context, successors, [.. successors.Kept.Keys]);
        }
    }

    private double Gain(Context context, Successors successors, int word) =>
        successors.Counts[word] * Math.Log(Discounted(successors, word) / (successors.BackOff * Probability(context.Shorter, word)));

    private static double Discounted(Successors successors, int word) => (successors.Counts[word] - Discount) / successors.Total;

    private void Set(Context context, Successors successors, IEnumerable<int> kept)
    {
        successors.Kept = kept.Distinct().ToDictionary(word => word, word => Discounted(successors, word));
        double left = 1 - successors.Kept.Values.Sum();
        double covered = 1 - successors.Kept.Keys.Sum(word => Probability(context.Shorter, word));
        successors.BackOff = left / Math.Max(covered, 1e-6);
    }
}

/// <summary>What comes after some words.</summary>
/// <param name="counts">How often each word came, and the end.</param>
internal sealed class Successors(Dictionary<int, int> counts)
{
    /// <summary>How often each word came.</summary>
    public Dictionary<int, int> Counts => counts;

    /// <summary>How often any.</summary>
    public int Total { get; } = counts.Values.Sum();

    /// <summary>Whether the model has a state for the words before.</summary>
    public bool IsKept { get; set; }

    /// <summary>Probabilities that are kept.</summary>
    public Dictionary<int, double> Kept { get; set; } = [];

    /// <summary>What probabilities of fewer words before are multiplied by for all others.</summary>
    public double BackOff { get; set; } = 1;
}
