using System.Text;

namespace Sotto.Models.Spoken;

/// <summary>Sentences as they are written.</summary>
public static class WordTexts
{
    /// <summary>Words with a blank between each two. Allocates.</summary>
    /// <param name="texts">How the words are written.</param>
    /// <param name="words">Holds their numbers.</param>
    /// <param name="offset">Where the first is.</param>
    /// <param name="count">How many.</param>
    public static string Join(IWordTexts texts, int[] words, int offset, int count)
    {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append(i > 0 ? " " : "");
            text.Append(texts.TextOf(words[offset + i]));
        }

        return text.ToString();
    }
}
