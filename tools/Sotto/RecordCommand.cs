using Sotto.Audio.Capture;

namespace Sotto.Cli;

/// <summary>What <c>sotto record</c> was asked for.</summary>
/// <param name="Phrase">What is said.</param>
/// <param name="Output">Folder of the recordings.</param>
/// <param name="Count">How many are wanted.</param>
/// <param name="Name">The speaker's name or pseudonym, or null to ask.</param>
/// <param name="Agreed">Whether the speaker has agreed already.</param>
/// <param name="Input">A file of raw samples, "-" for standard input, or null for the microphone.</param>
internal sealed record RecordOptions(string Phrase, string Output, int Count, string? Name, bool Agreed, string? Input);

/// <summary>Leads a person through recording a wake word.</summary>
internal static class RecordCommand
{
    /// <summary>Asks for consent, records, and says what was kept.</summary>
    public static void Run(RecordOptions options, Streams streams)
    {
        WakePhrase phrase = WakePhrase.Parse(options.Phrase);
        if (options.Input == "-" && !(options.Agreed && options.Name is not null))
        {
            throw new UserException("record: --input - leaves nowhere to ask; give --name and --agree");
        }

        using TextReader answers = options.Input == "-" ? TextReader.Null : new StreamReader(streams.Input, leaveOpen: true);
        string speaker = Consent.Ask(answers, streams.Output, options.Name, options.Agreed);
        TakeFolder folder = new(options.Output, phrase, speaker, DateOnly.FromDateTime(DateTime.Now));
        IReadOnlyList<string> kept = Record(options, phrase, folder, streams);
        streams.Output.WriteLine($"{kept.Count} of {options.Count} kept in {Path.GetDirectoryName(kept[0])}");
    }

    private static IReadOnlyList<string> Record(RecordOptions options, WakePhrase phrase, TakeFolder folder, Streams streams)
    {
        if (options.Input is { } path)
        {
            using Stream input = path == "-" ? streams.Input : File.OpenRead(path);
            return new RecordingSession(folder, phrase, input, streams.Output).Run(options.Count);
        }

        return RecordingSession.FromMicrophone(folder, phrase, streams.Output, options.Count);
    }
}
