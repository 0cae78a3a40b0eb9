using System.Globalization;
using Sotto.Audio.Capture;
using Sotto.Compiler;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Learning;
using Sotto.Training.Network;

namespace Sotto.Training.Words;

/// <summary>Makes a tested wake model of a phrase, or adds the phrase to one.</summary>
public sealed class AddWordCommand
{
    private const int FewestSounds = 3;
    private const int MostSounds = 22;
    private const int Confusions = 10;

    private readonly AddWordOptions _options;
    private readonly IPhraseSpeaker _speaker;
    private readonly WakePhrase _phrase;
    private readonly byte[]? _oldFile;
    private readonly Model? _old;
    private readonly IReadOnlyList<CorpusEntry> _own;

    private AddWordCommand(AddWordOptions options, IPhraseSpeaker speaker)
    {
        (_options, _speaker) = (options, speaker);
        _phrase = WakePhrase.Parse(options.Phrase);
        CheckSounds(_phrase, speaker);
        if (File.Exists(options.Output))
        {
            throw new CaptureException($"{options.Output}: a file, where the folder for the model should be");
        }

        if (options.To is { } path)
        {
            _oldFile = File.ReadAllBytes(path);
            CompileCommand.Read(path, _oldFile, words: 1).Dispose();
            _old = Model.Load(_oldFile);
            CheckOld(path, _old);
        }

        _own = options.Recordings is null ? [] : OwnRecordings.Find(options.Recordings, _phrase.Label);
    }

    /// <summary>Checks everything that can be wrong, then trains, measures and writes.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="speaker">Speaks the phrase.</param>
    public static void Run(AddWordOptions options, IPhraseSpeaker speaker) => new AddWordCommand(options, speaker).Run();

    private void Run()
    {
        string[] labels = [.. _old is null ? [] : _old.Labels[1..], _phrase.Label];
        WordData data = new(_options, labels, _own, _speaker);
        List<CurvePoint> curve = [];
        (KeywordNetwork network, Manifest manifest) = Train(data, curve);
        byte[] draft = Exporter.ToModel(network, manifest);
        (int[] thresholds, double hours) = FalseRate.Choose(Model.Load(draft), data.Corpus, _options.FalseRate);
        byte[] file = ThresholdWriter.Apply(draft, AtLeastAsBefore(thresholds));
        Model model = Model.Load(file);
        WordMeasurement measurement = new(model, data);
        WordReport report = Terminal.Work("measuring", _ => Measure(data, model, file.Length, network, hours, measurement));
        new WordFolder(_options.Output, _phrase.Label).Write(file, report, measurement, curve);
        Describe(report);
    }

    private (KeywordNetwork Network, Manifest Manifest) Train(WordData data, List<CurvePoint> curve)
    {
        Recipe recipe = Recipe.OwnWords(_phrase.Label, data.Vocabulary, data.PeoplesRecordings);
        FeaturePool pool = data.MakePool(recipe.Mix);
        int steps = _options.Steps + (_options.Steps / 4);
        return Terminal.Work("training", report =>
        {
            void Progress(CurvePoint point)
            {
                curve.Add(point);
                report((double)point.Step / steps, $"loss {point.Loss:0.000}");
            }

            return _old is null ? TrainNew(recipe, pool, data, Progress) : TrainOn(recipe, pool, data, steps, Progress);
        });
    }

    private (KeywordNetwork Network, Manifest Manifest) TrainNew(Recipe recipe, FeaturePool pool, WordData data, Action<CurvePoint> progress)
    {
        Schedule schedule = new(
            Batch: _options.Batch, FloatSteps: _options.Steps, QuantisedSteps: _options.Steps / 4, EmbeddingShare: _options.EmbeddingShare);
        return (recipe.Train(pool, data.Corpus, data.Words, new HashSet<string>(), schedule, _options.Seed, progress).Network, recipe.Manifest);
    }

    /// <summary>Goes on with the old network, which also says what is to be said of the old words.</summary>
    private (KeywordNetwork Network, Manifest Manifest) TrainOn(Recipe recipe, FeaturePool pool, WordData data, int steps, Action<CurvePoint> progress)
    {
        TorchSharp.torch.random.manual_seed(_options.Seed);
        KeywordNetwork teacher = NetworkReader.Read(_oldFile!, data.Words.Count);
        KeywordNetwork network = teacher.Widen(1, data.Words.Count);
        Schedule schedule = Schedule.Again(steps) with { Batch = _options.Batch };
        recipe.MakeTrainer(network, teacher, pool, data.Corpus, data.Words, new HashSet<string>(), schedule, _options.Seed).Continue(schedule, progress);
        return (network, recipe.Manifest with { Smoothing = _old!.Smoothing });
    }

    /// <summary>Old words keep thresholds that were chosen on more than there may be here.</summary>
    private int[] AtLeastAsBefore(int[] thresholds) =>
        [.. thresholds.Select((threshold, label) => label < (_old?.OutputLength ?? 0) ? Math.Max(threshold, _old!.Thresholds[label]) : threshold)];

    private WordReport Measure(WordData data, Model model, int length, KeywordNetwork network, double hours, WordMeasurement measurement)
    {
        OldWord[] old = _old is null ? [] : [.. _old.Labels[1..].Select(word =>
            new OldWord(word, [.. new WordMeasurement(_old, data).Found(word)], [.. measurement.Found(word)]))];
        return new WordReport(
            _phrase.Text, _options, data, model, length, network.Shape, hours, [.. measurement.Found(_phrase.Label)], [.. measurement.Others()],
            measurement.Rounding(network), old, measurement.Worst(Confusions));
    }

    /// <summary>Refuses phrases of too few sounds, or too many.</summary>
    /// <exception cref="CaptureException">It says why.</exception>
    public static void CheckSounds(WakePhrase phrase, IPhraseSpeaker speaker)
    {
        speaker.Learn(phrase.Words);
        int sounds = phrase.Words.Sum(word => speaker.SoundsOf(word).Count);
        if (sounds < FewestSounds)
        {
            throw new CaptureException(
                $"\"{phrase.Text}\": {sounds} {(sounds == 1 ? "sound" : "sounds")}, which is a part of very many words: each of them would call it; take a phrase of {FewestSounds} sounds or, better, six");
        }

        if (sounds > MostSounds)
        {
            throw new CaptureException($"\"{phrase.Text}\": {sounds} sounds, longer than the second and a half that a wake model looks back");
        }
    }

    private void CheckOld(string path, Model old)
    {
        if (old.Kind != ModelKind.Wake)
        {
            throw new CaptureException($"{path}: hears commands; a wake word goes to a wake model");
        }

        if (old.Labels.Contains(_phrase.Label) || old.Labels.Length >= ModelFile.MaximumLabels)
        {
            throw new CaptureException($"{path}: {(old.Labels.Contains(_phrase.Label) ? $"hears \"{_phrase.Text}\" already" : "has no room for one more word")}");
        }
    }

    private void Describe(WordReport report)
    {
        WakeResult found = report.Found[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.Combine(_options.Output, _phrase.Label)}.sotto: {report.FileLength} bytes; found {100 * found.Found:0.0}% ({found.Name}), {report.OtherCalls} false in {report.OtherHours:0.00} hours; the card beside it says more"));
    }
}
