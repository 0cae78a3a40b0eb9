using Sotto.Intent.Domain;
using Sotto.Models.Spoken;
using Sotto.Speech;

namespace Sotto.Intent.Spoken;

/// <summary>What a word automaton is made by.</summary>
/// <param name="Bytes">The most bytes that it may have.</param>
/// <param name="Sentences">How many sentences are grown.</param>
/// <param name="LeastCount">How often a word must come among them to be taken; those of names and lists always are.</param>
/// <param name="BranchesFrom">How many pronunciations must begin alike for the tree to keep them together.</param>
/// <param name="Seed">Which sentences.</param>
public sealed record AutomatonOptions(int Bytes = 80 * 1024, int Sentences = 200_000, int LeastCount = 16, int BranchesFrom = 3, int Seed = 1);

/// <summary>Makes the word automaton of a domain: what people may say there, and how they pronounce it.</summary>
/// <param name="domain">The domain.</param>
/// <param name="options">How.</param>
public sealed class AutomatonCompiler(IntentDomain domain, AutomatonOptions options)
{
    private const int Halvings = 16;
    private const double LeastGain = 1e-2;
    private const double MostGain = 1000;
    private const int DearestEnd = SpokenFormat.NoEnd - 1;

    // Said so in sentences, beside how it is said alone.
    private static readonly Dictionary<string, string> Others = new()
    {
        ["the"] = "dh iy",
        ["to"] = "t ah",
        ["and"] = "ah n",
        ["a"] = "ey",
        ["am"] = "ey eh m",
        ["for"] = "f er",
        ["of"] = "ah",
        ["your"] = "y er",
        ["can"] = "k ah n",
        ["or"] = "er",
        ["i'm"] = "ah m",
    };

    /// <summary>Makes it.</summary>
    /// <returns>The bytes of its file.</returns>
    /// <exception cref="InvalidOperationException">espeak-ng is not installed.</exception>
    /// <exception cref="FormatException">Its words alone are more than there is room for, or one cannot be pronounced.</exception>
    public byte[] Compile()
    {
        SpokenSentences grown = new(domain, options.Seed);
        List<IReadOnlyList<string>> sentences = [.. Enumerable.Range(0, options.Sentences).Select(_ => grown.Next())];
        WordCounts counts = new(sentences, options.LeastCount, SpokenSentences.Named(domain));
        Pronouncer pronouncer = new();
        pronouncer.Learn(counts.Words);
        byte[] best = TryWrite(counts, new BackOffModel(counts, MostGain), pronouncer)
            ?? throw new FormatException($"{counts.Words.Count} words do not fit {options.Bytes} bytes; ask for more");
        (double low, double high) = (LeastGain, MostGain);
        for (int i = 0; i < Halvings; i++)
        {
            // What a byte may gain goes by orders of magnitude.
            double gain = Math.Sqrt(low * high);
            byte[]? file = TryWrite(counts, new BackOffModel(counts, gain), pronouncer);
            best = file ?? best;
            (low, high) = file is null ? (gain, high) : (low, gain);
        }

        return best;
    }

    /// <summary>The file; null where it is too large, or has more states or arcs than the format.</summary>
    private byte[]? TryWrite(WordCounts counts, BackOffModel model, Pronouncer pronouncer)
    {
        AutomatonSource source = new AutomatonAssembly(counts, model).Assemble(word => Pronounce(pronouncer, word), options.BranchesFrom);
        if (source.States.Count > SpokenFormat.MaximumWords || source.States.Sum(state => state.Arcs.Count) > SpokenFormat.MaximumArcs)
        {
            return null;
        }

        byte[] file = AutomatonWriter.Write(source);
        return file.Length <= options.Bytes ? file : null;
    }

    private static IReadOnlyList<byte[]> Pronounce(Pronouncer pronouncer, string word)
    {
        byte[] alone = [.. pronouncer.Of(word)];
        return Others.TryGetValue(word, out string? other)
            ? [alone, [.. other.Split(' ').Select(name => (byte)PhonemeSet.Names.Index().First(sound => sound.Item == name).Index)]] : [alone];
    }

    /// <summary>Puts a model into states and arcs.</summary>
    private sealed class AutomatonAssembly(WordCounts counts, BackOffModel model)
    {
        private readonly Dictionary<Context, int> _states = [];
        private readonly Dictionary<int, int> _numbers = [];

        public AutomatonSource Assemble(Func<string, IReadOnlyList<byte[]>> pronounce, int branchesFrom)
        {
            Context[] singles = [.. model.Pairs.Where(each => each.Value.IsKept && each.Key.Last != counts.Start).Select(each => each.Key).OrderBy(context => context.Last)];
            Context start = new(-1, counts.Start);
            Context[] pairs = [.. model.Triples.Where(each => each.Value.IsKept).Select(each => each.Key).OrderBy(context => (context.First, context.Last))];
            foreach (Context context in (Context[])[new(-1, -1), .. singles, start, .. pairs])
            {
                _states[context] = _states.Count;
            }

            int[] words = [.. singles.Select(context => context.Last), .. Enumerable.Range(0, counts.Words.Count).Except(singles.Select(context => context.Last))];
            foreach ((int number, int word) in words.Index())
            {
                _numbers[word] = number;
            }

            return new AutomatonSource(
                [.. words.Select(word => new SourceWord(counts.Words[word], pronounce(counts.Words[word]), Cost(model.Single(word), byte.MaxValue)))],
                [.. _states.Keys.Select(ToState)], singles.Length, _states[start], branchesFrom);
        }

        private static int Cost(double probability, int most) => Math.Clamp((int)Math.Round(-SpokenFormat.UnitsPerNat * Math.Log(probability)), 0, most);

        private SourceState ToState(Context context)
        {
            // Nobody says nothing.
            int end = context == new Context(-1, counts.Start) ? SpokenFormat.NoEnd : Cost(model.Probability(context, counts.End), DearestEnd);
            if (context.Last < 0)
            {
                return new SourceState(0, 0, end, []);
            }

            Successors successors = (context.First < 0 ? model.Pairs : model.Triples)[context];
            return new SourceState(
                StateOf(context.Shorter), Cost(successors.BackOff, byte.MaxValue), end,
                [.. successors.Kept.Where(kept => kept.Key != counts.End).OrderBy(kept => _numbers[kept.Key]).Select(kept => new SourceArc(
                    _numbers[kept.Key], StateOf(new Context(context.Last, kept.Key)), Cost(kept.Value, byte.MaxValue)))]);
        }

        private int StateOf(Context context)
        {
            while (!_states.ContainsKey(context))
            {
                context = context.Shorter;
            }

            return _states[context];
        }
    }
}
