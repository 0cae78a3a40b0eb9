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
/// <param name="packed">Whether weights, all but the embedding, are to have 4 bits.</param>
public sealed class IntentTraining(
    IntentDomain domain, IntentDomain? others, IReadOnlyList<string> conversation, IntentSchedule schedule, bool packed = false)
{
    private const int MostVocabularySentences = 60000;
    private const int VocabularyShare = 4;
    private const int MostWords = 1200;
    private const int Buckets = 48;
    private const int LeastCount = 3;
    private const double TeacherRate = 1.5e-3;
    private const double Rate = 3e-3;
    private const double RoundedRate = 1e-3;

    private static readonly string[] Phases = ["teacher", "student", "rounding", "settling"];

    private readonly LexiconPhrases _phrases = new(domain);
    private ExampleMaker? _maker;
    private IntentLoss? _loss;

    /// <summary>The network that was trained, rounding as the device does.</summary>
    public IntentNetwork? Network { get; private set; }

    /// <summary>The larger network.</summary>
    public IntentNetwork? Teacher { get; private set; }

    /// <summary>What the model's file holds beside its weights.</summary>
    public IntentSource? Source { get; private set; }

    /// <summary>Keys of the fields.</summary>
    public IReadOnlyList<string> FieldKeys { get; private set; } = [];

    /// <summary>Points of the learning curve of the device's network.</summary>
    public List<CurvePoint> Curve { get; } = [];

    /// <summary>Sentences like those of the training, but others, and with talk that it has not heard.</summary>
    /// <param name="talk">Lines of other talk.</param>
    /// <param name="count">How many.</param>
    public IEnumerable<AlignedSentence> Fresh(IReadOnlyList<string> talk, int count) => Mix(schedule.Seed + 1000, talk).Take(count);

    /// <summary>How much of the whole work is done.</summary>
    /// <param name="phase">What is done now.</param>
    /// <param name="share">The share of it.</param>
    public double ShareOf(string phase, double share)
    {
        // A batch of the teacher takes longer, and so does rounding.
        double[] costs = [2 * schedule.TeacherSteps, 2 * schedule.Steps, 2 * schedule.RoundedSteps, schedule.RoundedSteps];
        int place = Array.IndexOf(Phases, phase);
        return (costs.Take(place).Sum() + (costs[place] * share)) / costs.Sum();
    }

    /// <summary>The shares of choices that are right, each after the right ones before it, in floating point and rounded.</summary>
    public (double Exact, double Rounded) Compare(IReadOnlyList<AlignedSentence> sentences)
    {
        IntentExample[] examples = [.. sentences.Select(_maker!.Make).OfType<IntentExample>()];
        double[] shares = new double[2];
        for (int i = 0; i < 2; i++)
        {
            Network!.Rounding = i == 1;
            shares[i] = IntentTrainer.Measure(Network, _loss!, examples);
        }

        return (shares[0], shares[1]);
    }

    /// <summary>Trains, and gives the file.</summary>
    /// <param name="report">Hears what is done, the share of it, and how it goes.</param>
    public byte[] Run(Action<string, double, string> report)
    {
        random.manual_seed(schedule.Seed);
        Source = MakeSource();
        int rows = IntentRows.FirstBucket + Source.Buckets + Source.Classes.Count + Source.Words.Count + Source.Intents.Count
            + Source.Fields.Count + Source.Values.Count;
        Network = new IntentNetwork(IntentShape.Device, rows, packed);
        IntentModel names = IntentModel.Load(Write(Network));
        _maker = new ExampleMaker(names, FieldKeys);
        _loss = new IntentLoss(names.Rows.FirstIntent);
        IntentExample[] pool = [.. Mix(schedule.Seed, conversation).Select(_maker.Make).OfType<IntentExample>().Take(schedule.Examples)];
        IntentTrainer trainer = new(pool, _loss, schedule.Seed);
        Teacher = new IntentNetwork(IntentShape.Teacher, rows);
        Train(trainer, Teacher, null, schedule.TeacherSteps, TeacherRate, Phases[0], report);
        Train(trainer, Network, Teacher, schedule.Steps, Rate, Phases[1], report);
        Network.Rounding = true;
        Train(trainer, Network, Teacher, schedule.RoundedSteps * 2 / 3, RoundedRate, Phases[2], report);
        Network.Observe(false);
        Train(trainer, Network, Teacher, schedule.RoundedSteps / 3, RoundedRate / 4, Phases[3], report);
        return Write(Network);
    }

    private void Train(
        IntentTrainer trainer, IntentNetwork network, IntentNetwork? teacher, int steps, double rate, string phase, Action<string, double, string> report)
    {
        List<CurvePoint> curve = network == Network ? Curve : [];
        int before = curve.Count == 0 ? 0 : curve[^1].Step;
        trainer.Run(network, teacher, steps, rate, curve, point =>
            report(phase, (double)(point.Step - before) / steps, FormattableString.Invariant($"loss {point.Loss:0.000}")));
    }

    /// <summary>The file of a network.</summary>
    public byte[] Write(IntentNetwork network) => IntentModelWriter.Write(Source!, IntentExporter.ToDecoder(network));

    private IntentSource MakeSource()
    {
        IntentVocabulary vocabulary = new();
        Lexicon lexicon = _phrases.ToLexicon();
        foreach (AlignedSentence sentence in Mix(schedule.Seed + 1, conversation).Take(Math.Min(MostVocabularySentences, VocabularyShare * schedule.Examples)))
        {
            vocabulary.Add(sentence, lexicon);
        }

        FieldKeys = vocabulary.FieldKeys;
        PhraseSource[] phrases = [.. _phrases.Phrases.Select(phrase => new PhraseSource(phrase.Class, phrase.Value, phrase.Phrase))];
        return vocabulary.ToSource(_phrases.Classes, phrases, LeastCount, MostWords, Buckets);
    }

    private IEnumerable<AlignedSentence> Mix(int seed, IReadOnlyList<string> talk)
    {
        Random chance = new(seed);
        IReadOnlyList<string> words = UtteranceMixer.WordsOf(talk);
        Lexicon lexicon = _phrases.ToLexicon();
        SentenceGrower grower = new(domain, words, chance) { OpenNameShare = 0.15, SkipShare = 0.25, Lexicon = lexicon };
        SentenceGrower? other = others is null ? null : new SentenceGrower(others, words, chance) { OpenNameShare = 0.1, SkipShare = 0.05 };
        UtteranceMixer mixer = new(grower, other, talk, chance);
        Aligner aligner = new(lexicon);
        while (true)
        {
            if (aligner.Align(mixer.Next()) is { } sentence)
            {
                yield return sentence;
            }
        }
    }
}
