using System.CommandLine;
using Sotto.Models.Spoken;
using Sotto.Training.Evaluation;
using static Sotto.Training.NumberOption;

namespace Sotto.Training;

/// <summary>The command line of <c>eval spoken</c>.</summary>
internal static class EvaluateSpokenCommand
{
    private static readonly Option<string> Domain = new("--domain") { Description = "home or coffee, or the path of a domain file", DefaultValueFactory = _ => "home" };
    private static readonly Option<int> Sentences = Count("--sentences", 100, 1, 100_000, "sentences that neural voices say; thresholds and weights are chosen by these");
    private static readonly Option<string?> Folder = new("--recordings") { Description = "a folder of recordings that are named as what is said in them, instead of synthetic ones" };
    private static readonly Option<string?> Orders = new("--orders") { Description = "a folder of recordings whose intent and slots its labels.json tells, instead; the half of them that is for test" };
    private static readonly Option<string[]> Unrelated = new("--unrelated")
    {
        Description = "folders of speech that is no command of the domain: how many commands an hour of it does, by threshold",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Noise = new("--noise") { Description = "a folder of noises, whose second halves are mixed in at 20, 10, 5 and 0 dB" };
    private static readonly Option<bool> Development = new("--development") { Description = "hear the orders and the speech that thresholds are chosen by, not the held-out ones" };
    private static readonly Option<int> Threshold = Count(
        "--threshold", new SpokenRules().Farthest, 0, int.MaxValue, "how far from what was heard a sentence may be, in hundredths of a unit of the logits a sound");

    private static readonly Option<bool> Aloud = new("--aloud") { Description = "print every sentence" };
    private static readonly Option<int> LanguageWeight = Count(
        "--language-weight", new SearchSettings().LanguageWeight, 0, SearchSettings.MaximumWeight, "how much words are trusted beside sounds");

    private static readonly Option<int> WordPenalty = Count("--word-penalty", 0, 0, SearchSettings.MaximumWeight, "what every word costs");
    private static readonly Option<int> Beam = Count("--beam", new SearchSettings().Beam, 1, SearchSettings.MaximumBeam, "how much dearer than the best a hypothesis may be");
    private static readonly Option<string?> Json = new("--json") { Description = "file for the figures as JSON, which `sotto eval report` reads" };
    private static readonly Option<string?> Pictures = new("--pictures") { Description = "folder for the curves as PNG" };

    /// <summary>The command.</summary>
    /// <param name="speech">The option of the cache of synthetic speech.</param>
    /// <param name="acoustic">The option of the acoustic model.</param>
    public static Command Create(Option<string> speech, Option<string> acoustic)
    {
        Command command = new("spoken", "Measures whole spoken commands: words wrong, commands understood, in noise, and commands that unrelated speech does.")
        {
            Domain, speech, acoustic, Sentences, Folder, Orders, Unrelated, Noise, Development, Threshold, LanguageWeight, WordPenalty, Beam, Aloud, Json, Pictures,
        };
        command.SetAction(parsed =>
        {
            SpokenFigures figures = SpokenEvaluation.Run(Read(parsed, parsed.GetValue(speech)!, parsed.GetValue(acoustic)!));
            FigureFile.Write(parsed.GetValue(Json), new EvaluationFigures(null, [figures]));
            SpokenPictures.Save(parsed.GetValue(Pictures), figures);
        });
        return command;
    }

    private static SpokenEvaluationOptions Read(ParseResult parsed, string speech, string acoustic)
    {
        return new SpokenEvaluationOptions(
            PathOf(parsed.GetValue(Domain)!), acoustic, speech, parsed.GetValue(Sentences), parsed.GetValue(Folder),
            new SearchSettings { LanguageWeight = parsed.GetValue(LanguageWeight), WordPenalty = parsed.GetValue(WordPenalty), Beam = parsed.GetValue(Beam) },
            parsed.GetValue(Aloud))
        {
            Orders = parsed.GetValue(Orders),
            Unrelated = parsed.GetValue(Unrelated)!,
            Noise = parsed.GetValue(Noise),
            IsDevelopment = parsed.GetValue(Development),
            Threshold = parsed.GetValue(Threshold),
            Command = CommandText.Of(parsed),
        };
    }

    /// <summary>The file of a domain that is named by its name or its path.</summary>
    internal static string PathOf(string domain) => Path.GetFileNameWithoutExtension(domain) == domain ? $"Models/Intent/{domain}.yaml" : domain;
}
