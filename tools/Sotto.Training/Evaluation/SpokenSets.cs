using System.Text.Json;
using Sotto.Audio;
using Sotto.Intent.Domain;
using Sotto.Intent.Spoken;
using Sotto.Speech;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>The recordings that spoken commands are measured on.</summary>
public static class SpokenSets
{
    // A domain's sentences of this seed are for choices; those that a figure is reported on are other recordings.
    private const int Seed = 1001;

    /// <summary>Recordings that are named as what is said in them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="meaningOf">What a text means.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<SpokenRecording> Named(string folder, Func<string, string> meaningOf) =>
        Some(folder, [.. AudioFiles.Enumerate([folder]).Select(path =>
        {
            string text = Path.GetFileNameWithoutExtension(path);
            return new SpokenRecording(Sentence(path, "", Split.Test), text, meaningOf(text));
        })]);

    /// <summary>Sentences of a domain in neural voices, which no acoustic model of ours is tested on otherwise.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="count">How many.</param>
    /// <param name="speech">The cache of synthetic speech.</param>
    /// <param name="meaningOf">What a text means.</param>
    public static IReadOnlyList<SpokenRecording> Synthetic(IntentDomain domain, int count, string speech, Func<string, string> meaningOf)
    {
        Random random = new(Seed);
        SpokenSentences sentences = new(domain, Seed);
        SpeechJob[] jobs = [.. Enumerable.Range(0, count).Select(i =>
            SpeechPlan.Say(random, "evaluation", $"{i % 10}", string.Join(' ', sentences.Next()), neural: true, i))];
        string packages = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(speech))!, "packages");
        Terminal.Work("synthesising speech", report =>
            SpeechCorpus.Synthesise(speech, packages, jobs, done => report((double)done / jobs.Length, $"{done} of {jobs.Length} clips")));
        return Some(speech, [.. jobs.Where(job => File.Exists(Path.Combine(speech, job.File))).Select(job =>
        {
            string text = job.Text.TrimEnd('.', '!', '?');
            return new SpokenRecording(Sentence(Path.Combine(speech, job.File), job.Speaker, Split.Development), text, meaningOf(text));
        })]);
    }

    /// <summary>
    /// Orders whose intent and slots a file <c>labels.json</c> beside them tells, by file name; half of them is for test
    /// (<see cref="StableHash.HalfOf"/> of the name without its ending).
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which half.</param>
    /// <exception cref="InvalidDataException">There are none, or the labels are none.</exception>
    public static IReadOnlyList<SpokenRecording> Orders(string folder, Split split)
    {
        string file = Path.Combine(folder, "labels.json");
        try
        {
            using JsonDocument labels = JsonDocument.Parse(File.ReadAllText(file));
            return Some(folder, [.. labels.RootElement.EnumerateObject().OrderBy(label => label.Name, StringComparer.Ordinal)
                .Where(label => StableHash.HalfOf(Path.GetFileNameWithoutExtension(label.Name)) == split)
                .Select(label => new SpokenRecording(Sentence(Path.Combine(folder, label.Name), "", split), null, MeaningOf(label.Value)))]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{file}: no object of file names, each with intent and slots: {error.Message}", error);
        }
    }

    /// <summary>
    /// Speech that is no command. A reader's folder, with <c>transcripts.tsv</c>, is split as training splits it (a fifth is test); of any
    /// other, which training does not hear, a half is test. What is not test is development, training's part too: false commands in hours
    /// take hours to be seen.
    /// </summary>
    /// <param name="folders">The folders.</param>
    /// <param name="split">Test, or anything else for the rest.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<SpokenRecording> Unrelated(IReadOnlyList<string> folders, Split split) =>
        [.. folders.SelectMany(folder =>
        {
            bool isRead = File.Exists(Path.Combine(folder, "transcripts.tsv"));
            string[] files = [.. Corpus.FilesOf(folder).Where(path =>
            {
                string key = Path.GetFileNameWithoutExtension(path);
                return (split == Split.Test) == ((isRead ? StableHash.SplitOf(key) : StableHash.HalfOf(key)) == Split.Test);
            })];
            SpokenRecording[] recordings = new SpokenRecording[files.Length];
            Parallel.For(0, files.Length, i => recordings[i] = new SpokenRecording(Sentence(files[i], "", split), null, ""));
            return Some(folder, recordings);
        })];

    private static string MeaningOf(JsonElement label) => SpokenHearing.MeaningOf(
        label.GetProperty("intent").GetString()!,
        label.GetProperty("slots").EnumerateObject().Select(slot => (slot.Name, slot.Value.GetString()!.Trim())));

    private static Recording Sentence(string path, string speaker, Split split) => new CorpusEntry(
        path, Origin.Human, SpeechSet.Sentence, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))!), speaker, split).Decode();

    private static SpokenRecording[] Some(string folder, SpokenRecording[] recordings) =>
        recordings.Length > 0 ? recordings : throw new InvalidDataException($"{folder}: no recordings to hear");
}
