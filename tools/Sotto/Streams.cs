namespace Sotto.Cli;

/// <summary>What a command reads from and writes to.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output; whoever writes a line that should be seen at once flushes it.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutputIsTerminal">Whether somebody looks at the output.</param>
/// <param name="ErrorIsTerminal">Whether somebody looks at the errors.</param>
public sealed record Streams(
    Stream Input, TextWriter Output, TextWriter Error, bool OutputIsTerminal = false, bool ErrorIsTerminal = false);
