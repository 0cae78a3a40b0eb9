using System.Globalization;
using System.Text.Json;
using Sotto.Intent;
using Sotto.Intent.Baseline;
using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>Measures how many sentences of a list are understood exactly, by the model, by the templates alone, and by both.</summary>
internal static class EvaluateIntentCommand
{
    private const string Nothing = "(no intent)";

    /// <summary>How a sentence was understood.</summary>
    /// <param name="Line">Its line.</param>
    /// <param name="Text">The sentence.</param>
    /// <param name="Wanted">What it means.</param>
    /// <param name="Model">What the model says.</param>
    /// <param name="Templates">What the templates say.</param>
    /// <param name="Either">What `sotto intent` says of both.</param>
    private sealed record Result(int Line, string Text, Meaning Wanted, Meaning Model, Meaning Templates, Meaning Either);

    /// <summary>What a sentence means, comparable.</summary>
    /// <param name="Intent">The intent; of several those of all.</param>
    /// <param name="Frames">All frames with their slots, in lower case.</param>
    /// <param name="Key">All frames as they were written, which halves go by.</param>
    private sealed record Meaning(string Intent, string Frames, string Key)
    {
        public static Meaning None { get; } = new(Nothing, Nothing, Nothing);
    }

    /// <summary>Prints a table by intent and the failures.</summary>
    /// <param name="path">Objects with text, intent and slots, or text and frames; without either the sentence is no command.</param>
    /// <param name="half">Only those of a half: development or test; null for all.</param>
    /// <param name="model">The model.</param>
    /// <param name="decoder">An engine that runs it.</param>
    /// <param name="templates">The templates that it is measured against; null for none.</param>
    /// <param name="streams">Where to.</param>
    public static void Run(string path, string? half, IntentModel model, IDecoder decoder, TemplateRecogniser? templates, Streams streams)
    {
        IntentRecogniser recogniser = new(model, decoder);
        IntentAnswer answer = new();
        List<Result> results = [];
        foreach ((int line, JsonElement element, string text) in IntentText.ReadFile(path))
        {
            Meaning wanted = Wanted(element, $"{path}({line})");
            if (half is not null && HalfOf(wanted) != half)
            {
                continue;
            }

            recogniser.Understand(text, answer);
            Meaning said = Of(answer);
            IReadOnlyList<IntentFrame> frames = templates?.RecogniseAll(text) ?? [];
            IntentEngine.Settle(frames, templates?.OpenWords > 0, answer);
            results.Add(new Result(line, text, wanted, said, frames.Count > 0 ? Of(frames) : Meaning.None, Of(answer)));
        }

        Print(results, templates is not null, streams.Output);
    }

    private static void Print(List<Result> results, bool hasTemplates, TextWriter output)
    {
        string[][] rows = [.. results.GroupBy(result => result.Wanted.Intent).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Row(group.Key, [.. group]))];
        new ReportTable(
            "right by intent; exact: intent and all slots",
            [("intent", false), ("sentences", true), ("intent right", true), ("exact", true), ("templates", true), ("either", true)],
            rows, Row("all", results)).Write(output);
        foreach (Result result in results.Where(result => result.Model.Frames != result.Wanted.Frames))
        {
            output.WriteLine($"{result.Line}: {result.Text}");
            output.WriteLine($"    wanted    {result.Wanted.Frames}");
            output.WriteLine($"    model     {result.Model.Frames}");
            if (hasTemplates)
            {
                output.WriteLine($"    templates {result.Templates.Frames}");
            }
        }
    }

    private static string[] Row(string name, IReadOnlyList<Result> results)
    {
        string Share(Func<Result, bool> right) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * results.Count(right) / results.Count:0.0}%");
        return
        [
            name, results.Count.ToString(CultureInfo.InvariantCulture), Share(result => result.Model.Intent == result.Wanted.Intent),
            Share(result => result.Model.Frames == result.Wanted.Frames), Share(result => result.Templates.Frames == result.Wanted.Frames),
            Share(result => result.Either.Frames == result.Wanted.Frames),
        ];
    }

    private static Meaning Wanted(JsonElement element, string place)
    {
        try
        {
            JsonElement[] frames = element.TryGetProperty("frames", out JsonElement several) ? [.. several.EnumerateArray()]
                : element.TryGetProperty("intent", out JsonElement intent) && intent.ValueKind == JsonValueKind.String ? [element] : [];
            return frames.Length == 0 ? Meaning.None : Join(frames.Select(frame => (
                frame.GetProperty("intent").GetString() ?? "",
                frame.TryGetProperty("slots", out JsonElement slots) ? slots.EnumerateObject().Select(slot => (slot.Name, slot.Value.ToString())) : [])));
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException)
        {
            throw new UserException($"{place}: no object with text, intent and slots");
        }
    }

    private static Meaning Of(IntentAnswer answer) => answer.Refusal == Refusal.None ? Of(answer.Frames.Take(answer.Count)) : Meaning.None;

    private static Meaning Of(IEnumerable<IntentFrame> frames) => Join(frames.Select(
        frame => (frame.Intent, Enumerable.Range(0, frame.Count).Select(i => (frame.Slots[i], frame.Values[i])))));

    private static Meaning Join(IEnumerable<(string Intent, IEnumerable<(string Name, string Value)> Slots)> frames)
    {
        (string Intent, string[] Slots)[] sorted =
            [.. frames.Select(frame => (frame.Intent, frame.Slots.Select(slot => $"{slot.Name}={slot.Value}").Order(StringComparer.Ordinal).ToArray()))];
        return new Meaning(
            string.Join(" + ", sorted.Select(frame => frame.Intent)),
            string.Join(" + ", sorted.Select(frame => string.Join(", ", frame.Slots.Prepend(frame.Intent)).ToLowerInvariant())),
            string.Join('+', sorted.Select(frame => string.Join('|', frame.Slots.Prepend(frame.Intent)))));
    }

    /// <summary>All sentences that mean the same are in one half.</summary>
    private static string HalfOf(Meaning wanted) => StableHash.Of(wanted.Key) % 2 == 0 ? "test" : "development";
}
