using Sotto.Speech;
using Sotto.Training.Teacher;

namespace Sotto.Training.Data;

/// <summary>The corpus with its words and its pool of examples.</summary>
/// <param name="Corpus">All recordings.</param>
/// <param name="Words">The words in it.</param>
/// <param name="Pool">Examples made of its training part.</param>
public sealed record TrainingData(Corpus Corpus, WordList Words, FeaturePool Pool)
{
    /// <summary>Decodes the corpus and makes or reads the pool, which is kept beside the synthetic speech.</summary>
    /// <param name="audio">Folder of people's recordings.</param>
    /// <param name="speech">Folder of synthetic speech.</param>
    /// <param name="plan">The synthetic speech to make where it is missing.</param>
    /// <param name="examples">Size of the pool.</param>
    /// <param name="taught">Whether a teacher hears the pool too.</param>
    public static TrainingData Load(string audio, string speech, IReadOnlyList<SpeechJob> plan, int examples, bool taught)
    {
        string cache = Path.GetDirectoryName(Path.GetFullPath(speech))!;
        using SpeechEmbedding? teacher = taught ? Teach(Path.Combine(cache, "teacher")) : null;
        Synthesise(speech, plan);
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(audio, speech, share => report(share, "")));
        if (!corpus.Recordings.Any(r => r.Split == Split.Train && r.Set == SpeechSet.Wake))
        {
            throw new InvalidDataException($"{audio}: no recording of a wake word to train on, and no synthetic one in {speech}");
        }

        WordList words = new(corpus);
        ExampleMixer mixer = new(corpus, words);
        uint key = StableHash.Of(string.Join('\n', corpus.Recordings.Select(r => $"{r.Origin} {r.Set} {r.Label} {Path.GetFileName(r.Path)}")));
        string file = Path.Combine(cache, "pool", $"{key:x8}-{examples}{(taught ? "-taught" : "")}.bin");
        FeaturePool pool = Terminal.Work("mixing examples", report =>
            FeaturePool.LoadOrMake(file, mixer, key, examples, teacher, share => report(share, $"{share * examples:0} of {examples}")));
        return new TrainingData(corpus, words, pool);
    }

    private static SpeechEmbedding Teach(string cache)
    {
        (string mel, string embedding) = TeacherFiles.Find(cache);
        return new SpeechEmbedding(mel, embedding);
    }

    /// <summary>Speaks what is missing in the cache; engines that are not installed are said and left out.</summary>
    private static void Synthesise(string speech, IReadOnlyList<SpeechJob> plan)
    {
        IReadOnlyList<string> missing = SpeechCorpus.Missing();
        if (plan.Count > 0 && missing.Count > 0)
        {
            Console.Error.WriteLine($"not installed and left out (Debian packages): {string.Join(", ", missing)}");
        }

        Terminal.Work("synthesising speech", report =>
            SpeechCorpus.Synthesise(speech, plan, done => report((double)done / plan.Count, $"{done} of {plan.Count} clips")));
    }
}
