using Sotto.Speech;
using Sotto.Training.Data;

namespace Sotto.Training.Acoustic;

/// <summary>
/// Finds recordings of which the words are known: synthetic sentences, single words of many people, and what people read
/// (<see cref="TranscribedFolder"/>).
/// </summary>
public static class SpokenCorpus
{
    /// <summary>Sentences of a <c>transcripts.tsv</c> of file names and texts, of the given split.</summary>
    /// <param name="folder">The reader's folder.</param>
    /// <param name="wanted">The split.</param>
    public static IReadOnlyList<string> TextsOf(string folder, Split wanted)
    {
        string file = Path.Combine(folder, "transcripts.tsv");
        return !File.Exists(file) ? [] :
            [.. File.ReadLines(file).Select(line => line.Split('\t')).Where(cells => cells.Length > 1 && StableHash.SplitOf(cells[0]) == wanted)
                .Select(cells => cells[1]).Distinct()];
    }

    /// <summary>People's recordings in the folder that training is given.</summary>
    /// <param name="audio">A folder with <c>wake</c>, <c>words</c> and <c>speech</c>; parts may be missing.</param>
    public static IEnumerable<SpokenClip> Recorded(string audio)
    {
        foreach (string folder in FoldersOf(Path.Combine(audio, "wake")))
        {
            string word = Path.GetFileName(folder);
            IReadOnlyList<string> words = SpokenText.Words(word.Replace('_', ' '));
            foreach (string path in Directory.GetFiles(folder, "*.flac").Order(StringComparer.Ordinal))
            {
                yield return new SpokenClip(path, words, Origin.Human, StableHash.SplitOf($"{word}/{Path.GetFileNameWithoutExtension(path)}"));
            }
        }

        // Labels that begin with an underscore are no words, or do not say which.
        foreach (string folder in FoldersOf(Path.Combine(audio, "words")).Where(folder => Path.GetFileName(folder)[0] != '_'))
        {
            IReadOnlyList<string> words = SpokenText.Words(Path.GetFileName(folder));
            foreach (string path in Directory.GetFiles(folder, "*.flac").Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileNameWithoutExtension(path);
                int mark = name.IndexOf("_nohash_", StringComparison.Ordinal);
                yield return new SpokenClip(path, words, Origin.Human, StableHash.SplitOf(mark < 0 ? name : name[..mark]));
            }
        }

        foreach (string folder in FoldersOf(Path.Combine(audio, "speech")))
        {
            foreach (SpokenClip clip in TranscribedFolder.Read(folder))
            {
                yield return clip;
            }
        }
    }

    /// <summary>Clips of a plan that were spoken.</summary>
    /// <param name="speech">The folder of synthetic speech.</param>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<SpokenClip> Spoken(string speech, IReadOnlyList<SpeechJob> plan) =>
        plan.Select(job => new SpokenClip(
                Path.Combine(speech, job.File), SpokenPlan.Words(job), SpeechJob.IsNeural(job.Speaker) ? Origin.Neural : Origin.Synthetic,
                StableHash.Of(job.Speaker) % 10 == 0 ? Split.Development : Split.Train, SpokenPlan.IsCommand(job)))
            .Where(clip => File.Exists(clip.Path));

    private static IEnumerable<string> FoldersOf(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];
}
