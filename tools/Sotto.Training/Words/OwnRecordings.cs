using Sotto.Audio.Capture;
using Sotto.Training.Data;

namespace Sotto.Training.Words;

/// <summary>Finds one's own recordings of a phrase and holds a fifth of them out.</summary>
public static class OwnRecordings
{
    private const int Fewest = 5;
    private const int Part = 5;
    private const string Mark = "_nohash_";

    /// <summary>The recordings: a fifth of the speakers is for the test where there are five or more, of the files otherwise.</summary>
    /// <param name="folder">A folder of them, or one with a folder of the word's label in it.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="CaptureException">There are too few.</exception>
    public static IReadOnlyList<CorpusEntry> Find(string folder, string label)
    {
        string inner = Path.Combine(folder, label);
        string[] files = [.. Corpus.FilesOf(Directory.Exists(inner) ? inner : folder)];
        if (files.Length < Fewest)
        {
            throw new CaptureException(Directory.Exists(folder)
                ? $"{folder}: {files.Length} recordings, of which a fifth is held out: record {Fewest} at least" : $"{folder}: no such folder of recordings");
        }

        bool bySpeaker = files.Select(SpeakerOf).Distinct().Count() >= Fewest;
        string KeyOf(string path) => bySpeaker ? SpeakerOf(path) : Path.GetFileName(path);
        string[] keys = [.. files.Select(KeyOf).Distinct().OrderBy(StableHash.Of).ThenBy(key => key, StringComparer.Ordinal)];
        HashSet<string> held = [.. keys.Take(keys.Length / Part)];
        return [.. files.Select(path => new CorpusEntry(
            path, Origin.Human, SpeechSet.Wake, label, SpeakerOf(path), held.Contains(KeyOf(path)) ? Split.Test : Split.Train))];
    }

    private static string SpeakerOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int mark = name.IndexOf(Mark, StringComparison.Ordinal);
        return mark < 0 ? "" : name[..mark];
    }
}
