using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sotto.Models.Intent;

namespace Sotto.Cli.Intent;

/// <summary>Writes answers as JSON objects, one a line, or for people.</summary>
internal static class IntentJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// An answer in a line: text, intent, slots and confidence; the reason where it was refused; all frames where there are
    /// several, of which the first is also the line's own.
    /// </summary>
    public static string Line(string text, IntentAnswer answer)
    {
        bool taken = answer.Refusal == Refusal.None;
        JsonObject line = new()
        {
            ["text"] = text,
            ["intent"] = taken ? answer.Frames[0].Intent : null,
            ["slots"] = taken ? Slots(answer.Frames[0]) : new JsonObject(),
            ["confidence"] = Share(answer.Confidence),
        };
        if (!taken)
        {
            line["reason"] = ReasonOf(answer.Refusal);
        }
        else if (answer.Count > 1)
        {
            line["frames"] = new JsonArray([.. answer.Frames.Take(answer.Count).Select(Frame)]);
        }

        return line.ToJsonString(Options);
    }

    /// <summary>An answer for people, a line a frame.</summary>
    public static IEnumerable<string> Lines(IntentAnswer answer)
    {
        if (answer.Refusal != Refusal.None)
        {
            return [$"no intent: {ReasonOf(answer.Refusal)}"];
        }

        return answer.Frames.Take(answer.Count).Select(frame =>
            Meaning(frame) + string.Create(CultureInfo.InvariantCulture, $"  ({Share(frame.Confidence):0.00})"));
    }

    /// <summary>A frame for people: its intent and its slots.</summary>
    public static string Meaning(IntentFrame frame) =>
        string.Join(", ", Enumerable.Range(0, frame.Count).Select(i => $"{frame.Slots[i]} {frame.Values[i]}").Prepend(frame.Intent));

    /// <summary>Why a sentence was refused, in words.</summary>
    public static string ReasonOf(Refusal refusal) => refusal switch
    {
        Refusal.UnknownWords => "unknown words",
        Refusal.Incomplete => "incomplete",
        _ => "ambiguous",
    };

    /// <summary>The slots of a frame; numbers are numbers.</summary>
    public static JsonObject Slots(IntentFrame frame)
    {
        JsonObject slots = [];
        for (int i = 0; i < frame.Count; i++)
        {
            slots[frame.Slots[i]] = frame.AreNumbers[i] ? JsonNode.Parse(frame.Values[i]) : JsonValue.Create(frame.Values[i]);
        }

        return slots;
    }

    private static JsonNode Frame(IntentFrame frame) => new JsonObject
    {
        ["intent"] = frame.Intent,
        ["slots"] = Slots(frame),
        ["confidence"] = Share(frame.Confidence),
    };

    private static double Share(int confidence) => Math.Round((double)confidence / IntentFormat.One, 3);
}
