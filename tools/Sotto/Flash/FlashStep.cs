namespace Sotto.Cli.Flash;

/// <summary>One call of nanoff.</summary>
/// <param name="What">What it does, in words.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Limit">After how long it has failed.</param>
/// <param name="MovesCursor">
/// Whether nanoff, unless told to say less, moves the terminal's cursor while it does this: where its output is no terminal, that ends it
/// before it has written the firmware (Esp32Operations.cs of 2.5, Console.SetCursorPosition).
/// </param>
internal sealed record FlashStep(string What, IReadOnlyList<string> Arguments, TimeSpan Limit, bool MovesCursor = false)
{
    private static readonly string[] SaysLess = ["--verbosity", "minimal"];

    /// <summary>The arguments where its output is read from a pipe.</summary>
    public IReadOnlyList<string> Captured => MovesCursor ? [.. Arguments, .. SaysLess] : Arguments;

    /// <summary>The command as one would type it.</summary>
    /// <param name="program">nanoff.</param>
    public string CommandLine(string program) => string.Join(' ', Arguments.Prepend(program).Select(Quoted));

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
