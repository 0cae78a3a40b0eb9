using System.Globalization;
using Sotto.Audio;
using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Speech;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Learning;
using Sotto.Training.Network;

namespace Sotto.Training;

/// <summary>What <c>compile</c> was asked for.</summary>
/// <param name="Model">The model to make smaller.</param>
/// <param name="Output">Receives the smaller model.</param>
/// <param name="FourBits">Whether weights may take 4 bits.</param>
/// <param name="Prune">Share of the multiply-accumulates to take away, 0 to 0.9.</param>
/// <param name="Sparse">Share of the weights to set to zero, wherever they lie: for measurement, it makes nothing smaller.</param>
/// <param name="Audio">Folder of people's recordings.</param>
/// <param name="Speech">Folder of synthetic speech.</param>
/// <param name="Plan">The synthetic speech to make where it is missing.</param>
/// <param name="LeaveOut">Wake words whose human recordings the weights must not see.</param>
/// <param name="Examples">Size of the pool of examples.</param>
/// <param name="Steps">Steps that the model learns again.</param>
/// <param name="Seed">Seed of the order.</param>
public sealed record CompileOptions(
    string Model, string Output, bool FourBits, double Prune, double Sparse, string Audio, string Speech, IReadOnlyList<SpeechJob> Plan,
    IReadOnlySet<string> LeaveOut, int Examples, int Steps, int Seed);

/// <summary>Makes a trained model smaller: fewer channels, weights of 4 bits, and learning on so that little is lost.</summary>
public static class CompileCommand
{
    /// <summary>Writes the smaller model and says what it cost.</summary>
    public static void Run(CompileOptions options)
    {
        if (!options.FourBits && options.Prune == 0)
        {
            throw new InvalidDataException($"{options.Model}: nothing asked for; --weights int4 or a --prune above 0 makes it smaller");
        }

        byte[] file = File.ReadAllBytes(options.Model);
        Read(options.Model, file, words: 1);
        TrainingData data = TrainingData.Load(options.Audio, options.Speech, options.Plan, taught: false);
        WholeFile.Write(options.Output, Shrink(options, file, data));
        Describe(options.Output, Model.Load(File.ReadAllBytes(options.Output)), Model.Load(file));
    }

    /// <summary>A smaller model, with thresholds chosen for it.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="file">The model to make smaller.</param>
    /// <param name="data">What it learns from again.</param>
    public static byte[] Shrink(CompileOptions options, byte[] file, TrainingData data)
    {
        Model model = Model.Load(file);
        Recipe recipe = (model.Kind == ModelKind.Wake ? Recipe.Wake : Recipe.Commands).Without(options.LeaveOut);
        Schedule schedule = Schedule.Again(options.Steps);
        KeywordNetwork teacher = Read(options.Model, file, data.Words.Count);
        KeywordNetwork network = Read(options.Model, file, data.Words.Count);
        FeaturePool pool = data.MakePool(recipe.Mix, options.Examples);
        Trainer TrainerOf(KeywordNetwork learner) =>
            recipe.MakeTrainer(learner, teacher, pool, data.Corpus, data.Words, options.LeaveOut, schedule, options.Seed);

        if (options.Prune > 0)
        {
            int channels = Compression.ChannelsAfter(network.Shape, FrontEnd.FeatureCount, model.OutputLength, options.Prune);
            network = network.Keep(Compression.MostImportant(TrainerOf(network), channels), data.Words.Count);
            Console.WriteLine($"{channels} of {teacher.Shape.Channels} channels are kept");
            Learn(TrainerOf(network), schedule with { QuantisedSteps = schedule.QuantisedSteps / 2 });
        }

        if (options.Sparse > 0)
        {
            Compression.Sparsify(network, options.Sparse);
            Learn(TrainerOf(network), schedule with { FloatSteps = 0, QuantisedSteps = options.Steps });
        }

        if (options.FourBits)
        {
            Print(Compression.ChooseRounding(network, TrainerOf(network)));
            Learn(TrainerOf(network), schedule with { FloatSteps = 0, QuantisedSteps = options.Steps });
        }

        Manifest manifest = recipe.Manifest with { Name = model.Name, Smoothing = model.Smoothing };
        return Thresholds.Apply(Exporter.ToModel(network, manifest), data.Corpus, options.LeaveOut);
    }

    private static void Learn(Trainer trainer, Schedule schedule)
    {
        int steps = schedule.FloatSteps + schedule.QuantisedSteps;
        Terminal.Work("learning again", report =>
        {
            trainer.Continue(schedule, point => report((double)point.Step / steps, $"loss {point.Loss:0.000}"));
            return steps;
        });
    }

    private static void Print(List<RoundingChoice> choices)
    {
        Console.WriteLine("| layer | weights | loss in 4 bits | with factors | chosen |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (RoundingChoice choice in choices)
        {
            string groups = double.IsNaN(choice.Groups) ? "-" : choice.Groups.ToString("+0.0000;-0.0000", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {choice.Layer} | {choice.Weights} | {choice.Rows:+0.0000;-0.0000} | {groups} | {choice.Chosen.Name} |"));
        }
    }

    private static void Describe(string path, Model made, Model before) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}: tables {made.TableBytes} bytes for {before.TableBytes}, arena {made.ArenaBytes} for {before.ArenaBytes}, "
        + $"multiply-accumulates a step {made.MultiplyAccumulatesPerStep} for {before.MultiplyAccumulatesPerStep}"));

    /// <summary>Reads a network and says which file it is where it is none.</summary>
    internal static KeywordNetwork Read(string path, byte[] file, int words)
    {
        try
        {
            return NetworkReader.Read(file, words);
        }
        catch (ModelFormatException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }
}
