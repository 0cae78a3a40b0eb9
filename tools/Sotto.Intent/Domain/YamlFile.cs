using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Sotto.Intent.Domain;

/// <summary>A YAML file read strictly: what is wrong is named with its line.</summary>
/// <param name="path">The file's name in messages.</param>
internal sealed class YamlFile(string path)
{
    private const int Longest = 1 << 20;
    private const int Deepest = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The mapping that the file is.</summary>
    internal YamlMappingNode Load()
    {
        if (!File.Exists(path))
        {
            throw Wrong("no such file");
        }

        try
        {
            return new FileInfo(path).Length <= Longest ? Parse(File.ReadAllText(path, StrictUtf8)) : throw Wrong($"over {Longest} bytes");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw Wrong(error is DecoderFallbackException ? "no UTF-8" : error.Message);
        }
    }

    /// <summary>The mapping that a text is.</summary>
    internal YamlMappingNode Parse(string text)
    {
        try
        {
            CheckEvents(text);
            YamlStream stream = [];
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root ? root : throw Wrong("no mapping of keys");
        }
        catch (YamlException error)
        {
            throw new DomainException(path, error.Start.Line, (error.InnerException ?? error).Message);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // What the parser throws, without a place, where a file ends within brackets or between documents.
            throw new DomainException(path, text.Count(character => character == '\n') + 1, "the file breaks off");
        }
    }

    /// <summary>A file in the same folder; null where the name leads elsewhere.</summary>
    internal YamlFile? Beside(string name) =>
        name == Path.GetFileName(name) && name != ".." ? new(Path.Combine(Path.GetDirectoryName(path) ?? "", name)) : null;

    /// <summary>An error at a node.</summary>
    internal DomainException Wrong(YamlNode node, string problem) => new(path, node.Start.Line, problem);

    /// <summary>An error of the whole file.</summary>
    internal DomainException Wrong(string problem) => new(path, 0, problem);

    /// <summary>Text of one line.</summary>
    internal string Text(YamlNode node, string what) => node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value)
        ? value : throw Wrong(node, $"{what} is no text");

    /// <summary>The entries of a mapping by their keys.</summary>
    internal IEnumerable<(YamlNode At, string Key, YamlNode Value)> Entries(YamlNode node, string what) => node is YamlMappingNode mapping
        ? mapping.Children.Select(pair => (pair.Key, Text(pair.Key, $"a key of {what}"), pair.Value)) : throw Wrong(node, $"{what}: no mapping of keys");

    /// <summary>The items of a list, of which a single one may stand alone.</summary>
    internal IEnumerable<YamlNode> Items(YamlNode node, string what) => node switch
    {
        YamlSequenceNode { Children.Count: 0 } => throw Wrong(node, $"{what}: an empty list"),
        YamlSequenceNode list => list.Children,
        _ => [node],
    };

    /// <summary>A number in thousandths.</summary>
    internal int Thousandths(YamlNode node, string what) =>
        decimal.TryParse(Text(node, what), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal value)
            && Math.Abs(value) <= 100000 && value * 1000 == decimal.Truncate(value * 1000)
            ? (int)(value * 1000) : throw Wrong(node, $"{what}: {node} is no number up to 100000 in thousandths");

    /// <summary>True or false.</summary>
    internal bool Flag(YamlNode node, string what) => Text(node, what) switch
    {
        "true" => true,
        "false" => false,
        string other => throw Wrong(node, $"{what}: {other} is neither true nor false"),
    };

    /// <summary>No aliases, which could make a small file endless, and not too deep.</summary>
    private void CheckEvents(string text)
    {
        Parser parser = new(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            bool isReference = parser.Current is AnchorAlias || (parser.Current is NodeEvent node && !node.Anchor.IsEmpty);
            if (isReference || depth > Deepest)
            {
                throw new DomainException(path, parser.Current.Start.Line, isReference ? "anchors and aliases are not read" : $"more than {Deepest} levels");
            }
        }
    }
}
