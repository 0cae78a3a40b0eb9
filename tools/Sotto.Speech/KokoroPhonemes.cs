using System.Text.Json;

namespace Sotto.Speech;

/// <summary>Text to the numbers of Kokoro's phonemes, by way of espeak-ng's.</summary>
internal sealed class KokoroPhonemes
{
    private const int Longest = 510;

    // Kokoro writes diphthongs and affricates with one letter each; espeak-ng ties two together.
    private static readonly (string Espeak, string Kokoro)[] Both =
    [
        ("a^ɪ", "I"), ("a^ʊ", "W"), ("e^ɪ", "A"), ("ɔ^ɪ", "Y"), ("d^ʒ", "ʤ"), ("t^ʃ", "ʧ"), ("ə^l", "ᵊl"), ("ɐ", "ə"), ("ɚ", "əɹ"),
        ("r", "ɹ"), ("x", "k"), ("ɬ", "l"), ("ʔ", "t"),
    ];

    private static readonly (string Espeak, string Kokoro)[] American =
        [("o^ʊ", "O"), ("ɜː^ɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ɾ", "T"), ("ː", "")];

    private static readonly (string Espeak, string Kokoro)[] British = [("ə^ʊ", "Q"), ("e^ə", "ɛː"), ("iə", "ɪə")];

    private readonly Dictionary<string, long> _vocabulary;

    /// <summary>Reads the vocabulary.</summary>
    /// <param name="tokenizer">The file <c>tokenizer.json</c>.</param>
    public KokoroPhonemes(string tokenizer)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(tokenizer));
        _vocabulary = document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetInt64());
    }

    /// <summary>Numbers of the phonemes, with the number 0 at both ends.</summary>
    public long[] Encode(string text, bool british)
    {
        string phonemes = EspeakPhonemes.Of(text, british ? "en-gb" : "en-us", "--tie=^");
        foreach ((string espeak, string kokoro) in Both.Concat(british ? British : American))
        {
            phonemes = phonemes.Replace(espeak, kokoro, StringComparison.Ordinal);
        }

        string end = text.Length > 0 && text[^1] is '.' or '!' or '?' ? text[^1..] : "";
        IEnumerable<long> known = (phonemes + end).Select(c => _vocabulary.GetValueOrDefault(c.ToString())).Where(id => id > 0);
        return [0, .. known.Take(Longest), 0];
    }
}
