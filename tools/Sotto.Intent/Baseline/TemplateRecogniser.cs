using System.Collections.Immutable;
using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Intent.Templates;
using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Intent.Baseline;

/// <summary>
/// Understands what the templates say word by word, and nothing else: what a model is measured against. All ways to read a
/// sentence are followed at once, each part of a template from each word only once.
/// </summary>
/// <param name="domain">The domain.</param>
public sealed class TemplateRecogniser(IntentDomain domain)
{
    private const int MostWays = 48;

    private readonly Dictionary<string, int> _order = domain.SlotOrder.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    private readonly Sentence _sentence = new();
    private readonly TokenReader _tokens = new(new LexiconPhrases(domain));

    /// <summary>A way to read a part of a sentence.</summary>
    private readonly record struct Way(int End, ImmutableList<(string Slot, string Value, bool IsNumber)> Slots, int OpenWords);

    /// <summary>What a sentence means; null where no template says it.</summary>
    public IntentFrame? Recognise(string text)
    {
        TextNormalizer.Normalise(text, _sentence);
        if (_sentence.Overflow || _sentence.Count == 0)
        {
            return null;
        }

        IReadOnlyList<ReadToken> tokens = _tokens.Read(text, _sentence);
        return Best(tokens) ?? Best(WithoutSkipWords(tokens));
    }

    private IntentFrame? Best(IReadOnlyList<ReadToken> tokens)
    {
        Chart chart = new(this, tokens);
        (string Intent, SentenceTemplate Template, Way Way)? best = null;
        foreach (DomainIntent intent in domain.Intents)
        {
            foreach (SentenceTemplate sentence in intent.Sentences)
            {
                foreach (Way way in chart.Read(sentence.Template, 0))
                {
                    if (way.End == tokens.Count && tokens.Count > 0 && (best is null || way.OpenWords < best.Value.Way.OpenWords))
                    {
                        best = (intent.Name, sentence, way);
                    }
                }
            }
        }

        return best is { } found ? ToFrame(found.Intent, found.Template, found.Way) : null;
    }

    private IntentFrame ToFrame(string intent, SentenceTemplate sentence, Way way)
    {
        IntentFrame frame = new() { Intent = intent, Kind = intent == IntentNames.Again ? IntentKind.Again : IntentKind.Command, Confidence = IntentFormat.One };
        IEnumerable<(string Slot, string Value, bool IsNumber)> all = way.Slots.Concat(
            sentence.Slots.Select(slot => (slot.Key, slot.Value, Decimals.TryParse(slot.Value, out _))));
        foreach ((string slot, string value, bool isNumber) in all.OrderBy(slot => _order[slot.Slot]))
        {
            frame.Set(slot, value, isNumber);
        }

        return frame;
    }

    private List<ReadToken> WithoutSkipWords(IReadOnlyList<ReadToken> tokens)
    {
        List<ReadToken> kept = [];
        for (int i = 0; i < tokens.Count;)
        {
            int skipped = domain.SkipWords.Where(words => words.Index().All(pair => i + pair.Index < tokens.Count && tokens[i + pair.Index].IsWord(pair.Item)))
                .Select(words => words.Count).DefaultIfEmpty(0).Max();
            if (skipped == 0)
            {
                kept.Add(tokens[i]);
            }

            i += Math.Max(1, skipped);
        }

        return kept;
    }

    /// <summary>The ways to read the parts of a sentence, each found once.</summary>
    private sealed class Chart(TemplateRecogniser owner, IReadOnlyList<ReadToken> tokens)
    {
        private readonly Dictionary<(TemplateNode Node, int At), IReadOnlyList<Way>> _known = new(NodeComparer.Instance);

        internal IReadOnlyList<Way> Read(TemplateNode node, int at)
        {
            if (node is Literal literal)
            {
                return at < tokens.Count && tokens[at].IsWord(literal.Word) ? [new Way(at + 1, [], 0)] : [];
            }

            if (!_known.TryGetValue((node, at), out IReadOnlyList<Way>? ways))
            {
                _known[(node, at)] = ways = [.. ReadNew(node, at).DistinctBy(way => (way.End, string.Join('|', way.Slots))).Take(MostWays)];
            }

            return ways;
        }

        private IEnumerable<Way> ReadNew(TemplateNode node, int at) => node switch
        {
            Sequence sequence => InOrder(sequence.Parts, at),
            Alternatives alternatives => alternatives.Choices.SelectMany(choice => Read(choice, at)).Concat(alternatives.IsOptional ? [new Way(at, [], 0)] : []),
            Permutation permutation => InAnyOrder([.. permutation.Parts], at),
            RuleReference reference => Read(owner.Domain.Rules[reference.Rule], at),
            _ => Fill((ListReference)node, at),
        };

        private IEnumerable<Way> InOrder(IReadOnlyList<TemplateNode> parts, int at)
        {
            IReadOnlyList<Way> ways = [new Way(at, [], 0)];
            foreach (TemplateNode part in parts)
            {
                ways = [.. ways.SelectMany(way => Read(part, way.End).Select(next => Join(way, next))).Take(MostWays)];
                if (ways.Count == 0)
                {
                    break;
                }
            }

            return ways;
        }

        private IEnumerable<Way> InAnyOrder(IReadOnlyList<TemplateNode> parts, int at) => parts.Count == 0
            ? [new Way(at, [], 0)]
            : parts.SelectMany(part => Read(part, at).SelectMany(way => InAnyOrder([.. parts.Where(other => other != part)], way.End).Select(next => Join(way, next))));

        private static Way Join(Way way, Way next) => new(next.End, way.Slots.AddRange(next.Slots), way.OpenWords + next.OpenWords);

        private IEnumerable<Way> Fill(ListReference reference, int at)
        {
            if (at >= tokens.Count)
            {
                return [];
            }

            ReadToken token = tokens[at];
            Way One(string value, bool isNumber) => new(at + 1, [(reference.Slot, value, isNumber)], 0);
            switch (owner.Domain.Lists[reference.List])
            {
                case NumberList list:
                    bool fits = token.IsNumber && token.Value >= list.Least && token.Value <= list.Most;
                    return fits ? [One(Decimals.ToText(list.Sign * token.Value), true)] : [];
                case PhraseList:
                    return token.Class == reference.List ? [One(token.Text, Decimals.TryParse(token.Text, out _))] : [];
                case NameList list:
                    bool isName = token.Class.Length > 0 && (list.Class is null ? House.IsDevice(token.Class) && House.Classes.Contains(token.Class) : token.Class == list.Class);
                    return isName ? [One(token.Text, false)] : [];
                default:
                    return Enumerable.Range(at + 1, tokens.Count - at).Select(
                        end => new Way(end, [(reference.Slot, owner._tokens.TextOf(token, tokens[end - 1]), false)], end - at));
            }
        }
    }

    private IntentDomain Domain => domain;

    /// <summary>Parts are the same where they are one object: comparing whole trees would take longer than reading them.</summary>
    private sealed class NodeComparer : IEqualityComparer<(TemplateNode Node, int At)>
    {
        internal static NodeComparer Instance { get; } = new();

        public bool Equals((TemplateNode Node, int At) x, (TemplateNode Node, int At) y) => ReferenceEquals(x.Node, y.Node) && x.At == y.At;

        public int GetHashCode((TemplateNode Node, int At) key) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(key.Node), key.At);
    }
}
