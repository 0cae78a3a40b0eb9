using Sotto.Speech;
using Sotto.Training.Teacher;

namespace Sotto.Training.Data;

/// <summary>The corpus with its words, and the examples made of it.</summary>
public sealed class TrainingData
{
    private readonly string _cache;
    private readonly bool _taught;

    private TrainingData(Corpus corpus, string cache, bool taught)
    {
        Corpus = corpus;
        Words = new WordList(corpus, Vocabulary.Shipped);
        _cache = cache;
        _taught = taught;
    }

    /// <summary>All recordings.</summary>
    public Corpus Corpus { get; }

    /// <summary>The words in them.</summary>
    public WordList Words { get; }

    /// <summary>Makes the synthetic speech that is missing and decodes the corpus.</summary>
    /// <param name="audio">Folder of people's recordings.</param>
    /// <param name="speech">Folder of synthetic speech; pools are kept beside it.</param>
    /// <param name="plan">The synthetic speech to make where it is missing.</param>
    /// <param name="taught">Whether a teacher hears the pools too.</param>
    public static TrainingData Load(string audio, string speech, IReadOnlyList<SpeechJob> plan, bool taught)
    {
        string cache = Path.GetDirectoryName(Path.GetFullPath(speech))!;
        Synthesise(speech, PackagesOf(cache), plan);
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(audio, speech, share => report(share, "")));
        if (!corpus.Recordings.Any(r => r.Split == Split.Train && r.Set == SpeechSet.Wake))
        {
            throw new InvalidDataException($"{audio}: no recording of a wake word to train on, and no synthetic one in {speech}");
        }

        return new TrainingData(corpus, cache, taught);
    }

    /// <summary>Mixes examples of the training recordings, or reads them where they were mixed before.</summary>
    /// <param name="mix">What they are made of.</param>
    /// <param name="examples">How many.</param>
    public FeaturePool MakePool(Mix mix, int examples)
    {
        using SpeechEmbedding? teacher = _taught ? new SpeechEmbedding(PackagesOf(_cache)) : null;
        ExampleMixer mixer = new(Corpus, Words, mix);
        uint key = StableHash.Of(string.Join('\n', Corpus.Recordings.Select(r => $"{r.Origin} {r.Set} {r.Label} {Path.GetFileName(r.Path)}").Append($"{mix.Key}")));
        string file = Path.Combine(_cache, "pool", $"{key:x8}-{examples}{(_taught ? "-taught" : "")}.bin");
        return Terminal.Work("mixing examples", report =>
            FeaturePool.LoadOrMake(file, mixer, key, examples, teacher, share => report(share, $"{share * examples:0} of {examples}")));
    }

    private static string PackagesOf(string cache) => Path.Combine(cache, "packages");

    /// <summary>Speaks what is missing in the cache; engines that are not installed are said and left out.</summary>
    private static void Synthesise(string speech, string packages, IReadOnlyList<SpeechJob> plan)
    {
        IReadOnlyList<string> missing = SpeechCorpus.Missing();
        if (plan.Count > 0 && missing.Count > 0)
        {
            Console.Error.WriteLine($"not installed and left out (Debian packages): {string.Join(", ", missing)}");
        }

        Terminal.Work("synthesising speech", report =>
            SpeechCorpus.Synthesise(speech, packages, plan, done => report((double)done / plan.Count, $"{done} of {plan.Count} clips")));
    }
}
