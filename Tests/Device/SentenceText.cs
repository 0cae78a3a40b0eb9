using nanoFramework.TestFramework;
using Sotto.Models.Text;

namespace Sotto.Tests;

/// <summary>Normalises texts for tests.</summary>
internal static class SentenceText
{
    /// <summary>Checks the words of a text, and that they stay the same when they are normalised themselves.</summary>
    public static void Check(string text, string words)
    {
        Assert.AreEqual(words, WordsOf(Of(text)), text);
        Assert.AreEqual(words, WordsOf(Of(words)), text);
    }

    public static Sentence Of(string text)
    {
        Sentence sentence = new Sentence();
        TextNormalizer.Normalise(text, sentence);
        return sentence;
    }

    /// <summary>The words with blanks between them.</summary>
    public static string WordsOf(Sentence sentence)
    {
        string words = string.Empty;
        for (int i = 0; i < sentence.Count; i++)
        {
            words += i == 0 ? sentence.Words[i] : " " + sentence.Words[i];
        }

        return words;
    }

    /// <summary>What a word came from.</summary>
    public static string SourceOf(string text, Sentence sentence, int word)
    {
        return text.Substring(sentence.Start[word], sentence.Length[word]);
    }
}
