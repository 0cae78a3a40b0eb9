using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using static Sotto.Training.Evaluation.FigureTable;

namespace Sotto.Training;

/// <summary>What <c>eval wake</c> was asked for.</summary>
/// <param name="Audio">Folder of people's recordings.</param>
/// <param name="WakeModel">The wake model's file.</param>
/// <param name="CommandModel">The command model's file.</param>
/// <param name="LeftOut">Words that the wake model was trained without; all their recordings are heard.</param>
/// <param name="Pictures">Folder for pictures, or null.</param>
/// <param name="Json">File for the figures, or null.</param>
public sealed record EvaluateOptions(
    string Audio, string WakeModel, string CommandModel, string[] LeftOut, string? Pictures, string? Json)
{
    /// <summary>Noises that the words are heard in, by file name.</summary>
    public IReadOnlyList<string> Noises { get; init; } = ["kitchen"];

    /// <summary>The command line.</summary>
    public string Command { get; init; } = "";
}

/// <summary>Measures the shipped models on recordings that their weights and thresholds never saw.</summary>
public static class EvaluateCommand
{
    private static readonly double[] Ratios = [20, 10, 5, 0];

    /// <summary>Prints the figures as Markdown tables, and writes them and draws them where that was asked for.</summary>
    public static void Run(EvaluateOptions options)
    {
        WakeFigures figures = Measure(options);
        WakeTables.Print(figures);
        FigureFile.Write(options.Json, new EvaluationFigures(figures, []));
        if (options.Pictures is { } folder)
        {
            Directory.CreateDirectory(folder);
            Pictures.FoundAgainstFalse(Path.Combine(folder, "wake-curve.png"), figures.Curves);
            if (figures.Matrix is { } matrix)
            {
                Pictures.Confusion(Path.Combine(folder, "commands-confusion.png"), matrix);
            }
        }
    }

    /// <summary>Hears the held-out recordings.</summary>
    public static WakeFigures Measure(EvaluateOptions options)
    {
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(options.Audio, null, share => report(share, "")));
        Model wake = Read(options.WakeModel);
        WakeEvaluation evaluation = new(wake, corpus);
        bool leftOut = options.LeftOut.Length > 0;
        ConfusionMatrix? matrix = leftOut ? null : CommandEvaluation.Run(Read(options.CommandModel), corpus);
        ScoreTrack[] other = evaluation.Tracks(r => r.Split == Split.Test && r.Set is not (SpeechSet.Wake or SpeechSet.Silence));
        (string Noise, double Decibels, ScoreTrack[] Tracks)[] heard = leftOut
            ? [.. options.LeftOut.Select(word => ($"left out: {word}", double.NaN, evaluation.Tracks(r => r.Set == SpeechSet.Wake && r.Label == word)))]
            : Terminal.Work("hearing wake words", _ => evaluation.OwnFifth(options.Noises, Ratios).ToArray());
        return new WakeFigures(
            options.Command, "test: a fifth of the recordings and of the speakers by StableHash.SplitOf, half of other people's sentences by StableHash.HalfOf",
            [MeasuredFile.Of(options.WakeModel), .. leftOut ? [] : new[] { MeasuredFile.Of(options.CommandModel) }], wake.Labels[1..],
            [.. heard.Select(set => WakeEvaluation.Summarise(leftOut ? set.Noise : WakeEvaluation.NameOf(set.Noise, set.Decibels), wake, set.Tracks)), .. evaluation.OtherSpeech()],
            [.. heard.Select(set => WakeCurve.Of(set.Noise, set.Decibels, wake, set.Tracks, other))], matrix);
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
        new FigureTable(
            ["set", "hours", "found", "found behind the gate", "false", "false behind the gate", "loud", "open"],
            [.. evaluation.Run().Select(result => new[]
            {
                result.Name, Number(result.Hours, "0.00"), Share(result.Found), Share(result.FoundGated), Number(result.False, "0"),
                Number(result.FalseGated, "0"), Share(result.Loud), Share(result.Open),
            })]).Print();
    }

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
}
