using Sotto.Audio;
using Sotto.Models;
using Sotto.Speech;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using Spectre.Console;

namespace Sotto.Training;

/// <summary>What <c>train wake</c> was asked for.</summary>
/// <param name="Audio">Folder of people's recordings.</param>
/// <param name="Speech">Folder of synthetic speech.</param>
/// <param name="Plan">The synthetic speech to make where it is missing.</param>
/// <param name="Output">Folder that the models are written to.</param>
/// <param name="Only">The one model to train, or null for both.</param>
/// <param name="LeaveOut">Wake words whose human recordings are left out.</param>
/// <param name="Examples">Size of the pool of examples.</param>
/// <param name="Steps">Steps before rounding; 0 for as many as the recipe says.</param>
/// <param name="Schedule">How fast, and what counts how much.</param>
/// <param name="Seed">Seed of weights and order.</param>
public sealed record TrainOptions(
    string Audio, string Speech, IReadOnlyList<SpeechJob> Plan, string Output, string? Only, IReadOnlySet<string> LeaveOut, int Examples,
    int Steps, Schedule Schedule, int Seed);

/// <summary>Trains the shipped models from recordings and synthetic speech.</summary>
public static class TrainCommand
{
    /// <summary>Runs the training and writes the models.</summary>
    public static void Run(TrainOptions options)
    {
        TrainingData data = TrainingData.Load(options.Audio, options.Speech, options.Plan, options.Schedule.EmbeddingShare > 0);
        foreach (Recipe recipe in new[] { Recipe.Wake, Recipe.Commands })
        {
            if (options.Only is null || options.Only == recipe.Name)
            {
                Train(recipe.Without(options.LeaveOut), data, options);
            }
        }
    }

    private static void Train(Recipe recipe, TrainingData data, TrainOptions options)
    {
        FeaturePool pool = data.MakePool(recipe.Mix, options.Examples);
        int floatSteps = options.Steps > 0 ? options.Steps : recipe.FloatSteps;
        Schedule schedule = options.Schedule with { FloatSteps = floatSteps, QuantisedSteps = floatSteps / 4 };
        int steps = schedule.FloatSteps + schedule.QuantisedSteps;
        (KeywordNetwork network, List<CurvePoint> curve) = Terminal.Work($"training {recipe.Name}", report =>
            recipe.Train(pool, data.Corpus, data.Words, options.LeaveOut, schedule, options.Seed, point =>
                report((double)point.Step / steps, $"loss {point.Loss:0.000}")));
        byte[] draft = Exporter.ToModel(network, recipe.Manifest);
        byte[] file = Thresholds.Apply(draft, data.Corpus, options.LeaveOut);
        Directory.CreateDirectory(options.Output);
        string path = Path.Combine(options.Output, recipe.Name + ".sotto");
        WholeFile.Write(path, file);
        Pictures.LearningCurve(Path.Combine(options.Output, recipe.Name + "-training.png"), curve);
        Describe(path, Model.Load(file), network, data.Corpus);
    }

    /// <summary>Chooses a model's thresholds anew, from the recordings that training would choose them from.</summary>
    /// <param name="audio">Folder of people's recordings.</param>
    /// <param name="speech">Folder of synthetic speech.</param>
    /// <param name="path">The model, which is written again.</param>
    /// <param name="leaveOut">Wake words whose human recordings are left out.</param>
    public static void Retune(string audio, string speech, string path, IReadOnlySet<string> leaveOut)
    {
        byte[] file = File.ReadAllBytes(path);
        EvaluateCommand.Load(path, file);
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(audio, speech, share => report(share, "")));
        file = Thresholds.Apply(file, corpus, leaveOut);
        WholeFile.Write(path, file);
        Print(Model.Load(file));
    }

    private static void Print(Model model) => AnsiConsole.WriteLine(
        $"thresholds: {string.Join(", ", model.Labels.Zip(model.Thresholds, (label, threshold) => $"{label} {threshold}"))}");

    /// <summary>Prints the model's size, and what rounding cost on its held-out recordings.</summary>
    private static void Describe(string path, Model model, KeywordNetwork network, Corpus corpus)
    {
        AnsiConsole.WriteLine(
            $"{path}: tables {model.TableBytes} bytes, arena {model.ArenaBytes} bytes, "
            + $"{model.MultiplyAccumulatesPerStep * 100 / model.StepFrames} multiply-accumulates a second");
        Print(model);
        Recording[] heldOut = [.. corpus.Recordings.Where(r => r.Origin == Origin.Human && r.Split == Split.Test
            && model.Labels.Any(label => Thresholds.Says(r, label)))];
        WakeResult rounded = WakeEvaluation.Summarise("int8", model, Scores.Run(model, heldOut));
        WakeResult exact = WakeEvaluation.Summarise("float", model, Scores.RunFloat(network, heldOut));
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"held-out recordings, clean: found {100 * rounded.Found:0.0}% in int8, {100 * exact.Found:0.0}% in floating point"));
    }
}
