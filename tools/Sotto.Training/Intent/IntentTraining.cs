using Sotto.Compiler.Intent;
using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Models.Intent;
using Sotto.Training.Learning;
using static TorchSharp.torch;

namespace Sotto.Training.Intent;

/// <summary>How long and how fast to learn.</summary>
/// <param name="Examples">Sentences that are grown.</param>
/// <param name="TeacherSteps">Batches that the larger network learns from.</param>
/// <param name="Steps">Batches that the device's network learns from in floating point.</param>
/// <param name="RoundedSteps">Batches that it learns from with rounding.</param>
/// <param name="Seed">The same seed gives the same model.</param>
public sealed record IntentSchedule(int Examples, int TeacherSteps, int Steps, int RoundedSteps, int Seed);

/// <summary>Trains an intent model on a domain.</summary>
/// <param name="domain">The domain.</param>
/// <param name="others">Near misses and commands that break off, as a domain of the same house; null for none.</param>
/// <param name="conversation">Lines of other talk.</param>
/// <param name="schedule">How long.</param>
public sealed class IntentTraining(IntentDomain domain, IntentDomain? others, IReadOnlyList<string> conversation, IntentSchedule schedule)
{
    private const int VocabularySentences = 60000;
    private const int MostWords = 1200;
    private const int Buckets = 48;
    private const int LeastCount = 3;
    private const double TeacherRate = 1.5e-3;
    private const double Rate = 3e-3;
    private const double RoundedRate = 1e-3;

    private readonly LexiconPhrases _phrases = new(domain);

    /// <summary>The network that was trained, rounding as the device does.</summary>
    public IntentNetwork? Network { get; private set; }

    /// <summary>The larger network.</summary>
    public IntentNetwork? Teacher { get; private set; }

    /// <summary>What the model's file holds beside its weights.</summary>
    public IntentSource? Source { get; private set; }

    /// <summary>Keys of the fields.</summary>
    public IReadOnlyList<string> FieldKeys { get; private set; } = [];

    /// <summary>Sentences like those of the training, of another seed: none of its own.</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<AlignedSentence> Fresh(int count) => Mix(schedule.Seed + 1000).Take(count);

    /// <summary>Trains, and gives the file.</summary>
    /// <param name="report">Hears what is done, the share of it, and how it goes.</param>
    public byte[] Run(Action<string, double, string> report)
    {
        random.manual_seed(schedule.Seed);
        Source = MakeSource();
        int rows = IntentRows.FirstBucket + Source.Buckets + Source.Classes.Count + Source.Words.Count + Source.Intents.Count
            + Source.Fields.Count + Source.Values.Count;
        Network = new IntentNetwork(IntentShape.Device, rows);
        IntentModel names = IntentModel.Load(Write(Network));
        ExampleMaker maker = new(names, FieldKeys);
        IntentExample[] pool = [.. Mix(schedule.Seed).Select(maker.Make).OfType<IntentExample>().Take(schedule.Examples)];
        IntentTrainer trainer = new(pool, new IntentLoss(names.Rows.FirstIntent), schedule.Seed);
        Teacher = new IntentNetwork(IntentShape.Teacher, rows);
        Train(trainer, Teacher, null, schedule.TeacherSteps, TeacherRate, "teacher", report);
        Train(trainer, Network, Teacher, schedule.Steps, Rate, "student", report);
        Network.Rounding = true;
        Train(trainer, Network, Teacher, schedule.RoundedSteps * 2 / 3, RoundedRate, "rounding", report);
        Network.Observe(false);
        Train(trainer, Network, Teacher, schedule.RoundedSteps / 3, RoundedRate / 4, "settling", report);
        return Write(Network);
    }

    private static void Train(
        IntentTrainer trainer, IntentNetwork network, IntentNetwork? teacher, int steps, double rate, string what, Action<string, double, string> report) =>
        trainer.Run(network, teacher, steps, rate, point => report(what, (double)point.Step / steps, FormattableString.Invariant($"loss {point.Loss:0.000}")));

    /// <summary>The file of a network.</summary>
    public byte[] Write(IntentNetwork network) => IntentModelWriter.Write(Source!, IntentExporter.ToDecoder(network));

    private IntentSource MakeSource()
    {
        IntentVocabulary vocabulary = new();
        Lexicon lexicon = _phrases.ToLexicon();
        foreach (AlignedSentence sentence in Mix(schedule.Seed + 1).Take(VocabularySentences))
        {
            vocabulary.Add(sentence, lexicon);
        }

        FieldKeys = vocabulary.FieldKeys;
        PhraseSource[] phrases = [.. _phrases.Phrases.Select(phrase => new PhraseSource(phrase.Class, phrase.Value, phrase.Phrase))];
        return vocabulary.ToSource(_phrases.Classes, phrases, LeastCount, MostWords, Buckets);
    }

    private IEnumerable<AlignedSentence> Mix(int seed)
    {
        Random chance = new(seed);
        IReadOnlyList<string> words = UtteranceMixer.WordsOf(conversation);
        SentenceGrower grower = new(domain, words, chance) { OpenNameShare = 0.15, SkipShare = 0.25 };
        SentenceGrower? other = others is null ? null : new SentenceGrower(others, words, chance) { OpenNameShare = 0.1, SkipShare = 0.05 };
        UtteranceMixer mixer = new(grower, other, conversation, chance);
        Aligner aligner = new(_phrases.ToLexicon());
        while (true)
        {
            if (aligner.Align(mixer.Next()) is { } sentence)
            {
                yield return sentence;
            }
        }
    }
}
