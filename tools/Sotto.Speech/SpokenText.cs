using System.Globalization;

namespace Sotto.Speech;

/// <summary>Sentences as they are said: words, with numbers written out.</summary>
public static class SpokenText
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The words of a text.</summary>
    /// <param name="text">A text; of punctuation only apostrophes within words matter.</param>
    /// <returns>Words in lower case without digits.</returns>
    public static IReadOnlyList<string> Words(string text)
    {
        string plain = text.ToLowerInvariant().Replace('’', '\'').Replace("%", " percent ", StringComparison.Ordinal).Replace("°", " degrees ", StringComparison.Ordinal);
        string clean = new([.. plain.Select((c, i) => char.IsLetterOrDigit(c) || c == '\'' || IsPoint(plain, i) ? c : ' ')]);
        return
        [
            .. clean.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'')).Where(word => word.Length > 0)
                .SelectMany(Parts).SelectMany(Spell),
        ];
    }

    /// <summary>A number as it is said: "twenty one", "one hundred five", "twenty point five".</summary>
    /// <param name="number">0 to 999,999.</param>
    public static IReadOnlyList<string> Number(int number) => number switch
    {
        < 0 or > 999_999 => throw new ArgumentOutOfRangeException(nameof(number)),
        < 20 => [Small[number]],
        < 100 => [Tens[(number / 10) - 2], .. number % 10 == 0 ? [] : Number(number % 10)],
        < 1000 => [Small[number / 100], "hundred", .. number % 100 == 0 ? [] : Number(number % 100)],
        _ => [.. Number(number / 1000), "thousand", .. number % 1000 == 0 ? [] : Number(number % 1000)],
    };

    private static bool IsPoint(string text, int at) =>
        text[at] == '.' && at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);

    /// <summary>Digits and letters apart: "5pm" is "5", "pm".</summary>
    private static IEnumerable<string> Parts(string word)
    {
        int letters = word.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        return letters == 0 || letters == word.Length ? [word] : [word[..letters], word[letters..]];
    }

    private static IEnumerable<string> Spell(string word)
    {
        if (!char.IsAsciiDigit(word[0]))
        {
            return [word];
        }

        string[] halves = word.Split('.', 2);
        IEnumerable<string> whole = int.TryParse(halves[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 999_999
            ? Number(number) : halves[0].Select(digit => Small[digit - '0']);
        return halves.Length == 1 ? whole : [.. whole, "point", .. halves[1].Where(char.IsAsciiDigit).Select(digit => Small[digit - '0'])];
    }
}
