using Sotto.Speech;
using Sotto.Training.Data;

namespace Sotto.Training.Acoustic;

/// <summary>
/// A folder of recordings with what is said in them, in one of three layouts. A file <c>transcripts.tsv</c> of file names and texts;
/// LibriSpeech's, with files <c>SPEAKER-CHAPTER.trans.txt</c> somewhere below, each beside its recordings; Common Voice's, with a folder
/// <c>clips</c> and tables that have columns <c>path</c> and <c>sentence</c>. The corpora's own parts are kept where their names tell
/// them: train, dev and test. Elsewhere speakers are split, or files where no speaker is known.
/// </summary>
public static class TranscribedFolder
{
    private const string Transcripts = "transcripts.tsv";
    private const string LibriSpeechEnding = ".trans.txt";
    private const string Clips = "clips";

    private static readonly string[] Endings = [".opus", ".flac", ".wav"];
    private static readonly (string Name, Split Split)[] Parts = [("train", Split.Train), ("dev", Split.Development), ("test", Split.Test)];

    /// <summary>The recordings that are there, in the order of the tables.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>None where the folder has none of the layouts.</returns>
    /// <exception cref="InvalidDataException">A line of a table is wrong; the message names it.</exception>
    public static IEnumerable<SpokenClip> Read(string folder) =>
        File.Exists(Path.Combine(folder, Transcripts)) ? OwnTable(folder)
        : Directory.Exists(Path.Combine(folder, Clips)) ? CommonVoice(folder)
        : LibriSpeech(folder);

    private static IEnumerable<SpokenClip> OwnTable(string folder)
    {
        string file = Path.Combine(folder, Transcripts);
        foreach ((int number, string[] cells) in Lines(file, '\t'))
        {
            string name = NameIn(file, number, cells[0]);
            if (RecordingOf(folder, name) is { } path && cells.Length > 1)
            {
                yield return Clip(path, cells[1], StableHash.SplitOf(name));
            }
        }
    }

    private static IEnumerable<SpokenClip> LibriSpeech(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*" + LibriSpeechEnding, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string place = Path.GetDirectoryName(file)!;
            Split? part = PartOf(Path.GetRelativePath(Path.GetFullPath(Path.Combine(folder, "..")), place));
            foreach ((int number, string[] cells) in Lines(file, ' '))
            {
                string name = NameIn(file, number, cells[0]);
                if (RecordingOf(place, name) is { } path)
                {
                    yield return Clip(path, string.Join(' ', cells.Skip(1)), part ?? StableHash.SplitOf(name.Split('-')[0]));
                }
            }
        }
    }

    private static IEnumerable<SpokenClip> CommonVoice(string folder)
    {
        (string File, Split? Split)[] tables = [.. Parts.Select(part => (Path.Combine(folder, part.Name + ".tsv"), (Split?)part.Split)).Where(table => File.Exists(table.Item1))];
        foreach ((string file, Split? split) in tables.Length > 0 ? tables : [(Path.Combine(folder, "validated.tsv"), null)])
        {
            int? name = null, text = null, speaker = null;
            foreach ((int number, string[] cells) in Lines(file, '\t'))
            {
                if (number == 1)
                {
                    (name, text, speaker) = (Column(cells, "path"), Column(cells, "sentence"), Column(cells, "client_id"));
                    continue;
                }

                if (name is not { } at || text is not { } said || cells.Length <= Math.Max(at, said))
                {
                    throw new InvalidDataException($"{file}: line {number}: no columns path and sentence");
                }

                string path = Path.Combine(folder, Clips, NameIn(file, number, cells[at]));
                if (File.Exists(path))
                {
                    yield return Clip(path, cells[said], split ?? StableHash.SplitOf(speaker is { } who && who < cells.Length ? cells[who] : cells[at]));
                }
            }
        }
    }

    private static string? RecordingOf(string folder, string name) =>
        Endings.Select(ending => Path.Combine(folder, name + ending)).FirstOrDefault(File.Exists);

    private static SpokenClip Clip(string path, string text, Split split) => new(path, SpokenText.Words(text), Origin.Human, split);

    /// <summary>The part of a corpus that a path is in: LibriSpeech's are <c>train-clean-100</c>, <c>dev-other</c> and so on.</summary>
    private static Split? PartOf(string path)
    {
        foreach (string step in path.Split(Path.DirectorySeparatorChar))
        {
            foreach ((string name, Split split) in Parts)
            {
                if (step.StartsWith($"{name}-", StringComparison.Ordinal))
                {
                    return split;
                }
            }
        }

        return null;
    }

    private static int? Column(string[] cells, string name) => Array.IndexOf(cells, name) is >= 0 and int at ? at : null;

    private static IEnumerable<(int Number, string[] Cells)> Lines(string file, char separator) =>
        !File.Exists(file) ? []
            : File.ReadLines(file).Select((line, i) => (i + 1, line.Split(separator))).Where(line => line.Item2[0].Length > 0 || line.Item2.Length > 1);

    /// <summary>A name from a table, which must not lead out of the folder.</summary>
    private static string NameIn(string file, int number, string name) =>
        name.Length > 0 && Path.GetFileName(name) == name && name is not ("." or "..")
            ? name : throw new InvalidDataException($"{file}: line {number}: \"{name}\" is no file name");
}
