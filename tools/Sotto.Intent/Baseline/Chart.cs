using Sotto.Intent.Domain;
using Sotto.Intent.Templates;
using Sotto.Models.Text;

namespace Sotto.Intent.Baseline;

/// <summary>All ways to read a sentence: each part of a template is read from each word only once.</summary>
/// <param name="domain">The domain.</param>
/// <param name="first">What parts begin with.</param>
/// <param name="text">The sentence as it was said.</param>
/// <param name="tokens">Its tokens.</param>
/// <param name="isNested">Whether it is read for a command within another one.</param>
internal sealed class Chart(IntentDomain domain, FirstTokens first, string text, IReadOnlyList<ReadToken> tokens, bool isNested = false)
{
    // Who has a device of that name means it: a light called "spot", and not any spot.
    private const int WordOfDevice = 2;
    private const int AnyDevice = 2;

    // Names and values as words too: templates may speak of a "garage door" although the garage is a room.
    private readonly string[] _words = [.. tokens.SelectMany(token => token.Words)];
    private readonly ReadToken?[] _tokenAt = [.. tokens.SelectMany(token => token.Words.Select((_, word) => word == 0 ? token : null))];
    private readonly bool[] _isDevice =
        [.. tokens.SelectMany(token => token.Words.Select(_ => token.Class.Length > 0 && domain.Lists[token.Class] is NameList && House.IsDevice(token.Class)))];

    private readonly Dictionary<TemplateNode, IReadOnlyList<Way>?[]> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, IReadOnlyList<Way>> _commands = [];
    private Chart? _nested;

    /// <summary>How many words there are.</summary>
    internal int Count => _words.Length;

    /// <summary>The ways to read a part from a word on.</summary>
    internal IReadOnlyList<Way> Read(TemplateNode node, int at)
    {
        string? word = at < Count ? _words[at] : null;
        if (node is Literal literal)
        {
            return word == literal.Word ? [new Way(at + 1, [], 0, _isDevice[at] ? WordOfDevice : 0)] : [];
        }

        if (!first.CanBegin(node, word, at < Count ? _tokenAt[at] : null))
        {
            return [];
        }

        if (!_known.TryGetValue(node, out IReadOnlyList<Way>?[]? known))
        {
            _known[node] = known = new IReadOnlyList<Way>?[Count + 1];
        }

        return known[at] ??= Way.Best(ReadNew(node, at));
    }

    private IEnumerable<Way> ReadNew(TemplateNode node, int at) => node switch
    {
        Sequence sequence => InOrder(sequence.Parts, at),
        Alternatives alternatives => alternatives.Choices.SelectMany(choice => Read(choice, at)).Concat(alternatives.IsOptional ? [Way.Empty(at)] : []),
        Permutation permutation => InAnyOrder(permutation.Parts, at),
        RuleReference reference => Read(domain.Rules[reference.Rule], at),
        _ => Fill((ListReference)node, at),
    };

    private List<Way> InOrder(IReadOnlyList<TemplateNode> parts, int at)
    {
        List<Way> ways = [Way.Empty(at)];
        for (int i = 0; i < parts.Count && ways.Count > 0; i++)
        {
            ways = Way.Best(ways.SelectMany(way => Read(parts[i], way.End).Select(way.Then)).OfType<Way>());
        }

        return ways;
    }

    /// <summary>From every set of parts that have been read to those with one more.</summary>
    private List<Way> InAnyOrder(IReadOnlyList<TemplateNode> parts, int at)
    {
        List<Way>[] bySet = [.. Enumerable.Range(0, 1 << parts.Count).Select(_ => new List<Way>())];
        bySet[0].Add(Way.Empty(at));
        for (int set = 0; set < bySet.Length - 1; set++)
        {
            List<Way> ways = Way.Best(bySet[set]);
            for (int i = 0; i < parts.Count; i++)
            {
                if ((set & (1 << i)) == 0)
                {
                    bySet[set | (1 << i)].AddRange(ways.SelectMany(way => Read(parts[i], way.End).Select(way.Then)).OfType<Way>());
                }
            }
        }

        return bySet[^1];
    }

    private IEnumerable<Way> Fill(ListReference reference, int at)
    {
        SlotList list = domain.Lists[reference.List];
        if (at >= Count || _tokenAt[at] is not { } token || !first.Fits(list, token))
        {
            return [];
        }

        Way One(string value, bool isNumber, int loose) => new(at + token.Words.Count, [new FilledSlot(reference.Slot, value, isNumber)], 0, loose);
        return list switch
        {
            NumberList numbers => [One(Decimals.ToText(numbers.Sign * token.Value), true, 1)],
            PhraseList => [One(token.Text, Decimals.TryParse(token.Text, out _), 1)],
            NameList names => [One(token.Text, false, names.Class is null ? AnyDevice : 1)],
            CommandList => CommandsFrom(at).Select(way => way with { Slots = [Copy(reference.Slot, at, way.End)] }),
            _ => Ends(at).Select(end => new Way(end, [Copy(reference.Slot, at, end)], end - at, 0)),
        };
    }

    /// <summary>The ways to read a command of the domain from a word on, none that nests another.</summary>
    private IReadOnlyList<Way> CommandsFrom(int at)
    {
        if (isNested)
        {
            return [];
        }

        if (!_commands.TryGetValue(at, out IReadOnlyList<Way>? ways))
        {
            _nested ??= new Chart(domain, first, text, tokens, isNested: true);
            _commands[at] = ways = Way.Best(
                domain.Intents.SelectMany(intent => intent.Sentences).SelectMany(sentence => _nested.Read(sentence.Template, at))
                    .Where(way => way.End > at && IsBoundary(way.End)).Select(way => way with { Slots = [] }));
        }

        return ways;
    }

    private IEnumerable<int> Ends(int at) => Enumerable.Range(at + 1, Count - at).Where(IsBoundary);

    private bool IsBoundary(int word) => word == Count || _tokenAt[word] is not null;

    /// <summary>Words as they were said.</summary>
    private FilledSlot Copy(string slot, int at, int end)
    {
        int last = end - 1;
        while (_tokenAt[last] is null)
        {
            last--;
        }

        return new FilledSlot(slot, text[_tokenAt[at]!.Start.._tokenAt[last]!.End], false);
    }
}
