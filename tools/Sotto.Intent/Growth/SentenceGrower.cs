using Sotto.Intent.Domain;
using Sotto.Intent.Templates;
using Sotto.Models.Intent;
using Sotto.Models.Text;

namespace Sotto.Intent.Growth;

/// <summary>Draws sentences of a domain, with what they mean.</summary>
/// <param name="domain">The domain.</param>
/// <param name="openWords">Words that unknown names and texts are made of.</param>
/// <param name="random">Where chance comes from.</param>
public sealed class SentenceGrower(IntentDomain domain, IReadOnlyList<string> openWords, Random random)
{
    // What can be said in more ways is said more often, but not as much more often.
    private const double SizeExponent = 0.65;

    private const int MostTries = 100;
    private const double OptionalShare = 0.4;
    private const double OpenTextShare = 0.3;

    private readonly Dictionary<string, int> _order = domain.SlotOrder.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
    private readonly Dictionary<string, HouseName[]> _names = domain.House.Names.GroupBy(name => name.Class).ToDictionary(group => group.Key, group => group.ToArray());
    private readonly HouseName[] _devices = [.. domain.House.Names.Where(name => House.IsDevice(name.Class))];
    private readonly Sentence _sentence = new();
    private readonly LexiconMatch _match = new();
    private readonly double[] _intentWeights = [.. domain.Intents.Select(intent => Math.Pow(intent.Sentences.Sum(sentence => sentence.Weight), SizeExponent))];

    /// <summary>The share of names that the house does not have.</summary>
    public double OpenNameShare { get; init; }

    /// <summary>The share of sentences with words that mean nothing in them.</summary>
    public double SkipShare { get; init; }

    /// <summary>How often other phrasings than the plain ones are drawn; 1 as often.</summary>
    public double PhrasingShare { get; init; } = 1;

    /// <summary>
    /// What the device reads as names; null for none. A sentence is not grown where words of its template would be read as one:
    /// "heaters" means all heating, but not in a house with a device of that name.
    /// </summary>
    public Lexicon? Lexicon { get; init; }

    /// <summary>A sentence of any intent.</summary>
    public Utterance Grow() => GrowOf(domain.Intents[Draw(_intentWeights)]);

    /// <summary>A sentence of an intent.</summary>
    public Utterance GrowOf(DomainIntent intent)
    {
        double[] weights = [.. intent.Sentences.Select(WeightOf)];
        for (int i = 0; i < MostTries; i++)
        {
            Utterance? grown = TryGrow(intent, intent.Sentences[Draw(weights)], nested: false);
            if (grown is not null)
            {
                return grown;
            }
        }

        throw new InvalidOperationException($"{intent.Name}: no sentence fills its slots once");
    }

