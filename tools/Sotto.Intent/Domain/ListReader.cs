using System.Buffers;
using Sotto.Intent.Templates;
using Sotto.Models.Text;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Reads the lists of a domain file.</summary>
/// <param name="file">The file.</param>
/// <param name="phrases">Takes all values.</param>
internal sealed class ListReader(YamlFile file, PhraseBook phrases)
{
    private const int MostPhrases = 256;
    private const int Thousand = 1000;

    private static readonly SearchValues<char> Brackets = SearchValues.Create("()[]{}<>|;");

    private readonly Sentence _sentence = new();

    /// <summary>A list.</summary>
    internal SlotList Read(string name, YamlNode node)
    {
        Dictionary<string, YamlNode> parts = [];
        foreach ((YamlNode at, string key, YamlNode value) in file.Entries(node, name))
        {
            parts[key] = key is "values" or "range" or "step" or "halves" or "multiplier" or "unit" or "text" or "command"
                ? value : throw file.Wrong(at, $"a list has no {key}");
        }

        string[] kinds = [.. parts.Keys.Where(key => key is "values" or "range" or "text" or "command")];
        if (kinds.Length == 1 && kinds[0] != "range" && parts.Count > 1)
        {
            throw file.Wrong(node, $"{parts.Keys.First(key => key != kinds[0])} is for a range");
        }

        return kinds switch
        {
            ["values"] => new PhraseList([.. file.Items(parts["values"], "values").SelectMany(value => ReadValue(name, value))]),
            ["range"] => ReadRange(parts),
            ["text"] => new TextList([.. file.Items(parts["text"], "text").Select(ReadExample)]),
            ["command"] when file.Flag(parts["command"], "command") => new CommandList(),
            _ => throw file.Wrong(node, $"{name} needs one of values, range, text and command"),
        };
    }

    private string ReadExample(YamlNode node)
    {
        string text = file.Text(node, "an example");
        TextNormalizer.Normalise(text, _sentence);
        return _sentence.Count > 0 && !_sentence.Overflow ? text : throw file.Wrong(node, $"{text} has {(_sentence.Overflow ? "too many" : "no")} words");
    }

    private List<(string Value, string Phrase)> ReadValue(string list, YamlNode node)
    {
        List<(string Value, string Phrase)> values = [.. node is YamlScalarNode ? [ReadPlainValue(node)] : ReadValueTemplate(node)];
        values.ForEach(value => phrases.Claim(node, value.Phrase, $"{list} {value.Value}"));
        return values;
    }

    private (string Value, string Phrase) ReadPlainValue(YamlNode node)
    {
        string text = file.Text(node, "a value");
        return text.AsSpan().ContainsAny(Brackets) ? throw file.Wrong(node, $"{text}: a template needs in and out") : (text, text);
    }

    private IEnumerable<(string Value, string Phrase)> ReadValueTemplate(YamlNode node)
    {

        Dictionary<string, YamlNode> parts = [];
        foreach ((YamlNode at, string key, YamlNode value) in file.Entries(node, "a value"))
        {
            parts[key] = key is "in" or "out" ? value : throw file.Wrong(at, $"a value has no {key}");
        }

        if (parts.Count != 2)
        {
            throw file.Wrong(node, "a value needs in and out");
        }

        string result = file.Text(parts["out"], "out");
        return [.. file.Items(parts["in"], "in").SelectMany(Phrases).Select(phrase => (result, phrase))];
    }

    /// <summary>All that a template without slots says.</summary>
    private IEnumerable<string> Phrases(YamlNode node)
    {
        try
        {
            string[] said = [.. Expand(TemplateParser.Parse(file.Text(node, "in"))).Select(words => string.Join(' ', words)).Take(MostPhrases + 1)];
            return said.Length <= MostPhrases ? said : throw new FormatException($"more than {MostPhrases} phrases");
        }
        catch (FormatException error)
        {
            throw file.Wrong(node, $"{node}: {error.Message}");
        }
    }

    private static IEnumerable<IEnumerable<string>> Expand(TemplateNode node) => node switch
    {
        Literal literal => [[literal.Word]],
        Sequence sequence => sequence.Parts.Aggregate(
            (IEnumerable<IEnumerable<string>>)[[]], (sofar, part) => sofar.SelectMany(begin => Expand(part).Select(begin.Concat))),
        Alternatives alternatives => alternatives.Choices.SelectMany(Expand).Concat(alternatives.IsOptional ? [[]] : []),
        _ => throw new FormatException("only words, (a|b) and [a] in a value"),
    };

    private NumberList ReadRange(Dictionary<string, YamlNode> parts)
    {
        YamlNode range = parts["range"];
        int[] ends = [.. file.Items(range, "range").Select(end => file.Thousandths(end, "range"))];
        if (ends.Length != 2 || ends[0] > ends[1] || ends[0] < 0)
        {
            throw file.Wrong(range, "a range is [least, most], from 0 on");
        }

        if (parts.TryGetValue("unit", out YamlNode? value))
        {
            file.Text(value, "unit");
        }

        int step = parts.TryGetValue("step", out value) ? file.Thousandths(value, "step") : Thousand;
        int sign = parts.TryGetValue("multiplier", out value) ? file.Thousandths(value, "multiplier") : Thousand;
        bool halves = parts.TryGetValue("halves", out value) && file.Flag(value, "halves");
        return step > 0 && Math.Abs(sign) == Thousand ? new NumberList(ends[0], ends[1], halves ? Thousand / 2 : step, sign / Thousand)
            : throw file.Wrong(range, "a step must be above 0, a multiplier 1 or -1");
    }
}
