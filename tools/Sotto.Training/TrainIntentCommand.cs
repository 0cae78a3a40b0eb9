using System.Globalization;
using Sotto.Audio;
using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Kernels;
using Sotto.Models.Intent;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Intent;
using Spectre.Console;

namespace Sotto.Training;

/// <summary>What <c>train intent</c> was asked for.</summary>
/// <param name="Domain">The domain file.</param>
/// <param name="Output">The model to write.</param>
/// <param name="Schedule">How long.</param>
/// <param name="FourBits">Whether weights, all but the embedding, are to have 4 bits.</param>
public sealed record TrainIntentOptions(string Domain, string Output, IntentSchedule Schedule, bool FourBits);

/// <summary>Trains an intent model from a domain file.</summary>
public static class TrainIntentCommand
{
    private const int CalibrationSentences = 12000;
    private const int TestSentences = 3000;

    private static readonly string DataFolder = Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>Runs the training and writes the model and its learning curve.</summary>
    public static void Run(TrainIntentOptions options)
    {
        IntentDomain domain = DomainReader.Read(options.Domain);
        IntentDomain others = DomainReader.ReadFor(Path.Combine(DataFolder, "others.yaml"), domain.House);
        string[] lines = File.ReadAllLines(Path.Combine(DataFolder, "conversation.txt"));
        string[] learned = [.. lines.Where(line => StableHash.SplitOf(line) != Split.Test)];
        string[] heldOut = [.. lines.Where(line => StableHash.SplitOf(line) == Split.Test)];
        IntentTraining training = new(domain, others, learned, options.Schedule, options.FourBits);
        byte[] draft = Terminal.Work(
            $"training {domain.Name}", report => training.Run((phase, share, note) => report(training.ShareOf(phase, share), $"{phase} {note}")));
        AlignedSentence[] fresh = [.. training.Fresh(heldOut, CalibrationSentences + TestSentences)];
        byte[] model = Terminal.Work("calibrating", _ => IntentCalibration.Apply(draft, fresh.Take(CalibrationSentences)));
        WholeFile.Write(options.Output, model);
        Pictures.LearningCurve(Path.ChangeExtension(options.Output, null) + "-training.png", training.Curve);
        Describe(options.Output, model, training, [.. fresh.Skip(CalibrationSentences)]);
    }

    /// <summary>Prints the model's size, and what rounding cost on sentences that it did not learn from.</summary>
    private static void Describe(string path, byte[] file, IntentTraining training, AlignedSentence[] sentences)
    {
        IntentModel model = IntentModel.Load(file);
        (double exact, double rounded) = training.Compare(sentences);
        IntentCalibration.Outcome[] outcomes = IntentCalibration.Measure(file, sentences);
        double right = (double)outcomes.Count(outcome => outcome.IsCommand && outcome.IsRight) / outcomes.Count(outcome => outcome.IsCommand);
        double taken = (double)outcomes.Count(outcome => !outcome.IsCommand && outcome.Probability > 0) / outcomes.Count(outcome => !outcome.IsCommand);
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"{path}: {file.Length} bytes, arena {Decoder.ArenaBytesOf(model.Shape)} bytes, {model.Rows.Words} words, {model.Rows.Count} rows, thresholds {string.Join(' ', Enum.GetValues<Evidence>().Select(model.ThresholdOf).Select(share => ((double)share / IntentFormat.One).ToString("0.00", CultureInfo.InvariantCulture)))}"));
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"held-out grown sentences: choices right {100 * exact:0.00}% in floating point, {100 * rounded:0.00}% rounded; commands exact {100 * right:0.0}%, others taken {100 * taken:0.00}%"));
    }
}
