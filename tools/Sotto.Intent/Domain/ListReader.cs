using Sotto.Intent.Templates;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>Reads the lists of a domain file.</summary>
/// <param name="file">The file.</param>
internal sealed class ListReader(YamlFile file)
{
    private const int MostPhrases = 256;
    private const int Thousand = 1000;

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
        return kinds switch
        {
            ["values"] => new PhraseList([.. file.Items(parts["values"], "values").SelectMany(ReadValue)]),
            ["range"] => ReadRange(parts),
            ["text"] => new TextList([.. file.Items(parts["text"], "text").Select(item => file.Text(item, "an example"))]),
            ["command"] => new CommandList(),
            _ => throw file.Wrong(node, $"{name} needs one of values, range, text and command"),
        };
    }

    private IEnumerable<(string Value, string Phrase)> ReadValue(YamlNode node)
    {
        if (node is YamlScalarNode)
        {
            string text = file.Text(node, "a value");
            return [(text, text)];
        }

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
            string[] phrases = [.. Expand(TemplateParser.Parse(file.Text(node, "in"))).Select(words => string.Join(' ', words)).Take(MostPhrases + 1)];
            return phrases.Length <= MostPhrases ? phrases : throw new FormatException($"more than {MostPhrases} phrases");
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

        bool halves = parts.TryGetValue("halves", out YamlNode? value) && file.Text(value, "halves") == "true";
        int step = halves ? Thousand / 2 : parts.TryGetValue("step", out value) ? file.Thousandths(value, "step") : Thousand;
        int sign = parts.TryGetValue("multiplier", out value) ? file.Thousandths(value, "multiplier") / Thousand : 1;
        return step > 0 && sign is 1 or -1 ? new NumberList(ends[0], ends[1], step, sign)
            : throw file.Wrong(range, "a step must be above 0, a multiplier 1 or -1");
    }
}
