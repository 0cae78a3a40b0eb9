namespace Sotto.Intent.Domain;

/// <summary>A mistake in a domain file; the message is one line that names file and line.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line, from 1; 0 where it is the whole file.</param>
/// <param name="problem">What is wrong.</param>
public sealed class DomainException(string file, long line, string problem)
    : Exception(line > 0 ? $"{file}({line}): {problem}" : $"{file}: {problem}");
