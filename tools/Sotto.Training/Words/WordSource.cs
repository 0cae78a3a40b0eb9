using Sotto.Audio.Capture;

namespace Sotto.Training.Words;

/// <summary>Where recordings for a word of one's own come from.</summary>
public static class WordSource
{
    private const string SharedAudio = "../shared/audio";
    private const int Takes = 20;

    /// <summary>The folder of one's own recordings, after they were recorded where that is asked for; null for none.</summary>
    /// <param name="from">tts, folder or microphone.</param>
    /// <param name="phrase">The phrase as it was typed.</param>
    /// <param name="recordings">The folder that was named, or null.</param>
    /// <param name="output">The folder of the model.</param>
    public static string? Find(string from, string phrase, string? recordings, string output)
    {
        if (from == "folder" && recordings is null)
        {
            throw new CaptureException("--from folder: name the folder with --recordings");
        }

        if (from != "microphone")
        {
            return recordings;
        }

        string folder = recordings ?? Path.Combine(output, "recordings");
        WakePhrase said = WakePhrase.Parse(phrase);
        string name = Consent.Ask(Console.In, Console.Out, name: null, agreed: false);
        RecordingSession.FromMicrophone(new TakeFolder(folder, said, name, DateOnly.FromDateTime(DateTime.Now)), said, Console.Out, Takes);
        return folder;
    }

    /// <summary>The folder of speakers and teachers out of packages, which is that of <c>train wake</c> beside the usual cache.</summary>
    /// <param name="cache">The cache of what is spoken.</param>
    public static string Packages(string cache) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(cache))!, "packages");

    /// <summary>The folder of people's other recordings; null for none.</summary>
    /// <param name="named">The folder that was named, or null.</param>
    public static string? Audio(string? named) => named is null
        ? Directory.Exists(SharedAudio) ? SharedAudio : null
        : Directory.Exists(named) ? named : throw new CaptureException($"{named}: no such folder of recordings");
}
