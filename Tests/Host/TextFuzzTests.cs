using Sotto.Models.Intent;
using Sotto.Models.Text;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Throws texts of all kinds at the normaliser and the lexicon.</summary>
public sealed class TextFuzzTests
{
    private const int Rounds = 100_000;

    /// <summary>Words that rules look for, in the spellings that they are met in.</summary>
    private static readonly string[] s_words =
        ("zero one two three five seven ten twelve thirteen twenty thirty ninety hundred thousand first second third ninth point oh a an "
        + "and of half halfway way quarter quarters couple past after to till o'clock oclock o clock am pm p m t v c f k h s noon midnight per cent "
        + "percent kelvin degree degrees celsius fahrenheit deg hour hours hr minute minutes mins min seconds secs sec 7:30 7 12 1 3 20.5 "
        + "1,000 05 0.333 2000001 2700K 5min 1h30m 50% \u00B0 \u00B0C \u2103 \u00BD 1\u00BD 1st 22nd 101st 7.30 a.m. p.m. what's can't light's grey "
        + "television lights the light minus -5 . , ; - ' 5's 1/2 a/c 23:59 24:00 1:2:30 won't ain't wouldn't've 13").Split(' ');

    private static readonly string[] s_sentences =
    [
        "turn on the lights in the living room", "set a timer for one and a half hours", "what's the temperature of the office thermostat?",
        "set the bedroom lamp to 50% and 2700K", "wake me at half past seven pm", "add two bananas to the children's list",
    ];

