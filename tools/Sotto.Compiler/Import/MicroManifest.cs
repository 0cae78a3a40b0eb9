using System.Text.Json;
using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>What is used of the manifest that comes with microWakeWord's models.</summary>
/// <param name="WakeWord">The phrase; "vad" marks a model of speech in general.</param>
/// <param name="Threshold">From which mean on it is called, 0 to 255 in units of 1/256.</param>
/// <param name="SlidingWindow">Outputs that are averaged, 1 to 255.</param>
/// <param name="FeatureStepMilliseconds">From one feature row to the next, 1 to 30.</param>
public sealed record MicroManifest(string WakeWord, int Threshold, int SlidingWindow, int FeatureStepMilliseconds)
{
    /// <summary>Models of version 1 were all made for this step.</summary>
    private const int FirstStep = 20;

    /// <summary>Reads a manifest of version 1 or 2.</summary>
    /// <param name="json">Its text, UTF-8.</param>
    /// <exception cref="ModelFormatException">It is none.</exception>
    public static MicroManifest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            int version = (int)Number(root, "version", 1, 2);
            JsonElement micro = Member(root, "micro", JsonValueKind.Object);
            string word = Member(root, "wake_word", JsonValueKind.String).GetString()!;

            // The runtime compares with the cutoff in units of 1/255, rounded down (esphome, streaming_model.cpp); sums of over it call.
            int threshold = (int)(Number(micro, "probability_cutoff", 0, 1) * 255);
            int window = (int)Number(micro, version == 1 ? "sliding_window_average_size" : "sliding_window_size", 1, 255);
            return new MicroManifest(word, threshold, window, version == 1 ? FirstStep : (int)Number(micro, "feature_step_size", 1, 30));
        }
        catch (JsonException error)
        {
            throw new ModelFormatException($"no JSON: {error.Message}");
        }
    }

    private static JsonElement Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind
            ? value : throw new ModelFormatException($"no {name} in the manifest");

    private static double Number(JsonElement parent, string name, double least, double most)
    {
        double value = Member(parent, name, JsonValueKind.Number).GetDouble();
        return value >= least && value <= most ? value : throw new ModelFormatException($"{name} {value:g6} in the manifest, not {least} to {most}");
    }
}
