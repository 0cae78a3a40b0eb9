using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sotto.Audio;
using Sotto.Cli.Intent;
using Sotto.Firmware;
using Sotto.Models.Intent;

namespace Sotto.Cli;

/// <summary>Writes what the voice switch heard and did: a line an event, for people or as JSON.</summary>
/// <param name="output">Where to; flushed after every event.</param>
/// <param name="json">Whether as JSON.</param>
internal sealed class EventWriter(TextWriter output, bool json) : IVoiceListener
{
    private const double One = 256;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string _file = "";
    private long _length = long.MaxValue;

    /// <summary>Whether a command was written since <see cref="Begin"/>.</summary>
    public bool HasCommand { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <param name="file">Its name in events; empty for none.</param>
    public void Begin(string file)
    {
        _file = file;
        _length = long.MaxValue;
        HasCommand = false;
    }

    /// <summary>The file is over: what the silence after it brings out happened at its end.</summary>
    /// <param name="samples">Its length.</param>
    public void End(long samples) => _length = samples;

    /// <inheritdoc/>
    public void OnWakeWord(string word, int score, long sample) => Write(
        Event("wake", sample, ("word", word), ("score", Share(score))),
        $"{Clock(sample)}  wake     {word}  {Text(Share(score))}");

    /// <inheritdoc/>
    public void OnCommand(UnderstoodCommand command, int score, long sample)
    {
        HasCommand = true;
        JsonObject slots = Slots(command);
        string meaning = string.Join(", ", slots.Select(slot => $"{slot.Key} {slot.Value}").Prepend(command.Command.Intent ?? "no intent"));
        Write(
            Event("command", sample, ("text", command.Command.Word), ("intent", command.Command.Intent), ("slots", slots), ("confidence", Share(score))),
            $"{Clock(sample)}  command  {command.Command.Word}  {Text(Share(score))}  {meaning}");
    }

    /// <inheritdoc/>
    public void OnSentence(string text, IntentAnswer answer, long sample)
    {
        HasCommand = true;
        IntentFrame frame = answer.Frames[0];
        double confidence = Math.Round(answer.Confidence / (double)IntentFormat.One, 3);
        Write(
            Event("command", sample, ("text", text), ("intent", frame.Intent), ("slots", IntentJson.Slots(frame)), ("confidence", confidence)),
            $"{Clock(sample)}  command  {text}  {Text(confidence)}  {IntentJson.Meaning(frame)}");
    }

    /// <summary>What was said is no command of the domain: an event as a command's, without an intent.</summary>
    /// <param name="text">What was heard; empty where that is no sentence.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="sample">When that was decided.</param>
    public void OnRefused(string text, Refusal reason, long sample)
    {
        string why = IntentJson.ReasonOf(reason);
        Write(
            Event("command", sample, ("text", text), ("intent", null), ("slots", new JsonObject()), ("confidence", 0), ("reason", why)),
            $"{Clock(sample)}  nothing  no command: {why}");
    }

    /// <inheritdoc/>
    public void OnSwitch(string device, string state, long sample) => Write(
        Event("switch", sample, ("device", device), ("state", state)),
        $"{Clock(sample)}  switch   {device} {state}");

    /// <inheritdoc/>
    public void OnWindowClosed(long sample)
    {
        if (!json)
        {
            output.WriteLine($"{Clock(sample)}  nothing  no command was heard");
            output.Flush();
        }
    }

    /// <summary>The last line.</summary>
    /// <param name="files">How many files were heard.</param>
    /// <param name="audio">How long they were, in seconds.</param>
    /// <param name="compute">How long the work took, in seconds, reading the files not counted.</param>
    public void Summarise(int files, double audio, double compute)
    {
        JsonObject line = new()
        {
            ["event"] = "summary",
            ["files"] = files,
            ["audio_s"] = Math.Round(audio, 3),
            ["compute_s"] = Math.Round(compute, 3),
        };
        string speed = compute > 0 ? FormattableString.Invariant($", {audio / compute:0} times faster than real time") : "";
        Write(line, $"{files} {(files == 1 ? "file" : "files")}, {Text(audio)} s of audio, {Text(compute)} s of work{speed}");
    }

    /// <summary>The slots of a command.</summary>
    private static JsonObject Slots(UnderstoodCommand command)
    {
        JsonObject slots = [];
        if (command.Name is { } name)
        {
            slots["name"] = name;
        }

        if (command.Brightness != UnderstoodCommand.NoBrightness)
        {
            slots["brightness"] = command.Brightness;
        }

        return slots;
    }

    private JsonObject Event(string kind, long sample, params (string Name, JsonNode? Value)[] rest)
    {
        JsonObject line = new() { ["file"] = _file, ["time_s"] = Math.Round(Seconds(sample), 3), ["event"] = kind };
        foreach ((string name, JsonNode? value) in rest)
        {
            line[name] = value;
        }

        return line;
    }

    private void Write(JsonObject line, string text)
    {
        output.WriteLine(json ? line.ToJsonString(Options) : text);
        output.Flush();
    }

    private double Seconds(long sample) => Math.Min(sample, _length) / (double)AudioClip.SampleRate;

    private static double Share(int score) => Math.Round(score / One, 3);

    private string Clock(long sample) => $"{(_file.Length == 0 ? "" : _file + "  ")}{Text(Seconds(sample)),6} s";

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