    [Fact]
    public void WordsOfTheRulesInAnyOrder()
        => Throw(random => string.Join(random.Next(8) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 9)).Select(_ => s_words[random.Next(s_words.Length)])));

    [Fact]
    public void AnyCharacters() => Throw(random => Characters(random, random.Next(60), AnyCharacter));

    [Fact]
    public void DigitsAndMarks()
    {
        const string alphabet = "0123456789.,:-'/ apmstndrhkc%\u00B0\u00BD\u00E9\u0301\u00AD";
        Throw(random => Characters(random, random.Next(30), source => alphabet[source.Next(alphabet.Length)]));
    }

    [Fact]
    public void MutatedSentences() => Throw(random =>
    {
        string text = s_sentences[random.Next(s_sentences.Length)];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            string put = random.Next(3) switch
            {
                0 => "",
                1 => AnyCharacter(random).ToString(),
                _ => " " + s_words[random.Next(s_words.Length)] + " ",
            };
            text = text[..at] + put + text[Math.Min(text.Length, at + random.Next(3))..] + " ";
        }

        return text;
    });

    /// <summary>Every character alone, within a word and within a number, and every pair of a high and a low surrogate at the corners.</summary>
    [Fact]
    public void EveryCharacter()
    {
        Sentence sentence = new();
        for (int code = 0; code < 0x10000; code++)
        {
            Check($"{(char)code} a{(char)code}b 1{(char)code}2 {(char)code}\uDC00 \uD800{(char)code}", sentence, new Sentence());
        }
    }

    /// <summary>What the device's strings cannot hold, or hold otherwise: they are UTF-8 and end with a zero.</summary>
    [Theory]
    [InlineData("turn\0on", "turn on")]
    [InlineData("light \uD83D\uDCA1 on", "light on")]
    [InlineData("light\uD83D\uDCA1on", "light on")]
    [InlineData("light\uDB40\uDC67s", "lights")]
    [InlineData("a\uD800b\uDC00c", "a b c")]
    [InlineData("\uD801\uDC28 on", "\uD801\uDC28 on")]
    public void PairsAndZeros(string text, string words)
    {
        Sentence sentence = new();
        TextNormalizer.Normalise(text, sentence);
        Assert.Equal(words, string.Join(' ', sentence.Words.Take(sentence.Count)));
    }

    [Theory]
    [InlineData("light ", 10_000)]
    [InlineData("twenty five ", 10_000)]
    [InlineData("half ", 10_000)]
    [InlineData("x", 1_000_000)]
    [InlineData("x'", 1_000_000)]
    [InlineData("9", 1_000_000)]
    [InlineData("1,000,", 1_000_000)]
    [InlineData("\u0301", 1_000_000)]
    [InlineData("a.", 1_000_000)]
    [InlineData("a hundred and ", 10_000)]
    [InlineData("\uD800", 10_000)]
    public void LongTextsStopAtTheirLimit(string piece, int times)
    {
        string text = string.Concat(Enumerable.Repeat(piece, times));
        Sentence sentence = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        TextNormalizer.Normalise(text, sentence);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(sentence.Overflow);
        Assert.InRange(sentence.Count, 0, Sentence.Capacity);
        Assert.InRange(allocated, 0, 200_000);
        Assert.True(AreWithin(text, sentence));
    }

    [Fact]
    public void LookingUpAllocatesNothing()
    {
        Lexicon lexicon = new();
        for (int i = 0; i < s_words.Length; i++)
        {
            lexicon.Add(s_words[i], i, "x");
            lexicon.Add(s_words[i] + " lamp", i, "x");
        }

        Sentence sentence = new();
        TextNormalizer.Normalise(string.Join(' ', s_words.Take(50)), sentence);
        LexiconMatch tokens = new();
        tokens.Read(sentence, lexicon);
        long before = GC.GetAllocatedBytesForCurrentThread();
        tokens.Read(sentence, lexicon);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(tokens.Count, 1, sentence.Count);
    }

    /// <summary>The lexicon's index finds what a search through all phrases finds.</summary>
    [Fact]
    public void LookingUpIsAsSearchingAll()
    {
        Random random = new(7);
        string[] words = "blind blinds glass glasses battery batteries tv tvs s e y room rooms lamp a i es".Split(' ');
        Sentence sentence = new();
        for (int round = 0; round < 20_000; round++)
        {
            Lexicon lexicon = new();
            for (int i = random.Next(12); i > 0; i--)
            {
                lexicon.Add(Phrase(random, words), i, "x");
            }

            TextNormalizer.Normalise(Phrase(random, words), sentence);
            int expected = Search(lexicon, sentence);
            Assert.Equal(expected, lexicon.Match(sentence, 0));
        }
    }

    private static string Phrase(Random random, string[] words)
        => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => words[random.Next(words.Length)]));

    private static int Search(Lexicon lexicon, Sentence sentence)
        => Enumerable.Range(0, lexicon.Count)
            .Where(entry => lexicon.WordsOf(entry) <= sentence.Count)
            .Where(entry => Enumerable.Range(0, lexicon.WordsOf(entry) - 1).All(i => lexicon.WordOf(entry, i) == sentence.Words[i]))
            .Where(entry => LastWord(lexicon, entry) == sentence.Words[lexicon.WordsOf(entry) - 1]
                || (SameButForNumber(LastWord(lexicon, entry), sentence.Words[lexicon.WordsOf(entry) - 1]) && !IsNamedAfter(lexicon, entry)))
            .OrderByDescending(lexicon.WordsOf)
            .ThenBy(entry => LastWord(lexicon, entry) == sentence.Words[lexicon.WordsOf(entry) - 1] ? 0 : 1)
            .ThenBy(entry => entry)
            .FirstOrDefault(-1);

    /// <summary>Whether a phrase is another one and a word more.</summary>
    private static bool IsNamedAfter(Lexicon lexicon, int entry) => Enumerable.Range(0, lexicon.Count).Any(
        other => lexicon.WordsOf(other) == lexicon.WordsOf(entry) - 1
            && Enumerable.Range(0, lexicon.WordsOf(other)).All(i => lexicon.WordOf(other, i) == lexicon.WordOf(entry, i)));

    private static string LastWord(Lexicon lexicon, int entry) => lexicon.WordOf(entry, lexicon.WordsOf(entry) - 1);

    private static bool SameButForNumber(string first, string second) => first == second || Plurals(first).Contains(second) || Plurals(second).Contains(first);

    private static IEnumerable<string> Plurals(string word)
    {
        yield return word + "s";
        if (word[^1] == 'y')
        {
            yield return word[..^1] + "ies";
        }

        if ("sxzho".Contains(word[^1], StringComparison.Ordinal))
        {
            yield return word + "es";
        }
    }

    private static void Throw(Func<Random, string> make)
    {
        Random random = new(42);
        Sentence sentence = new();
        Sentence again = new();
        for (int round = 0; round < Rounds; round++)
        {
            Check(make(random), sentence, again);
        }
    }

    /// <summary>The words lie within the text and in its order, and normalising them gives them again.</summary>
    private static void Check(string text, Sentence sentence, Sentence again)
    {
        TextNormalizer.Normalise(text, sentence);
        Assert.True(AreWithin(text, sentence), $"{Escaped(text)}: a word lies outside of the text or out of order");
        for (int i = 0; i < sentence.Count; i++)
        {
            Assert.True(IsWord(sentence, i), $"{Escaped(text)}: '{Escaped(sentence.Words[i])}' is no {sentence.Kinds[i]} of value {sentence.Values[i]}");
        }

        if (sentence.Overflow || HasLoosePoint(sentence))
        {
            return;
        }

        string words = string.Join(' ', sentence.Words.Take(sentence.Count));
        TextNormalizer.Normalise(words, again);
        bool same = again.Count == sentence.Count && Enumerable.Range(0, sentence.Count)
            .All(i => again.Words[i] == sentence.Words[i] && again.Kinds[i] == sentence.Kinds[i] && again.Values[i] == sentence.Values[i]);
        Assert.True(same, $"{Escaped(text)}: '{Escaped(words)}' is normalised to '{Escaped(string.Join(' ', again.Words.Take(again.Count)))}'");
    }

    private static bool AreWithin(string text, Sentence sentence)
    {
        int start = 0;
        int end = 0;
        for (int i = 0; i < sentence.Count; i++)
        {
            if (sentence.Start[i] < start || sentence.Start[i] + sentence.Length[i] < end || sentence.Length[i] < 1)
            {
                return false;
            }

            start = sentence.Start[i];
            end = start + sentence.Length[i];
        }

        return end <= text.Length;
    }

    private static bool IsWord(Sentence sentence, int i)
    {
        string word = sentence.Words[i];
        int value = sentence.Values[i];
        return sentence.Kinds[i] switch
        {
            WordKind.Number => decimal.Parse(word, System.Globalization.CultureInfo.InvariantCulture) * 1000 == value,
            WordKind.Time => word == $"{value / 60:00}:{value % 60:00}" && value is >= 0 and < 1440,
            _ => value == 0 && word.Length is > 0 and <= 64 && !word.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsAsciiLetterUpper(c)),
        };
    }

    /// <summary>"point" after a number, which a part of something may follow: the exception of <see cref="TextNormalizer"/>.</summary>
    private static bool HasLoosePoint(Sentence sentence)
        => Enumerable.Range(1, Math.Max(0, sentence.Count - 1)).Any(i => sentence.Words[i] == "point" && sentence.Kinds[i - 1] == WordKind.Number);

    private static char AnyCharacter(Random random) => (char)(random.Next(3) switch
    {
        0 => random.Next(0x20, 0x7F),
        1 => random.Next(0x250),
        _ => random.Next(0x10000),
    });

    private static string Characters(Random random, int length, Func<Random, char> draw)
        => string.Concat(Enumerable.Range(0, length).Select(_ => draw(random)));

    private static string Escaped(string text) => string.Concat(text.Select(c => c is >= ' ' and < '\x7F' ? c.ToString() : $"\\u{(int)c:X4}"));
}
