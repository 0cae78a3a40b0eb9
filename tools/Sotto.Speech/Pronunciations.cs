namespace Sotto.Speech;

/// <summary>How the words and phrases of the lists are pronounced.</summary>
public static class Pronunciations
{
    private static readonly Dictionary<string, string[]> Phonemes = PhraseLists.Lines("pronunciations.txt")
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0], cells => cells[1].Split(' '));

    private static readonly string[] Inventory = [.. Phonemes.Values.SelectMany(p => p).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How many phonemes there are.</summary>
    public static int Count => Inventory.Length;

    /// <summary>The phonemes of a text, each from 0 to <see cref="Count"/> - 1; none where the lists lack it.</summary>
    /// <param name="text">A word or phrase; case and what follows the last letter do not matter.</param>
    public static int[] Of(string text) =>
        Phonemes.TryGetValue(text.ToLowerInvariant().TrimEnd('.', '!', '?'), out string[]? phonemes)
            ? Array.ConvertAll(phonemes, p => Array.BinarySearch(Inventory, p, StringComparer.Ordinal)) : [];
}
