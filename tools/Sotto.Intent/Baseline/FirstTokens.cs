using Sotto.Intent.Domain;
using Sotto.Intent.Templates;

namespace Sotto.Intent.Baseline;

/// <summary>What the parts of templates can begin with: most sentences are ruled out by their first word.</summary>
/// <param name="domain">The domain.</param>
internal sealed class FirstTokens(IntentDomain domain)
{
    private readonly Dictionary<TemplateNode, Set> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a part can begin with.</summary>
    private sealed class Set
    {
        public HashSet<string> Words { get; } = [];

        public HashSet<SlotList> Lists { get; } = new(ReferenceEqualityComparer.Instance);

        public bool CanBeEmpty { get; set; }

        public void Add(Set other)
        {
            Words.UnionWith(other.Words);
            Lists.UnionWith(other.Lists);
        }
    }

    /// <summary>Whether a part can begin at a place.</summary>
    /// <param name="node">The part.</param>
    /// <param name="word">The word there; null at the end.</param>
    /// <param name="token">The token that begins there; null for none.</param>
    internal bool CanBegin(TemplateNode node, string? word, ReadToken? token)
    {
        Set set = Of(node);
        return set.CanBeEmpty || (word is not null && set.Words.Contains(word)) || (token is not null && set.Lists.Any(list => Fits(list, token)));
    }

    /// <summary>Whether a token can be the first one that a list takes.</summary>
    internal bool Fits(SlotList list, ReadToken token) => list switch
    {
        NumberList numbers => token.IsNumber && token.Value >= numbers.Least && token.Value <= numbers.Most,
        PhraseList => token.Class.Length > 0 && ReferenceEquals(domain.Lists[token.Class], list),
        NameList names => token.Class.Length > 0 && (names.Class is null
            ? domain.Lists[token.Class] is NameList && House.IsDevice(token.Class) : token.Class == names.Class),
        _ => true,
    };

    private Set Of(TemplateNode node)
    {
        if (!_known.TryGetValue(node, out Set? set))
        {
            _known[node] = set = Find(node);
        }

        return set;
    }

    private Set Find(TemplateNode node)
    {
        Set set = new();
        switch (node)
        {
            case Literal literal:
                set.Words.Add(literal.Word);
                break;
            case ListReference reference:
                set.Lists.Add(domain.Lists[reference.List]);
                break;
            case RuleReference reference:
                return Of(domain.Rules[reference.Rule]);
            case Alternatives alternatives:
                AddAll(set, alternatives.Choices);
                set.CanBeEmpty = alternatives.IsOptional || alternatives.Choices.Any(choice => Of(choice).CanBeEmpty);
                break;
            case Permutation permutation:
                AddAll(set, permutation.Parts);
                set.CanBeEmpty = permutation.Parts.All(part => Of(part).CanBeEmpty);
                break;
            case Sequence sequence:
                int filled = sequence.Parts.TakeWhile(part => Of(part).CanBeEmpty).Count();
                AddAll(set, sequence.Parts.Take(filled + 1));
                set.CanBeEmpty = filled == sequence.Parts.Count;
                break;
        }

        return set;
    }

    private void AddAll(Set set, IEnumerable<TemplateNode> nodes)
    {
        foreach (TemplateNode node in nodes)
        {
            set.Add(Of(node));
        }
    }
}
