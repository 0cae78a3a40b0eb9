using Sotto.Audio;
using Sotto.Intent.Domain;
using Sotto.Models.Spoken;
using Sotto.Training.Data;

namespace Sotto.Training.Evaluation;

/// <summary>What <c>eval spoken</c> was asked for.</summary>
/// <param name="Domain">The domain file; its intent model and its words lie beside it.</param>
/// <param name="Acoustic">The acoustic model.</param>
/// <param name="Speech">Folder of synthetic speech.</param>
/// <param name="Sentences">How many sentences are said.</param>
/// <param name="Folder">A folder of recordings that are named as what is said in them; null for sentences of neural voices.</param>
/// <param name="Settings">How to search.</param>
/// <param name="Aloud">Whether every sentence is printed.</param>
public sealed record SpokenEvaluationOptions(
    string Domain, string Acoustic, string Speech, int Sentences, string? Folder, SearchSettings Settings, bool Aloud)
{
    /// <summary>The domain's word automaton.</summary>
    public string Words => Path.ChangeExtension(Domain, ".words");

    /// <summary>The domain's intent model.</summary>
    public string Intents => Path.ChangeExtension(Domain, ".sotto");

    /// <summary>A folder of orders with labels, instead of recordings and sentences; null for none.</summary>
    public string? Orders { get; init; }

    /// <summary>Folders of speech that is no command.</summary>
    public IReadOnlyList<string> Unrelated { get; init; } = [];

    /// <summary>The folder of noises, of which the second half of each file is mixed in; null for clean recordings alone.</summary>
    public string? Noise { get; init; }

    /// <summary>How near a sentence has to be.</summary>
    public int Threshold { get; init; } = new SpokenRules().Farthest;

    /// <summary>Whether orders and unrelated speech are those that choices are made by, not those that figures are reported on.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>The command line.</summary>
    public string Command { get; init; } = "";
}

/// <summary>
/// How many words of spoken commands are wrong, how many commands are understood, slots and all, and how many are done because of speech
/// that is none.
/// </summary>
/// <param name="options">What was asked for.</param>
public sealed class SpokenEvaluation(SpokenEvaluationOptions options)
{
    private const int MostConfusions = 20;
    private static readonly double[] Ratios = [20, 10, 5, 0];

    private readonly SpokenHearing _hearing = new(
        File.ReadAllBytes(options.Intents), File.ReadAllBytes(options.Words), File.ReadAllBytes(options.Acoustic), options.Settings);

    /// <summary>Hears, prints and gives the figures.</summary>
    public static SpokenFigures Run(SpokenEvaluationOptions options)
    {
        SpokenFigures figures = new SpokenEvaluation(options).Measure();
        SpokenTables.Print(figures);
        return figures;
    }

    private SpokenFigures Measure()
    {
        (string set, string split, IReadOnlyList<SpokenRecording> commands) = Commands();
        SpokenTrial[] clean = Terminal.Work("hearing commands", _ => _hearing.Hear(commands));
        Tell(clean);
        List<SpokenCondition> conditions = [SpokenCondition.Of("clean", double.NaN, clean, options.Threshold), .. InNoise(commands)];
        SpokenTrial[] unrelated = Unrelated();
        SpokenTrial[] wrong = [.. clean.Concat(unrelated).Where(trial => trial.IsMistaken(int.MaxValue))];
        return new SpokenFigures(
            options.Command, Path.GetFileNameWithoutExtension(options.Domain), set, split,
            [.. new[] { options.Acoustic, options.Words, options.Intents }.Select(MeasuredFile.Of)], options.Threshold,
            conditions, [.. unrelated.GroupBy(trial => trial.Source.Recording.Label).Select(Sum)], SpokenFigures.CurveOf(clean, unrelated),
            [.. wrong.OrderBy(trial => trial.Distance).Take(MostConfusions).Select(trial =>
                new SpokenConfusion(NameOf(trial.Source), trial.Text, trial.Meaning, trial.Distance))]);
    }

    private (string Set, string Split, IReadOnlyList<SpokenRecording> Recordings) Commands()
    {
        Func<string, string> meaningOf = _hearing.Reader();
        Split split = options.IsDevelopment ? Split.Development : Split.Test;
        string part = options.IsDevelopment ? "development" : "test";
        string others = $"unrelated speech: the {part} part by StableHash of the file's name, a fifth of a reader's sentences and half of other folders being test";
        return options.Orders is { } orders
            ? ($"orders in {Path.GetFileName(Path.GetFullPath(orders))}", $"orders: the {part} half by StableHash.HalfOf the file's name; {others}", SpokenSets.Orders(orders, split))
            : options.Folder is { } folder
                ? ($"recordings in {Path.GetFileName(Path.GetFullPath(folder))}", $"all recordings; {others}", SpokenSets.Named(folder, meaningOf))
                : ("fresh sentences in neural voices", $"sentences: development, choices are made by them; {others}",
                    SpokenSets.Synthetic(DomainReader.Read(options.Domain), options.Sentences, options.Speech, meaningOf));
    }

    private List<SpokenCondition> InNoise(IReadOnlyList<SpokenRecording> commands)
    {
        string[] noises = options.Noise is null ? [] : [.. Corpus.FilesOf(options.Noise)];
        return Terminal.Work("hearing commands in noise", report =>
        {
            List<SpokenCondition> conditions = [];
            foreach (string path in noises)
            {
                short[] noise = AudioFile.Load(path).Samples;
                string name = Path.GetFileNameWithoutExtension(path);
                conditions.AddRange(Ratios.Select(ratio =>
                    SpokenCondition.Of(name, ratio, _hearing.Hear(commands, new NoiseMixer(noise, ratio).Apply), options.Threshold)));
                report((double)conditions.Count / (noises.Length * Ratios.Length), name);
            }

            return conditions;
        });
    }

    private SpokenTrial[] Unrelated() => options.Unrelated.Count == 0 ? [] : Terminal.Work("hearing unrelated speech", _ =>
    {
        SpokenTrial[] trials = _hearing.Hear(SpokenSets.Unrelated(options.Unrelated, options.IsDevelopment ? Split.Development : Split.Test));
        Tell([.. trials.Where(trial => trial.IsTaken(options.Threshold))]);
        return trials;
    });

    private UnrelatedSpeech Sum(IGrouping<string, SpokenTrial> trials) =>
        new(trials.Key, trials.Count(), trials.Sum(trial => trial.Seconds) / 3600, trials.Count(trial => trial.IsTaken(options.Threshold)));

    private void Tell(SpokenTrial[] trials)
    {
        foreach (SpokenTrial trial in trials.Where(_ => options.Aloud))
        {
            string verdict = trial.IsRight(options.Threshold) ? "right" : trial.IsTaken(options.Threshold) ? "wrong" : "none";
            Console.WriteLine($"{verdict}  {NameOf(trial.Source)}  ->  {trial.Text} ({trial.Meaning}), distance {trial.Distance}; best {trial.Best}");
        }
    }

    private static string NameOf(SpokenRecording recording) =>
        recording.Text ?? $"{recording.Recording.Label}/{Path.GetFileNameWithoutExtension(recording.Recording.Path)}";
}
