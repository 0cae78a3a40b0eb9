using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Network;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>Everything that makes one of the shipped models what it is.</summary>
/// <param name="Name">Name in the manifest and of the file.</param>
/// <param name="Kind">What the detector uses it for.</param>
/// <param name="Labels">Its outputs.</param>
/// <param name="Quiet">How many of the first labels mean that nothing was called.</param>
/// <param name="Mix">What its examples are made of.</param>
/// <param name="Shape">Size of the network.</param>
/// <param name="FloatSteps">Steps of 64 examples before rounding; a quarter as many follow.</param>
/// <param name="Smoothing">Steps that the detector averages.</param>
/// <param name="LossSmoothing">Steps that the loss averages, as long as the surest part of a word.</param>
/// <param name="RefractoryMilliseconds">How long the detector stays quiet after a detection.</param>
public sealed record Recipe(
    string Name, ModelKind Kind, string[] Labels, int Quiet, Mix Mix, NetworkShape Shape, int FloatSteps, int Smoothing,
    int LossSmoothing, int RefractoryMilliseconds)
{
    /// <summary>Six wake words.</summary>
    public static Recipe Wake { get; } = new(
        "wake", ModelKind.Wake, Vocabulary.WakeLabels, 1, Mix.Wake, new NetworkShape(64, [9, 9, 9, 9, 9, 9, 9], 5, 3, 8), 30000, 9, 5,
        1000);

    /// <summary>Ten command words, other speech and silence.</summary>
    public static Recipe Commands { get; } = new(
        "commands", ModelKind.Command, Vocabulary.CommandLabels, 2, Mix.Commands, new NetworkShape(64, [9, 9, 9, 9, 9, 9], 5, 3, 12), 15000, 3, 3,
        1000);

    /// <summary>Wake words of one's own: as large as the shipped model, and half an hour's learning.</summary>
    /// <param name="name">Name in the manifest and of the file.</param>
    /// <param name="vocabulary">The words.</param>
    /// <param name="recordings">People's recordings of them.</param>
    public static Recipe OwnWords(string name, Vocabulary vocabulary, int recordings) => new(
        name, ModelKind.Wake, vocabulary.Labels, 1, Mix.OwnWords(recordings), new NetworkShape(64, [9, 9, 9, 9, 9, 9], 5, 3, 8), 6000, 5, 5, 1000);

    /// <summary>The recipe for models that must not see people's recordings of some wake words.</summary>
    /// <param name="words">Which.</param>
    public Recipe Without(IReadOnlySet<string> words) =>
        Kind == ModelKind.Wake && words.Count > 0 ? this with { Mix = Mix.WakeUnrecorded } : this;

    /// <summary>What the file says of itself, before its thresholds are chosen.</summary>
    public Manifest Manifest =>
        new(Name, Kind, Labels, new int[Labels.Length], Smoothing, RefractoryMilliseconds, FeatureStepMilliseconds: 10);

    /// <summary>Trains a network on the pool.</summary>
    /// <param name="pool">Examples.</param>
    /// <param name="corpus">The corpus they were made of.</param>
    /// <param name="words">Its words.</param>
    /// <param name="leaveOut">Wake words whose human recordings the weights must not see.</param>
    /// <param name="schedule">How long.</param>
    /// <param name="seed">The same seed gives the same network on the same machine.</param>
    /// <param name="progress">Hears the curve.</param>
    public (KeywordNetwork Network, List<CurvePoint> Curve) Train(
        FeaturePool pool, Corpus corpus, WordList words, IReadOnlySet<string> leaveOut, Schedule schedule, int seed,
        Action<CurvePoint> progress)
    {
        random.manual_seed(seed);
        KeywordNetwork network = new(Shape, FrontEnd.FeatureCount, Labels.Length, words.Count);
        Trainer trainer = MakeTrainer(network, teacher: null, pool, corpus, words, leaveOut, schedule, seed);
        return (network, trainer.Run(schedule, progress));
    }

    /// <summary>A trainer of a network on the pool.</summary>
    /// <param name="network">The network.</param>
    /// <param name="teacher">A network that it learns from; null for none.</param>
    /// <param name="pool">Examples.</param>
    /// <param name="corpus">The corpus they were made of.</param>
    /// <param name="words">Its words.</param>
    /// <param name="leaveOut">Wake words whose human recordings the weights must not see.</param>
    /// <param name="schedule">What it learns by.</param>
    /// <param name="seed">The same seed gives the same order.</param>
    public Trainer MakeTrainer(
        KeywordNetwork network, KeywordNetwork? teacher, FeaturePool pool, Corpus corpus, WordList words,
        IReadOnlySet<string> leaveOut, Schedule schedule, int seed)
    {
        long[] labels = words.MapTo(Labels);
        int[] examples = [.. Enumerable.Range(0, pool.Count).Where(i => MaySee(pool[i], corpus, leaveOut))];
        int[] others = [.. examples.Where(i => labels[pool[i].Class] == 0 && IsOtherSpeech(pool[i], corpus))];
        BatchMaker batches = new(pool, corpus, labels, Labels.Length, examples, schedule.MachinePrior, network.Shape.Stride);
        return new Trainer(network, batches, new KeywordLoss(Quiet, LossSmoothing), examples, others, seed) { Teacher = teacher };
    }

    /// <summary>Speech that is neither a part of a wake word nor near to one: these are as hard as can be already.</summary>
    private static bool IsOtherSpeech(Example example, Corpus corpus) =>
        example.Recording >= 0 && corpus.Recordings[example.Recording].Set is not (SpeechSet.Wake or SpeechSet.Near);

    private static bool MaySee(Example example, Corpus corpus, IReadOnlySet<string> leaveOut)
    {
        if (example.Recording < 0)
        {
            return true;
        }

        Recording recording = corpus.Recordings[example.Recording];
        return recording.Origin != Origin.Human || recording.Set != SpeechSet.Wake || !leaveOut.Contains(recording.Label);
    }
}
