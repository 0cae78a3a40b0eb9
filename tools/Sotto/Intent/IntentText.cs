using System.Text.Json;

namespace Sotto.Cli.Intent;

/// <summary>Sentences from outside, checked before anything reads them.</summary>
internal static class IntentText
{
    private const int Longest = 8192;
    private const long LongestFile = 64 << 20;

    /// <summary>A sentence as it was typed.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="source">What errors begin with.</param>
    /// <exception cref="UserException">It is empty, too long, or holds control characters.</exception>
    public static string Check(string text, string source)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserException($"{source}: there is no text");
        }

        if (text.Length > Longest)
        {
            throw new UserException($"{source}: {text.Length} characters, more than {Longest}");
        }

        foreach ((int place, char character) in text.Index())
        {
            if (char.IsControl(character) && character is not ('\t' or '\r' or '\n'))
            {
                throw new UserException($"{source}: a control character, U+{(int)character:X4}, at {place + 1}");
            }
        }

        return text;
    }

    /// <summary>The objects of a file of one JSON object a line, each with a <c>text</c>; empty lines are passed over.</summary>
    /// <exception cref="UserException">The file or a line of it is wrong.</exception>
    public static List<(int Line, JsonElement Object, string Text)> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserException($"{path}: no such file");
        }

        if (new FileInfo(path).Length > LongestFile)
        {
            throw new UserException($"{path}: over {LongestFile} bytes");
        }

        List<(int, JsonElement, string)> objects = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                JsonElement element = Parse(line, $"{path}({number})");
                objects.Add((number, element, Check(element.GetProperty("text").GetString()!, $"{path}({number})")));
            }
        }

        return objects.Count > 0 ? objects : throw new UserException($"{path}: there is no text");
    }

    private static JsonElement Parse(string line, string place)
    {
        JsonElement element;
        try
        {
            element = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            throw new UserException($"{place}: not a JSON object");
        }

        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? element : throw new UserException($"{place}: no object with a text");
    }
}
