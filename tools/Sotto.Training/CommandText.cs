using System.CommandLine;

namespace Sotto.Training;

/// <summary>A command line as it was given, for whoever wants the same figures again.</summary>
internal static class CommandText
{
    /// <summary>The words of a command line, quoted where they have blanks.</summary>
    public static string Of(ParseResult parsed) =>
        string.Join(' ', parsed.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"\"{token.Value}\"" : token.Value).Prepend("./sotto"));
}
