using System.Globalization;
using System.Text;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;

namespace Sotto.Training.Words;

/// <summary>Writes the card of a model of one's own words.</summary>
/// <param name="report">What is known of it.</param>
public sealed class WordCard(WordReport report)
{
    // Where no call was seen in a time, with 95% confidence there are fewer than three in it (Hanley and Lippman-Hand, 1983).
    private const double RuleOfThree = 3;

    private readonly StringBuilder _text = new();

    private string Label => report.Model.Labels[^1];

    /// <summary>The card, Markdown.</summary>
    /// <param name="confusions">The files of the confusions, by <see cref="WordReport.Worst"/>.</param>
    public string Make(IReadOnlyList<string> confusions)
    {
        Line($"# {Label}.sotto");
        Line($"Hears {(report.Old.Count > 0 ? $"\"{report.Phrase}\" beside {string.Join(", ", report.Old.Select(word => $"\"{word.Word.Replace('_', ' ')}\""))}" : $"\"{report.Phrase}\"")}. Made by");
        string more = (report.Options.Recordings is null ? "" : " --from folder --recordings DIR") + (report.Options.To is { } to ? $" --to {Path.GetFileName(to)}" : "");
        Line($"```\nsotto words add \"{report.Phrase}\"{more}\n```");
        Sizes();
        DataTable();
        Measured();
        OldWords();
        Confusions(confusions);
        return _text.ToString();
    }

    private void Sizes()
    {
        Model model = report.Model;
        int parameters = report.Shape.Weights(Kernels.FrontEnd.FeatureCount, model.OutputLength);
        Table(["", ""], [
            ["input", $"{model.StepFrames} rows of {Kernels.FrontEnd.FeatureCount} features (`FrontEnd`, 10 ms a row), int8, a step every {10 * model.StepFrames} ms"],
            ["output", $"{model.OutputLength} probabilities, int8: {string.Join(", ", model.Labels.Select(label => $"`{label}`"))}"],
            ["architecture", $"causal: {report.Shape.Kernels.Length} residual blocks of depthwise and pointwise convolutions, {report.Shape.Channels} channels"],
            ["parameters", Number(parameters)],
            ["file; tables", $"{Number(report.FileLength)} bytes; {Number(model.TableBytes)} bytes (float: {Number(4 * parameters)})"],
            ["arena", $"{Number(model.ArenaBytes)} bytes"],
            ["multiply-accumulates", $"{Number(model.MultiplyAccumulatesPerStep * 100 / model.StepFrames)} a second"],
            ["detector", string.Create(CultureInfo.InvariantCulture, $"mean of {model.Smoothing} steps, threshold {string.Join(", ", model.Labels.Zip(model.Thresholds).Skip(1).Select(l => $"{l.First} {l.Second / 256.0:0.00}"))}; 1,000 ms quiet after a call")],
            ["licence", "yours to choose: the weights are made here, of the recordings and voices below"],
        ]);
    }

    private void DataTable()
    {
        Line("## Data");
        Table(["what the weights learned from", "clips", "licence"], [.. DataRows().Where(row => row[1] != "0")]);
        Line("A tenth of the voices sets thresholds and a tenth is tested on, by a hash of the voice's name; of own recordings a fifth is tested on. A neural voice may be a mixture of two, "
            + $"of which one is mixed with others elsewhere. Examples: {Number(report.Options.Examples)}, each in a room, with noise, through a microphone of chance. Steps: {Number(report.Options.Steps)}, and a quarter more rounded.");
        Line($"Near misses of \"{report.Phrase}\" that it learned to leave alone, the nearest first: {string.Join(", ", report.Data.Near[^1].OrderBy(n => n.Distance).Take(12).Select(n => n.Text))}.");
    }

    private IEnumerable<string[]> DataRows()
    {
        yield return ["people saying it", Number(report.Learned(Origin.Human, r => r.Set == SpeechSet.Wake)), "yours; `consent.txt` beside the recordings says what was agreed"];
        yield return ["people saying anything else", Number(report.Learned(Origin.Human, r => r.Set != SpeechSet.Wake)), "that of the recordings in `--audio`"];
        yield return ["espeak-ng, flite, festival saying it", Number(report.Learned(Origin.Synthetic, r => r.Set == SpeechSet.Wake)), "made here; what these programs say is free of their licences"];
        yield return ["the same, near misses, words, names, sentences", Number(report.Learned(Origin.Synthetic, r => r.Set != SpeechSet.Wake)), "made here"];
        yield return ["neural voices saying it", Number(report.Learned(Origin.Neural, r => r.Set == SpeechSet.Wake)), "made here: Kokoro-82M (Apache-2.0); Piper's voices have a licence each, which see"];
        yield return ["the same, near misses and sentences", Number(report.Learned(Origin.Neural, r => r.Set != SpeechSet.Wake)), "made here"];
    }

    private void Measured()
    {
        Line("## Measured");
        Line("On recordings that neither weights nor thresholds saw:");
        Table(["set", "files", "hours", "found", "false", "false an hour"], [.. report.Found.Concat(report.Others).Select(Cells)]);
        string most = report.OtherCalls == 0 && report.OtherHours > 0
            ? string.Create(CultureInfo.InvariantCulture, $", which says no more than fewer than {RuleOfThree / report.OtherHours:0.0} an hour") : "";
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Asked for: {report.Options.FalseRate:0.0#} false calls an hour. Thresholds were chosen on {report.ThresholdHours:0.00} hours of other speech; the test, without near misses, heard {report.OtherCalls} in {report.OtherHours:0.00} hours{most}."));
        if (!report.Found.Any(result => result.Name.StartsWith("people", StringComparison.Ordinal)))
        {
            Line("**No person said this word in training or test.** Synthetic voices flatter, or mislead: models that found half of them found 2 to 13 people in a hundred (docs/training.md).");
        }

        Line($"Int8 against floating point, held out, clean: found {Share(report.Rounding.Rounded)} and {Share(report.Rounding.Exact)}.");
        Line($"![Share found against false calls an hour]({Label}-curve.png)");
    }

    private void OldWords()
    {
        if (report.Old.Count == 0)
        {
            return;
        }

        Line("## The old words");
        Table(["word", "set", "files", "found before", "found after"], [.. report.Old.SelectMany(word => word.Before.Zip(word.After, (before, after) =>
            new[] { word.Word, before.Name, Number(before.Recordings), Share(before.Found), Share(after.Found) }))]);
    }

    private void Confusions(IReadOnlyList<string> files)
    {
        Line("## Worst confusions");
        Line("What scored highest without being the word, near misses included; listen to it.");
        Table(["said", "taken for", "score", "called", "file"], [.. report.Worst.Zip(files, (worst, file) => new[]
        {
            worst.Text, worst.Word, worst.Score.ToString("0.00", CultureInfo.InvariantCulture), worst.Called ? "yes" : "", $"[{file}](confusions/{Uri.EscapeDataString(file)})",
        })]);
    }

    private static string[] Cells(WakeResult result) =>
    [
        result.Name, Number(result.Recordings), result.Hours.ToString("0.00", CultureInfo.InvariantCulture), Share(result.Found), Number(result.False),
        result.FalsePerHour.ToString("0.0", CultureInfo.InvariantCulture),
    ];

    private void Table(string[] head, string[][] rows)
    {
        foreach (string[] cells in new[] { head, [.. head.Select(_ => "---")] }.Concat(rows))
        {
            _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        _text.Append('\n');
    }

    private void Line(string text) => _text.Append(text).Append("\n\n");

    private static string Share(double share) => double.IsNaN(share) ? "" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
