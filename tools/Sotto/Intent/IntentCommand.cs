using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>Understands sentences that are typed or stand in a file.</summary>
internal static class IntentCommand
{
    /// <summary>Prints what a sentence means.</summary>
    public static void Run(string text, IntentModel model, bool json, Streams streams)
    {
        IntentText.Check(text, "text");
        if (!text.Any(character => char.IsAsciiLetterOrDigit(character)))
        {
            throw new UserException($"{text}: no Latin letter or digit, which is all that {model.Name} reads");
        }

        IntentAnswer answer = new();
        new IntentRecogniser(model, new ManagedDecoder(model)).Understand(text, answer);
        foreach (string line in json ? [IntentJson.Line(text, answer)] : IntentJson.Lines(answer))
        {
            streams.Output.WriteLine(line);
        }
    }

    /// <summary>Prints what each sentence of a file means, after all were checked.</summary>
    public static void RunFile(string path, IntentModel model, bool json, Streams streams)
    {
        IntentRecogniser recogniser = new(model, new ManagedDecoder(model));
        IntentAnswer answer = new();
        foreach ((_, _, string text) in IntentText.ReadFile(path))
        {
            recogniser.Understand(text, answer);
            streams.Output.WriteLine(json ? IntentJson.Line(text, answer) : $"{text}: {string.Join("; ", IntentJson.Lines(answer))}");
        }
    }
}
