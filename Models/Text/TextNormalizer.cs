namespace Sotto.Models.Text;

/// <summary>
/// Brings a text to the words that grammars and models are written in: lower case without accents and punctuation,
/// contractions written out, one spelling, numbers and times as values, units as one word each. Normalising the words again
/// gives the same words (but where "point" stands before a part: "ten point half").
/// </summary>
public static class TextNormalizer
{
    /// <summary>The most characters of a text that are read; of a longer one the rest counts as overflow.</summary>
    public const int MaximumLength = 2048;

    /// <summary>Normalises a text.</summary>
    /// <param name="text">Any text; null is an empty one.</param>
    /// <param name="into">Takes the words.</param>
    public static void Normalise(string text, Sentence into)
    {
        into.Clear();
        if (text == null)
        {
            return;
        }

        Sentence work = into.Work;
        work.Clear();
        FoldedText folded = new FoldedText(text);
        new WordScanner(folded, work).Scan();
        new NumberWords(work).Merge();
        new PhraseRewriter(work, into).Rewrite();
        into.Overflow = into.Overflow || work.Overflow || folded.Cut;
    }
}
