namespace Sotto.Intent.Domain;

/// <summary>A mistake in a domain file; the message is one line that names file and line.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line, from 1; 0 where it is the whole file.</param>
/// <param name="problem">What is wrong.</param>
public sealed class DomainException(string file, long line, string problem)
    : Exception(line > 0 ? $"{file}({line}): {OneLine(problem)}" : $"{file}: {OneLine(problem)}")
{
    private const int Longest = 200;

    // What is wrong is quoted from the file, which may hold anything.
    private static string OneLine(string problem)
    {
        string line = string.Concat(problem.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest), "...");
    }
}