    /// <summary>Words that no template has.</summary>
    public string DrawOpenWords(int most) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(most)).Select(_ => openWords[random.Next(openWords.Count)]));

    /// <summary>The class of a name of the house; null where there is none of that name.</summary>
    public string? ClassOf(string name) => domain.House.Names.FirstOrDefault(known => known.Name == name)?.Class;

    /// <summary>A name of a class that the house has, and how somebody calls it.</summary>
    public (string Name, string Phrase) DrawName(string nameClass)
    {
        HouseName name = _names[nameClass][random.Next(_names[nameClass].Length)];
        return (name.Name, DrawPhrase(name));
    }

    private Utterance? TryGrow(DomainIntent intent, SentenceTemplate sentence, bool nested)
    {
        List<UtteranceToken> tokens = [];
        List<UtteranceSlot> slots = [.. sentence.Slots.Select(slot => new UtteranceSlot(slot.Key, FieldKind.Value, slot.Value, 1, -1, -1))];
        if (!Expand(sentence.Template, tokens, slots, nested) || tokens.Count == 0 || slots.DistinctBy(slot => slot.Name).Count() != slots.Count
            || IsReadAsName(tokens))
        {
            return null;
        }

        Utterance grown = new(tokens, [new UtteranceFrame(intent.Name, [.. slots.OrderBy(slot => _order[slot.Name])])]);
        return !nested && random.NextDouble() < SkipShare ? Skip(grown) : grown;
    }

    /// <summary>Whether words of the template, one after the other, are a phrase of the lexicon.</summary>
    private bool IsReadAsName(List<UtteranceToken> tokens)
    {
        for (int i = 0; i < tokens.Count && Lexicon is not null; i++)
        {
            if (!tokens[i].IsWord)
            {
                continue;
            }

            string[] words = [.. tokens.Skip(i).TakeWhile(token => token.IsWord).Select(token => token.Text)];
            TextNormalizer.Normalise(string.Join(' ', words), _sentence);
            _match.Read(_sentence, Lexicon);
            if (_match.Entries.Take(_match.Count).Any(entry => entry >= 0))
            {
                return true;
            }

            i += words.Length;
        }

        return false;
    }

    /// <summary>With words that mean nothing before, behind, or now and then within.</summary>
    private Utterance Skip(Utterance sentence)
    {
        if (domain.SkipWords.Count == 0)
        {
            return sentence;
        }

        UtteranceToken[] words = [.. domain.SkipWords[random.Next(domain.SkipWords.Count)].Select(UtteranceToken.Word)];
        int place = random.Next(5) switch
        {
            0 => random.Next(sentence.Tokens.Count + 1),
            1 => sentence.Tokens.Count,
            _ => 0,
        };
        return sentence.With(place, words);
    }

    private bool Expand(TemplateNode node, List<UtteranceToken> tokens, List<UtteranceSlot> slots, bool nested)
    {
        switch (node)
        {
            case Literal literal:
                tokens.Add(UtteranceToken.Word(literal.Word));
                return true;
            case Sequence sequence:
                return sequence.Parts.All(part => Expand(part, tokens, slots, nested));
            case Alternatives { IsOptional: true } when random.NextDouble() >= OptionalShare:
                return true;
            case Alternatives alternatives:
                return Expand(alternatives.Choices[random.Next(alternatives.Choices.Count)], tokens, slots, nested);
            case Permutation permutation:
                TemplateNode[] parts = [.. permutation.Parts];
                random.Shuffle(parts);
                return parts.All(part => Expand(part, tokens, slots, nested));
            case RuleReference reference:
                return Expand(domain.Rules[reference.Rule], tokens, slots, nested);
            default:
                return Fill((ListReference)node, tokens, slots, nested);
        }
    }

    private bool Fill(ListReference reference, List<UtteranceToken> tokens, List<UtteranceSlot> slots, bool nested)
    {
        int first = tokens.Count;
        (FieldKind kind, string value, int sign) = (FieldKind.Phrase, "", 1);
        switch (domain.Lists[reference.List])
        {
            case PhraseList list:
                (value, string phrase) = list.Values[random.Next(list.Values.Count)];
                tokens.Add(new UtteranceToken(phrase, IsWord: false));
                break;
            case NumberList list:
                (kind, sign) = (FieldKind.Number, list.Sign);
                int number = DrawNumber(list);
                value = Decimals.ToText(sign * number);
                tokens.Add(new UtteranceToken(Decimals.ToText(number), IsWord: false));
                break;
            case TextList list:
                kind = FieldKind.Text;
                value = random.NextDouble() < OpenTextShare ? DrawOpenWords(3) : list.Examples[random.Next(list.Examples.Count)];
                tokens.Add(new UtteranceToken(value, IsWord: false));
                break;
            case CommandList:
                kind = FieldKind.Text;
                string? command = nested ? null : GrowCommand();
                if (command is null)
                {
                    return false;
                }

                value = command;
                tokens.Add(new UtteranceToken(command, IsWord: false));
                break;
            case NameList list:
                string? name = FillName(list, tokens);
                if (name is null)
                {
                    return false;
                }

                value = name;
                break;
        }

        slots.Add(new UtteranceSlot(reference.Slot, kind, value, sign, first, tokens.Count - 1));
        return true;
    }

    private string? FillName(NameList list, List<UtteranceToken> tokens)
    {
        HouseName[] names = list.Class is null ? _devices : _names.GetValueOrDefault(list.Class) ?? [];
        if (names.Length == 0)
        {
            return null;
        }

        if (random.NextDouble() < OpenNameShare)
        {
            string open = DrawOpenWords(2);
            tokens.Add(new UtteranceToken(open, IsWord: false));
            return open;
        }

        HouseName name = names[random.Next(names.Length)];
        tokens.Add(new UtteranceToken(DrawPhrase(name), IsWord: false));
        return name.Name;
    }

    private double WeightOf(SentenceTemplate sentence) => sentence.IsPlain ? sentence.Weight : PhrasingShare * sentence.Weight;

    private string DrawPhrase(HouseName name) => name.Phrases[random.Next(name.Phrases.Count)];

    /// <summary>Another command of the domain, none that nests itself.</summary>
    private string? GrowCommand()
    {
        DomainIntent intent = domain.Intents[Draw(_intentWeights)];
        SentenceTemplate sentence = intent.Sentences[Draw([.. intent.Sentences.Select(WeightOf)])];
        Utterance? grown = intent.Name == IntentNames.Again ? null : TryGrow(intent, sentence, nested: true);
        return grown is null ? null : string.Join(' ', grown.Tokens.Select(token => token.Text));
    }

    /// <summary>Round numbers are said more often.</summary>
    private int DrawNumber(NumberList list)
    {
        int most = random.Next(3) == 0 ? list.Most : Math.Min(list.Most, Math.Max(list.Least + (60 * list.Step), 60000));
        int number = list.Least + (random.Next(((most - list.Least) / list.Step) + 1) * list.Step);
        int round = number / 5000 * 5000;
        bool isRound = random.Next(2) == 0 && round >= list.Least && round > 0;
        return isRound ? round : list.Step < 1000 && random.Next(4) > 0 && number / 1000 * 1000 >= list.Least ? number / 1000 * 1000 : number;
    }

    private int Draw(double[] weights)
    {
        double at = random.NextDouble() * weights.Sum();
        for (int i = 0; i < weights.Length - 1; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
