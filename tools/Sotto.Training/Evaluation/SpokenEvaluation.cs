using Sotto.Audio;
using Sotto.Intent.Domain;
using Sotto.Intent.Spoken;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;
using Sotto.Speech;
using Spectre.Console;

namespace Sotto.Training.Evaluation;

/// <summary>What <c>eval spoken</c> was asked for.</summary>
/// <param name="Domain">The domain file; its intent model lies beside it.</param>
/// <param name="Words">Its word automaton.</param>
/// <param name="Acoustic">The acoustic model.</param>
/// <param name="Speech">Folder of synthetic speech.</param>
/// <param name="Sentences">How many sentences are said.</param>
/// <param name="Folder">A folder of recordings that are named as what is said in them; null for sentences of neural voices.</param>
/// <param name="Settings">How to search.</param>
/// <param name="Aloud">Whether every sentence is printed.</param>
public sealed record SpokenEvaluationOptions(
    string Domain, string Words, string Acoustic, string Speech, int Sentences, string? Folder, SearchSettings Settings, bool Aloud);

/// <summary>
/// How many words of spoken commands are wrong, and how many commands are understood as their text is. Neural voices, which no acoustic
/// model of ours has learned, say fresh sentences of the domain; or recordings are heard whose names say what they are.
/// </summary>
public static class SpokenEvaluation
{
    private const int Seed = 1001;
    private static readonly short[] Tail = new short[SpokenRecogniser.TailSamples];

    private readonly record struct Heard(bool IsRight, int WordsWrong, int Words, string Line);

    /// <summary>Hears and prints.</summary>
    public static void Run(SpokenEvaluationOptions options)
    {
        IntentDomain domain = DomainReader.Read(options.Domain);
        byte[] intents = File.ReadAllBytes(Path.ChangeExtension(options.Domain, ".sotto"));
        WordAutomaton automaton = WordAutomaton.Load(File.ReadAllBytes(options.Words));
        byte[] acoustic = File.ReadAllBytes(options.Acoustic);
        (string Text, short[] Samples)[] said = options.Folder is { } folder ? Named(folder) : Spoken(domain, options);
        Heard[] heard = new Heard[said.Length];
        Parallel.For(0, said.Length, i =>
        {
            IntentModel model = IntentModel.Load(intents);
            IntentRecogniser reader = new(model, new ManagedDecoder(model));
            SpokenRecogniser recogniser = new(Model.Load(acoustic), new SentenceDecoder(automaton, options.Settings), reader, new SpokenRules());
            heard[i] = Hear(recogniser, reader, said[i].Text, said[i].Samples);
        });
        foreach (Heard sentence in heard.Where(_ => options.Aloud))
        {
            AnsiConsole.WriteLine(sentence.Line);
        }

        int right = heard.Count(sentence => sentence.IsRight);
        (double low, double high) = Wilson(right, heard.Length);
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"{heard.Length} sentences: words wrong {100.0 * heard.Sum(h => h.WordsWrong) / Math.Max(1, heard.Sum(h => h.Words)):0.0}%, understood as their text is {right}: {100.0 * right / Math.Max(1, heard.Length):0.0}% (95% interval {100 * low:0} to {100 * high:0})"));
    }

    private static Heard Hear(SpokenRecogniser recogniser, IntentRecogniser reader, string text, short[] samples)
    {
        IntentAnswer wanted = new();
        reader.Understand(text, wanted);
        IntentAnswer given = new();
        recogniser.Reset();
        recogniser.Feed(samples, 0, samples.Length);
        recogniser.Feed(Tail, 0, Tail.Length);
        bool understood = recogniser.Understand(given);
        bool right = wanted.Refusal == Refusal.None ? understood && Meaning(given) == Meaning(wanted) : !understood;
        string best = recogniser.Decoder.BestCount > 0 ? recogniser.Decoder.Text(0) : "";
        string[] words = [.. SpokenText.Words(text)];
        string line = FormattableString.Invariant(
            $"{(right ? "right" : "wrong")}  {text}  ->  {recogniser.Text} ({Meaning(given)}); best {best}, {(recogniser.Decoder.BestCount > 0 ? recogniser.Decoder.Cost(0) : 0)} in {recogniser.Decoder.Frames} frames");
        return new Heard(right, EditDistance.Of(words, SpokenText.Words(best)), words.Length, line);
    }

    private static string Meaning(IntentAnswer answer) => answer.Refusal != Refusal.None ? "" : string.Join("; ", answer.Frames.Take(answer.Count).Select(frame =>
        $"{frame.Intent} {string.Join(' ', Enumerable.Range(0, frame.Count).Select(i => $"{frame.Slots[i]}={frame.Values[i]}").Order(StringComparer.Ordinal))}"));

    private static (string, short[])[] Named(string folder) =>
        [.. AudioFiles.Enumerate([folder]).Select(path => (Path.GetFileNameWithoutExtension(path), AudioFile.Load(path).Samples))];

    private static (string, short[])[] Spoken(IntentDomain domain, SpokenEvaluationOptions options)
    {
        Random random = new(Seed);
        SpokenSentences sentences = new(domain, Seed);
        SpeechJob[] jobs = [.. Enumerable.Range(0, options.Sentences).Select(i =>
            SpeechPlan.Say(random, "evaluation", $"{i % 10}", string.Join(' ', sentences.Next()), neural: true, i))];
        string packages = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Speech))!, "packages");
        Terminal.Work("synthesising speech", report =>
            SpeechCorpus.Synthesise(options.Speech, packages, jobs, done => report((double)done / jobs.Length, $"{done} of {jobs.Length} clips")));
        return [.. jobs.Where(job => File.Exists(Path.Combine(options.Speech, job.File)))
            .Select(job => (job.Text.TrimEnd('.', '!', '?'), AudioFile.Load(Path.Combine(options.Speech, job.File)).Samples))];
    }

    /// <summary>Wilson's interval of a share at 95% (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927).</summary>
    private static (double Low, double High) Wilson(int right, int all)
    {
        const double z = 1.96;
        double share = (double)right / Math.Max(1, all);
        double centre = share + (z * z / (2 * Math.Max(1, all)));
        double spread = z * Math.Sqrt(((share * (1 - share)) + (z * z / (4 * Math.Max(1, all)))) / Math.Max(1, all));
        double scale = 1 + (z * z / Math.Max(1, all));
        return ((centre - spread) / scale, (centre + spread) / scale);
    }
}
