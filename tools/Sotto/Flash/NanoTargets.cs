using System.Text.Json;

namespace Sotto.Cli.Flash;

/// <summary>nanoFramework's targets for ESP32 chips, of <c>.nanoFramework/targets.json</c>.</summary>
internal static class NanoTargets
{
    private static readonly JsonElement Targets = Load();

    /// <summary>Refuses a target that a microphone cannot be read with, or that is for another chip.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="chip">The board's chip.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public static string? Refuse(string target, string chip) =>
        !Targets.TryGetProperty(target, out JsonElement known) ? $"nanoFramework has no target {target}"
        : known.GetProperty("chip").GetString() is { } other && other != chip ? $"the target {target} is for the {other}, not the {chip}"
        : known.GetProperty("i2s").GetBoolean() ? null : $"the firmware of target {target} is built without I2S, by which microphones are read";

    private static JsonElement Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Boards", "targets.json")));
        return document.RootElement.GetProperty("targets").Clone();
    }
}
