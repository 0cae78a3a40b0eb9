namespace Sotto.Speech;

/// <summary>The texts that the corpus is made of, from the lists in Data.</summary>
public static class PhraseLists
{
    /// <summary>Spellings of a wake word for the voices of one language.</summary>
    /// <param name="Label">The wake word's label.</param>
    /// <param name="Language">Language code of the voices.</param>
    /// <param name="Spellings">One is drawn for each clip.</param>
    public sealed record Target(string Label, string Language, string[] Spellings);

    /// <summary>The wake words.</summary>
    public static Target[] Targets { get; } =
        [.. Lines("targets.txt").Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Target(cells[0], cells[1], Split(cells[2])))];

    /// <summary>Phrases near to a wake word, by its label.</summary>
    public static IReadOnlyDictionary<string, string[]> Near { get; } =
        Lines("near.txt").Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(c => c[0], c => Split(c[1]));

    /// <summary>The command words.</summary>
    public static string[] Commands { get; } = ["yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go"];

    /// <summary>Other words.</summary>
    public static string[] Words { get; } =
        [.. WordsOf("words.txt").Except(Commands)];

    /// <summary>A sentence of the grammar.</summary>
    public static string Sentence(Random random)
    {
        string[] kinds = [.. Grammar.Select(group => group.Key).Distinct()];
        string kind = kinds[random.Next(kinds.Length)];
        return string.Join(' ', Grammar[kind].Select(phrases => phrases[random.Next(phrases.Length)]));
    }

    /// <summary>
    /// Four to seven words in no order that makes sense: other words, phrases near to a wake word, and made-up words, so that
    /// sounds follow each other as no grammar of ours would have them.
    /// </summary>
    public static string Jumble(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(4, 8)).Select(_ => random.Next(10) switch
    {
        < 5 => Pick(Words, random),
        < 8 => Pick(Pick(NearPhrases, random), random),
        _ => MadeUp(random),
    }));

    /// <summary>A name, as it is called through a house, or a word that is none, of as many syllables.</summary>
    public static string Name(Random random) => random.Next(2) == 0 ? Pick(Names, random) : MadeUp(random);

    /// <summary>Every single word of the lists, names included, in lower case.</summary>
    public static IReadOnlyList<string> Lexicon =>
        [.. Words.Concat(Commands).Concat(Names).Concat(Near.Values.SelectMany(p => p).Concat(Grammar.SelectMany(g => g.SelectMany(p => p))).SelectMany(p => p.Split(' ')))
            .Select(word => word.ToLowerInvariant()).Where(word => word.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Names { get; } = [.. WordsOf("names.txt")];

    private static readonly string[] Onsets =
        "b br ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sk sl sm sn st t th tr v w y z".Split(' ');

    private static readonly string[] Rhymes =
        "a ack ale an ar ark ass ay e ead eck eel en er ess i ick ile in ire iss o oat ock oi ole on oo oom or oy u uck ule um ur us".Split(' ');

    private static string MadeUp(Random random) => string.Concat(
        Enumerable.Range(0, random.Next(2, 4)).Select(_ => Pick(Onsets, random) + Pick(Rhymes, random)));

    private static T Pick<T>(T[] list, Random random) => list[random.Next(list.Length)];

    private static string[][] NearPhrases { get; } = [.. Near.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value)];

    private static ILookup<string, string[]> Grammar { get; } =
        Lines("sentences.txt").Select(line => line.Split(':', 2)).ToLookup(c => c[0], c => Split(c[1]));

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    private static IEnumerable<string> WordsOf(string name) =>
        Lines(name).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct();

    private static IEnumerable<string> Lines(string name)
    {
        using Stream stream = typeof(PhraseLists).Assembly.GetManifestResourceStream($"Sotto.Speech.Data.{name}")!;
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }
}
