using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>Understands sentences that are typed or stand in a file.</summary>
internal static class IntentCommand
{
    /// <summary>Prints what a sentence means.</summary>
    public static void Run(string text, IntentEngine engine, bool json, Streams streams)
    {
        IntentText.Check(text, "text");
        if (!text.Any(character => char.IsAsciiLetterOrDigit(character)))
        {
            throw new UserException($"{text}: no Latin letter or digit, and the model reads English");
        }

        IntentAnswer answer = new();
        engine.Understand(text, answer);
        foreach (string line in json ? [IntentJson.Line(text, answer)] : IntentJson.Lines(answer))
        {
            streams.Output.WriteLine(line);
        }
    }

    /// <summary>Prints what each sentence of a file means, after all were checked.</summary>
    public static void RunFile(string path, IntentEngine engine, bool json, Streams streams)
    {
        IntentAnswer answer = new();
        foreach ((_, _, string text) in IntentText.ReadFile(path))
        {
            engine.Understand(text, answer);
            streams.Output.WriteLine(json ? IntentJson.Line(text, answer) : $"{text}: {string.Join("; ", IntentJson.Lines(answer))}");
        }
    }
}
