using System.CommandLine;
using System.Text;
using Sotto.Audio;
using Sotto.Models.Spoken;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;

namespace Sotto.Training;

/// <summary>The command line of <c>eval report</c>.</summary>
internal static class EvaluateReportCommand
{
    private static readonly string[] Unrelated = ["kathleen", "other_people"];
    private static readonly Option<string> Output = new("--output", "-o") { Description = "the page to write", DefaultValueFactory = _ => "report.html" };
    private static readonly Option<string[]> Results = new("--results")
    {
        Description = "files of `sotto eval wake --json` and `sotto eval spoken --json` to show, instead of measuring anew",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Wake = new("--wake") { Description = "the wake model", DefaultValueFactory = _ => "Models/wake.sotto" };
    private static readonly Option<string> Acoustic = new("--acoustic") { Description = "the acoustic model", DefaultValueFactory = _ => "Models/acoustic.sotto" };

    /// <summary>The command.</summary>
    /// <param name="audio">The option of people's recordings.</param>
    /// <param name="speech">The option of the cache of synthetic speech.</param>
    /// <param name="commands">The option of the command model.</param>
    public static Command Create(Option<string> audio, Option<string> speech, Option<string> commands)
    {
        Command command = new("report", "Writes one HTML page of wake words, command words, spoken commands and false ones, which opens without a network.")
        {
            Output, Results, audio, speech, Wake, commands, Acoustic,
        };
        command.SetAction(parsed =>
        {
            string[] results = parsed.GetValue(Results)!;
            EvaluationFigures figures = results.Length > 0 ? EvaluationFigures.Join(results.Select(FigureFile.Read))
                : Measure(parsed.GetValue(audio)!, parsed.GetValue(speech)!, parsed.GetValue(Wake)!, parsed.GetValue(commands)!, parsed.GetValue(Acoustic)!, CommandText.Of(parsed));
            string page = HtmlReport.Of(figures);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(parsed.GetValue(Output)!))!);
            WholeFile.Write(parsed.GetValue(Output)!, Encoding.UTF8.GetBytes(page));
        });
        return command;
    }

    /// <summary>Hears what there is in the folder of recordings: wake words, commands that are named as their text, coffee orders.</summary>
    private static EvaluationFigures Measure(string audio, string speech, string wake, string commands, string acoustic, string command)
    {
        string noise = Path.Combine(audio, "noise");
        string[] noises = [.. Corpus.FilesOf(noise).Select(path => Path.GetFileNameWithoutExtension(path))];
        WakeFigures words = EvaluateCommand.Measure(new EvaluateOptions(audio, wake, commands, [], null, null) { Noises = noises, Command = command });
        string[] others = [.. Unrelated.Select(name => Path.Combine(audio, "speech", name))];
        string orders = Path.Combine(audio, "speech", "barista");
        string named = Path.Combine(audio, "commands");
        SpokenEvaluationOptions Of(string domain, string? recordings, string? labelled, IEnumerable<string> unrelated) => new(
            EvaluateSpokenCommand.PathOf(domain), acoustic, speech, Sentences: 100, recordings, new SearchSettings(), Aloud: false)
        {
            Orders = labelled,
            Unrelated = [.. unrelated.Where(Directory.Exists)],
            Noise = noise,
            Command = command,
        };
        SpokenFigures home = SpokenEvaluation.Run(Of("home", Directory.Exists(named) ? named : null, null, others.Append(orders)));
        return new EvaluationFigures(words, Directory.Exists(orders) ? [home, SpokenEvaluation.Run(Of("coffee", null, orders, others))] : [home]);
    }
}
