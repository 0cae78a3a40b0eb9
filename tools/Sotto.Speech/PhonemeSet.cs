namespace Sotto.Speech;

/// <summary>
/// The sounds that the acoustic model tells apart: the 39 of the CMU Pronouncing Dictionary (http://www.speech.cs.cmu.edu/cgi-bin/cmudict),
/// without stress, and the blank of CTC before them.
/// </summary>
public static class PhonemeSet
{
    /// <summary>The blank's number.</summary>
    public const int Blank = 0;

    // Longest first where one begins with another.
    private static readonly (string Ipa, string Name)[] Sounds =
    [
        ("tʃ", "ch"), ("dʒ", "jh"), ("eɪ", "ey"), ("aɪ", "ay"), ("ɔɪ", "oy"), ("oʊ", "ow"), ("əʊ", "ow"), ("aʊ", "aw"), ("oː", "ao"),
        ("ɑ", "aa"), ("ɒ", "aa"), ("a", "aa"), ("æ", "ae"), ("ʌ", "ah"), ("ə", "ah"), ("ɐ", "ah"), ("ɔ", "ao"), ("o", "ow"),
        ("ɛ", "eh"), ("e", "ey"), ("ɚ", "er"), ("ɜ", "er"), ("ɪ", "ih"), ("ᵻ", "ih"), ("i", "iy"), ("ʊ", "uh"), ("u", "uw"), ("ᵿ", "uh"),
        ("b", "b"), ("d", "d"), ("ð", "dh"), ("f", "f"), ("ɡ", "g"), ("g", "g"), ("h", "hh"), ("k", "k"), ("x", "k"), ("l", "l"), ("ɬ", "l"),
        ("m", "m"), ("n", "n"), ("ŋ", "ng"), ("p", "p"), ("ɹ", "r"), ("r", "r"), ("s", "s"), ("ʃ", "sh"), ("t", "t"), ("ɾ", "t"), ("ʔ", "t"),
        ("θ", "th"), ("v", "v"), ("w", "w"), ("j", "y"), ("z", "z"), ("ʒ", "zh"),
    ];

    /// <summary>Names in the order of their numbers.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "_", "aa", "ae", "ah", "ao", "aw", "ay", "b", "ch", "d", "dh", "eh", "er", "ey", "f", "g", "hh", "ih", "iy", "jh", "k", "l", "m", "n", "ng", "ow", "oy",
        "p", "r", "s", "sh", "t", "th", "uh", "uw", "v", "w", "y", "z", "zh",
    ];

    private static Dictionary<string, byte> Numbers { get; } = Names.Index().ToDictionary(name => name.Item, name => (byte)name.Index);

    /// <summary>The sounds of a transcription in espeak-ng's spelling of the phonetic alphabet.</summary>
    /// <param name="ipa">The transcription; stress, length and what is no sound of ours are passed over.</param>
    /// <returns>Numbers of <see cref="Names"/>.</returns>
    public static byte[] FromIpa(string ipa)
    {
        List<byte> result = [];
        for (int at = 0; at < ipa.Length;)
        {
            (string Ipa, string Name) sound = Sounds.FirstOrDefault(s => string.CompareOrdinal(ipa, at, s.Ipa, 0, s.Ipa.Length) == 0);
            if (sound.Ipa is null)
            {
                at++;
                continue;
            }

            result.Add(Numbers[sound.Name]);
            at += sound.Ipa.Length;
        }

        return [.. result];
    }
}
