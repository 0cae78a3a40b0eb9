using System.Globalization;
using Sotto.Audio;

namespace Sotto.Cli.Bench;

/// <summary>Counts that may not rise, in a text file: a line "kind subject function number" each, under the compiler and the reason for them.</summary>
/// <param name="Compiler">The compiler's name and version.</param>
/// <param name="Reason">Why they are what they are.</param>
/// <param name="Counts">By kind, subject and function.</param>
internal sealed record Baseline(string Compiler, string Reason, IReadOnlyDictionary<string, long> Counts)
{
    private const string CompilerKey = "compiler ";
    private const string ReasonKey = "reason ";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">It is missing, or a line is wrong.</exception>
    public static Baseline Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserException($"{path}: no such file");
        }

        string[] lines = File.ReadAllLines(path);
        if (lines is not [var compiler, var reason, ..] || !compiler.StartsWith(CompilerKey, StringComparison.Ordinal)
            || !reason.StartsWith(ReasonKey, StringComparison.Ordinal))
        {
            throw new UserException($"{path}: does not begin with a compiler and a reason");
        }

        Dictionary<string, long> counts = [];
        foreach (string line in lines.Skip(2))
        {
            int space = line.LastIndexOf(' ');
            if (space < 0 || !long.TryParse(line.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                throw new UserException($"{path}: {line}: no count");
            }

            counts[line[..space]] = count;
        }

        return new Baseline(compiler[CompilerKey.Length..], reason[ReasonKey.Length..], counts);
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path)
    {
        IEnumerable<string> lines = Counts.OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}"));
        string text = string.Join('\n', [CompilerKey + Compiler, ReasonKey + Reason.ReplaceLineEndings(" "), .. lines, ""]);
        WholeFile.Write(path, System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What rose, a line each. Totals say it where functions are new, gone or renamed; what is measured in one of both only says nothing.</summary>
    /// <param name="now">The counts of now.</param>
    public IEnumerable<string> Rises(Baseline now) =>
        from count in now.Counts
        where Counts.TryGetValue(count.Key, out long before) && count.Value > before
        orderby count.Key.EndsWith(" total", StringComparison.Ordinal) descending, count.Value - Counts[count.Key] descending
        select string.Create(CultureInfo.InvariantCulture, $"{count.Key} rose from {Counts[count.Key]} to {count.Value}");
}
