using System.Globalization;
using System.Text.Json;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;

namespace Sotto.Training;

/// <summary>What <c>eval wake</c> was asked for.</summary>
/// <param name="Audio">Folder of people's recordings.</param>
/// <param name="WakeModel">The wake model's file.</param>
/// <param name="CommandModel">The command model's file.</param>
/// <param name="LeftOut">Words that the wake model was trained without; all their recordings are heard.</param>
/// <param name="Pictures">Folder for pictures, or null.</param>
/// <param name="Json">File for the figures, or null.</param>
public sealed record EvaluateOptions(
    string Audio, string WakeModel, string CommandModel, string[] LeftOut, string? Pictures, string? Json);

/// <summary>Measures the shipped models on recordings that their weights and thresholds never saw.</summary>
public static class EvaluateCommand
{
    /// <summary>Prints the figures as Markdown tables.</summary>
    public static void Run(EvaluateOptions options)
    {
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(options.Audio, null, share => report(share, "")));
        Model wake = Read(options.WakeModel);
        WakeEvaluation evaluation = new(wake, corpus);
        List<WakeResult> results = [];
        results.AddRange(options.LeftOut.Length > 0 ? options.LeftOut.Select(evaluation.LeftOut) : evaluation.OwnFifth());
        results.AddRange(evaluation.OtherSpeech());
        Print(wake, results);
        ConfusionMatrix? matrix = null;
        if (options.LeftOut.Length == 0)
        {
            Model commands = Read(options.CommandModel);
            matrix = CommandEvaluation.Run(commands, corpus);
            Print(matrix);
        }

        Draw(options, wake, evaluation, matrix);
        if (options.Json is not null)
        {
            File.WriteAllText(options.Json, JsonSerializer.Serialize(new { results, matrix }, JsonOptions));
        }
    }

    /// <summary>Prints what the voice gate does, as a Markdown table.</summary>
    /// <param name="audio">Folder of people's recordings.</param>
    /// <param name="wakeModel">The wake model's file.</param>
    /// <param name="voiceModel">The gate's model's file.</param>
    /// <param name="development">Whether to hear the recordings that choices are made by, rather than the held-out ones.</param>
    public static void RunGate(string audio, string wakeModel, string voiceModel, bool development)
    {
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(audio, null, share => report(share, "")));
        GateEvaluation evaluation = new(Read(wakeModel), Read(voiceModel), corpus, development ? Split.Development : Split.Test);
        Line(["set", "hours", "found", "found behind the gate", "false", "false behind the gate", "loud", "open"]);
        Line([.. Enumerable.Repeat("---", 8)]);
        foreach (GateResult result in evaluation.Run())
        {
            Line([
                result.Name, Number(result.Hours, "0.00"), Share(result.Found), Share(result.FoundGated), Number(result.False, "0"),
                Number(result.FalseGated, "0"), Share(result.Loud), Share(result.Open)]);
        }
    }

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static Model Read(string path) => Load(path, File.ReadAllBytes(path));

    /// <summary>Checks a model and says which file it is where it is none.</summary>
    internal static Model Load(string path, byte[] file)
    {
        try
        {
            return Model.Load(file);
        }
        catch (ModelFormatException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static void Print(Model model, List<WakeResult> results)
    {
        Line(["set", "files", "hours", "found", .. model.Labels[1..], "false", "false an hour"]);
        Line([.. Enumerable.Repeat("---", model.Labels.Length + 5)]);
        foreach (WakeResult result in results)
        {
            Line([
                result.Name, Number(result.Recordings, "0"), Number(result.Hours, "0.00"), Share(result.Found),
                .. result.FoundByWord.Select(Share), Number(result.False, "0"), Number(result.FalsePerHour, "0.0")]);
        }
    }

    private static void Print(ConfusionMatrix matrix)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"Command words, held-out people: {Share(matrix.Accuracy)} of {matrix.Total} files, mean over the {matrix.Labels.Length} labels "
            + $"{Share(matrix.MeanOverLabels)}.");
        Console.WriteLine();
        Line(["said", .. matrix.Labels]);
        Line([.. Enumerable.Repeat("---", matrix.Labels.Length + 1)]);
        for (int i = 0; i < matrix.Labels.Length; i++)
        {
            Line([matrix.Labels[i], .. matrix.Counts[i].Select(count => Number(count, "0"))]);
        }
    }

    private static void Draw(EvaluateOptions options, Model wake, WakeEvaluation evaluation, ConfusionMatrix? matrix)
    {
        if (options.Pictures is null)
        {
            return;
        }

        Directory.CreateDirectory(options.Pictures);
        bool leftOut = options.LeftOut.Length > 0;
        ScoreTrack[] words = evaluation.Tracks(r => r.Set == SpeechSet.Wake
            && (leftOut ? options.LeftOut.Contains(r.Label) : r.Split == Split.Test));
        ScoreTrack[] other = evaluation.Tracks(r => r.Split == Split.Test && r.Set is not (SpeechSet.Wake or SpeechSet.Silence));
        string name = leftOut ? "left-out words" : "held-out fifth";
        Pictures.FoundAgainstFalse(Path.Combine(options.Pictures, "wake-curve.png"), wake, [(name, words, other)]);
        if (matrix is not null)
        {
            Pictures.Confusion(Path.Combine(options.Pictures, "commands-confusion.png"), matrix);
        }
    }

    private static void Line(string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Share(double share) => double.IsNaN(share) ? "" : Number(100 * share, "0.0") + "%";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
