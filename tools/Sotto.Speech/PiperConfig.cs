using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sotto.Speech;

/// <summary>What the JSON file beside a Piper voice says of it.</summary>
/// <param name="Language">espeak-ng's voice whose phonemes it speaks.</param>
/// <param name="Rate">Samples a second of what it speaks.</param>
/// <param name="Speakers">How many speakers it has.</param>
/// <param name="Noise">How much chance there is in the sound.</param>
/// <param name="Length">How slowly it speaks.</param>
/// <param name="Rhythm">How much chance there is in the lengths.</param>
/// <param name="Ids">The numbers of each phoneme, of which the keys are single code points.</param>
public sealed partial record PiperConfig(
    string Language, int Rate, int Speakers, float Noise, float Length, float Rhythm, IReadOnlyDictionary<string, long[]> Ids)
{
    private const string Begin = "^";
    private const string End = "$";
    private const string Pad = "_";

    // Piper takes letters apart from their marks; without ICU .NET does not, and these are all that espeak-ng joins.
    private static readonly Dictionary<char, string> Joined = new()
    {
        ['ç'] = "c\u0327",
        ['ã'] = "a\u0303",
        ['ẽ'] = "e\u0303",
        ['ĩ'] = "i\u0303",
        ['õ'] = "o\u0303",
        ['ũ'] = "u\u0303",
    };

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, <c>voice.onnx.json</c>.</param>
    /// <exception cref="InvalidDataException">It is no such file, which the message says in a line.</exception>
    public static PiperConfig Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: no Piper voice's file ({error.Message.ReplaceLineEndings(" ")})", error);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Numbers of a transcription: a pad after every phoneme, and marks at both ends.</summary>
    /// <param name="ipa">espeak-ng's transcription; what the voice does not know is passed over, as Piper does.</param>
    public long[] Encode(string ipa)
    {
        long[] pad = Ids[Pad];
        IEnumerable<long> phonemes = string.Concat(LanguageMark().Replace(ipa, "").Select(c => Joined.GetValueOrDefault(c, $"{c}"))).EnumerateRunes()
            .SelectMany(rune => Ids.TryGetValue(rune.ToString(), out long[]? ids) ? [.. ids, .. pad] : Array.Empty<long>());
        return [.. Ids[Begin], .. pad, .. phonemes, .. Ids[End]];
    }

    private static PiperConfig Read(JsonElement root)
    {
        if (root.TryGetProperty("phoneme_type", out JsonElement kind) && kind.GetString() is { } name and not "espeak")
        {
            throw new InvalidDataException($"phonemes of the kind {name}; only espeak's are known");
        }

        JsonElement inference = root.GetProperty("inference");
        Dictionary<string, long[]> ids = root.GetProperty("phoneme_id_map").EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(id => id.GetInt64()).ToArray());
        if (new[] { Begin, End, Pad }.FirstOrDefault(mark => !ids.TryGetValue(mark, out long[]? numbers) || numbers.Length == 0) is { } missing)
        {
            throw new InvalidDataException($"phoneme_id_map has no {missing}");
        }

        int rate = root.GetProperty("audio").GetProperty("sample_rate").GetInt32();
        int speakers = root.TryGetProperty("num_speakers", out JsonElement count) ? Math.Max(1, count.GetInt32()) : 1;
        return rate is < 8000 or > 96000 ? throw new InvalidDataException($"{rate} samples a second") : new PiperConfig(
            root.GetProperty("espeak").GetProperty("voice").GetString()!, rate, speakers, Scale(inference, "noise_scale"), Scale(inference, "length_scale"),
            Scale(inference, "noise_w"), ids);
    }

    /// <summary>Where espeak-ng changes to another language's sounds and back, "(en)" and "(de)": nothing that is said.</summary>
    [GeneratedRegex(@"\([a-z-]+\)")]
    private static partial Regex LanguageMark();

    private static float Scale(JsonElement inference, string name) => inference.GetProperty(name).GetSingle();
}
