namespace Sotto.Speech;

/// <summary>Something that is not the phrase and sounds like it.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Distance">How far it is from the phrase, by <see cref="PhonemeDistance"/>.</param>
public sealed record NearMiss(string Text, double Distance);

/// <summary>
/// What a phrase will be mistaken for: parts of it, its words with other sounds in them, and words and pairs of words out of lists that
/// sound like it.
/// </summary>
public sealed class NearMisses
{
    /// <summary>Nearer than this it is the phrase itself as somebody else says it: one sound for another that is alike.</summary>
    public const double Nearest = 0.65;

    // Made-up words with one sound for another of its kind are what accents make of the phrase.
    private const double NearestMadeUp = 0.95;

    private const string Vowels = "aeiouy";

    // Beyond half of its sounds nothing is mistaken for it.
    private const double FurthestShare = 0.5;
    private const int HalvesKept = 12;

    private static readonly string[] Onsets = "b ch d f g h j k l m n p r s sh st t th v w y z br gr tr".Split(' ');
    private static readonly string[] Middles = "a e i o u oo ee ay".Split(' ');
    private static readonly string[] Endings = ["", "n", "s", "l", "r", "d", "t", "ing"];

    private readonly Func<string, IReadOnlyList<byte>> _soundsOf;
    private readonly string[] _words;
    private readonly string[] _phrase;
    private readonly byte[] _sounds;

    /// <summary>Prepares to look for them.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="soundsOf">How a word is pronounced.</param>
    /// <param name="words">Words and names that people say.</param>
    public NearMisses(string phrase, Func<string, IReadOnlyList<byte>> soundsOf, IEnumerable<string> words)
    {
        _soundsOf = soundsOf;
        _phrase = phrase.Split(' ');
        _sounds = [.. SoundsOf(phrase)];
        _words = [.. words.Select(word => word.ToLowerInvariant()).Distinct().Where(word => word != phrase)];
    }

    /// <summary>The near misses: all parts, then of everything else the nearest.</summary>
    /// <param name="count">How many beside the parts.</param>
    public IReadOnlyList<NearMiss> Find(int count)
    {
        NearMiss[] parts = [.. Measure(Parts()).Where(part => part.Distance >= Nearest)];
        IEnumerable<NearMiss> said = Measure(_words.Concat(Pairs())).Where(near => near.Distance >= Nearest);
        IEnumerable<NearMiss> others = said.Concat(Measure(Swapped()).Where(near => near.Distance >= NearestMadeUp))
            .Where(near => near.Distance <= FurthestShare * _sounds.Length && !parts.Any(part => part.Text == near.Text))
            .DistinctBy(near => near.Text).OrderBy(near => near.Distance).ThenBy(near => near.Text, StringComparer.Ordinal);
        return [.. parts, .. others.Take(count)];
    }

    /// <summary>Words that have to be pronounced for <see cref="Find"/>, for whoever pronounces many at once.</summary>
    public IEnumerable<string> Unpronounced() => Parts().Concat(Swapped()).SelectMany(text => text.Split(' ')).Concat(_words).Distinct();

    private IEnumerable<NearMiss> Measure(IEnumerable<string> texts) => texts.Distinct()
        .Select(text => new NearMiss(text, PhonemeDistance.Of(_sounds, [.. SoundsOf(text)]))).OrderBy(near => near.Distance).ThenBy(near => near.Text, StringComparer.Ordinal);

    private IEnumerable<byte> SoundsOf(string text) => text.Split(' ').SelectMany(_soundsOf);

    /// <summary>Its halves, each of its words alone, and all of it but one syllable.</summary>
    private IEnumerable<string> Parts()
    {
        string[][] syllables = [.. _phrase.Select(Syllables)];
        (int Word, int Syllable)[] all = [.. syllables.SelectMany((word, i) => word.Select((_, j) => (i, j)))];
        string Only(Func<int, bool> keep) => string.Join(' ', syllables.Select((word, i) =>
            string.Concat(word.Where((_, j) => keep(Array.IndexOf(all, (i, j)))))).Where(word => word.Any(Vowels.Contains)));

        int half = (all.Length + 1) / 2;
        IEnumerable<string> parts = [Only(i => i < half), Only(i => i >= half), .. _phrase, .. all.Select((_, left) => Only(i => i != left))];
        return parts.Where(part => part.Length > 1 && part != string.Join(' ', _phrase)).Distinct();
    }

    /// <summary>A word's letters cut before each consonant that a vowel follows: near enough to syllables to leave one out.</summary>
    private static string[] Syllables(string word)
    {
        List<string> parts = [];
        int start = 0;
        for (int i = 1; i + 1 < word.Length; i++)
        {
            bool begins = !Vowels.Contains(word[i]) && Vowels.Contains(word[i + 1]);
            if (begins && word[start..i].Any(Vowels.Contains) && word[i..].TrimEnd('e').Any(Vowels.Contains))
            {
                parts.Add(word[start..i]);
                start = i;
            }
        }

        return [.. parts, word[start..]];
    }

    /// <summary>The phrase with one word begun, filled or ended otherwise.</summary>
    private IEnumerable<string> Swapped() => _phrase.SelectMany((word, place) =>
        Variants(word).Where(variant => variant != word).Select(variant => string.Join(' ', _phrase.Select((w, i) => i == place ? variant : w))));

    private static IEnumerable<string> Variants(string word)
    {
        int onset = word.TakeWhile(c => !Vowels.Contains(c)).Count();
        int middle = onset;
        while (middle < word.Length && Vowels.Contains(word[middle]))
        {
            middle++;
        }

        string stem = word.TrimEnd('e');
        return Onsets.Append("").Select(other => other + word[onset..])
            .Concat(Middles.Select(other => word[..onset] + other + word[middle..]))
            .Concat(Endings.Select(other => stem + other)).Append(word[..^1]).Where(variant => variant.Any(Vowels.Contains));
    }

    /// <summary>Two words, the first like the beginning of the phrase and the second like the rest, wherever that is cut.</summary>
    private IEnumerable<string> Pairs() => Enumerable.Range(1, Math.Max(0, _sounds.Length - 1)).SelectMany(cut =>
        from first in Like(_sounds[..cut])
        from second in Like(_sounds[cut..])
        select $"{first} {second}");

    private IEnumerable<string> Like(byte[] sounds) =>
        _words.Select(word => (Word: word, Distance: PhonemeDistance.Of(sounds, _soundsOf(word)))).OrderBy(word => word.Distance)
            .ThenBy(word => word.Word, StringComparer.Ordinal).Take(HalvesKept).Select(word => word.Word);
}
