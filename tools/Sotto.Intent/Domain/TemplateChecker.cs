using Sotto.Intent.Templates;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Checks that what templates speak of is there, and that they stay of a size.</summary>
/// <param name="file">The file.</param>
/// <param name="lists">What slots are filled from.</param>
/// <param name="rules">The rules, and where they stand.</param>
internal sealed class TemplateChecker(
    YamlFile file, IReadOnlyDictionary<string, SlotList> lists, IReadOnlyDictionary<string, (TemplateNode Template, YamlNode At)> rules)
{
    // Rules of rules of rules: a few lines could otherwise stand for more than any memory holds, or for one sentence of a million words.
    private const int MostParts = 100_000;
    private const int DeepestRules = 32;

    private static readonly Facts Nothing = new(0, 0, true, [], []);

    private readonly Dictionary<string, Facts> _known = [];
    private readonly HashSet<string> _open = [];

    /// <summary>What is to be known of a template.</summary>
    /// <param name="Parts">Its parts, with those of all rules written out.</param>
    /// <param name="Depth">How deep its rules are in one another.</param>
    /// <param name="CanBeEmpty">Whether nothing need be said.</param>
    /// <param name="Always">Slots that each of its sentences fills.</param>
    /// <param name="Slots">Slots that some of its sentences fill, in order of appearance.</param>
    internal sealed record Facts(int Parts, int Depth, bool CanBeEmpty, IReadOnlyList<string> Always, IReadOnlyList<string> Slots);

    /// <summary>Checks all rules.</summary>
    internal void CheckRules()
    {
        foreach ((string name, (_, YamlNode at)) in rules)
        {
            OfRule(name, at);
        }
    }

    /// <summary>Checks a sentence.</summary>
    /// <param name="template">Its template.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="fixedSlots">Slots that are filled beside it.</param>
    internal Facts CheckSentence(TemplateNode template, YamlNode at, IEnumerable<string> fixedSlots)
    {
        Facts facts = Of(template, at);
        if (facts.CanBeEmpty)
        {
            throw file.Wrong(at, "a sentence that can be without words");
        }

        string? twice = facts.Always.Intersect(fixedSlots).FirstOrDefault();
        return twice is null ? facts : throw file.Wrong(at, $"fills {twice} twice");
    }

    private Facts Of(TemplateNode node, YamlNode at)
    {
        Facts facts = node switch
        {
            Literal => Nothing with { CanBeEmpty = false },
            Sequence sequence => InOrder(sequence.Parts, at),
            Permutation permutation => InOrder(permutation.Parts, at),
            Alternatives alternatives => OneOf(alternatives, at),
            RuleReference reference => OfRule(reference.Rule, at),
            ListReference reference when lists.ContainsKey(reference.List) => new Facts(0, 0, false, [reference.Slot], [reference.Slot]),
            _ => throw file.Wrong(at, $"there is no list {((ListReference)node).List}"),
        };
        return facts.Parts < MostParts ? facts with { Parts = facts.Parts + 1 }
            : throw file.Wrong(at, $"over {MostParts} parts with all rules written out");
    }

    private Facts OfRule(string rule, YamlNode at)
    {
        if (_known.TryGetValue(rule, out Facts? facts))
        {
            return facts;
        }

        if (!rules.TryGetValue(rule, out (TemplateNode Template, YamlNode At) found))
        {
            throw file.Wrong(at, $"there is no rule {rule}");
        }

        if (!_open.Add(rule))
        {
            throw file.Wrong(at, $"rule {rule} contains itself");
        }

        // Before its parts are looked at: a chain of thousands of rules must not be followed to its end.
        facts = _open.Count <= DeepestRules ? Of(found.Template, found.At) : throw TooDeep(at);
        _open.Remove(rule);
        facts = facts.Depth < DeepestRules ? facts with { Depth = facts.Depth + 1 } : throw TooDeep(at);
        _known.Add(rule, facts);
        return facts;
    }

    private DomainException TooDeep(YamlNode at) => file.Wrong(at, $"more than {DeepestRules} rules in one another");

    private Facts InOrder(IReadOnlyList<TemplateNode> parts, YamlNode at)
    {
        Facts[] facts = [.. parts.Select(part => Of(part, at))];
        string? twice = facts.SelectMany(part => part.Always).GroupBy(slot => slot).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? Join(facts) with { CanBeEmpty = facts.All(part => part.CanBeEmpty), Always = [.. facts.SelectMany(part => part.Always)] }
            : throw file.Wrong(at, $"fills {twice} twice");
    }

    private Facts OneOf(Alternatives alternatives, YamlNode at)
    {
        Facts[] facts = [.. alternatives.Choices.Select(choice => Of(choice, at))];
        IEnumerable<string> always = facts.Select(choice => choice.Always.AsEnumerable()).Aggregate((first, second) => first.Intersect(second));
        return Join(facts) with
        {
            CanBeEmpty = alternatives.IsOptional || facts.Any(choice => choice.CanBeEmpty),
            Always = alternatives.IsOptional ? [] : [.. always],
        };
    }

    private static Facts Join(Facts[] facts) => Nothing with
    {
        Parts = (int)Math.Min(MostParts, facts.Sum(part => (long)part.Parts)),
        Depth = facts.Select(part => part.Depth).DefaultIfEmpty(0).Max(),
        Slots = [.. facts.SelectMany(part => part.Slots).Distinct()],
    };
}
