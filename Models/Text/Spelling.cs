namespace Sotto.Models.Text;

/// <summary>Gives words their one spelling: contractions written out, possessives dropped, American English.</summary>
internal static class Spelling
{
    /// <summary>Adds a word, which may be two.</summary>
    /// <param name="into">The sentence.</param>
    /// <param name="word">Letters and digits, with apostrophes between them.</param>
    /// <param name="start">Where it stood in the text.</param>
    /// <param name="length">How long it was there.</param>
    public static void Add(Sentence into, string word, int start, int length)
    {
        int apostrophe = LastApostrophe(word);
        if (apostrophe < 0)
        {
            AddWords(into, Of(word), start, length);
            return;
        }

        string before = WithoutApostrophes(word.Substring(0, apostrophe));
        string after = word.Substring(apostrophe + 1);
        string ending = EndingOf(before, after);
        if (ending == null)
        {
            AddWords(into, Of(before + after), start, length);
            return;
        }

        AddWords(into, Of(ending == "not" ? Positive(before) : before), start, length);
        AddWords(into, ending, start, length);
    }

    /// <summary>Adds words that are known to be spelt right.</summary>
    /// <param name="into">The sentence.</param>
    /// <param name="words">One word, or words with a blank between them; empty for none.</param>
    /// <param name="start">Where they stood in the text.</param>
    /// <param name="length">How long they were there.</param>
    public static void AddWords(Sentence into, string words, int start, int length)
    {
        int from = 0;
        while (from < words.Length)
        {
            int blank = words.IndexOf(' ', from);
            int end = blank < 0 ? words.Length : blank;
            string word = words.Substring(from, end - from);
            into.Add(word, WordKind.Word, Vocabulary.CodeOf(word), start, length);
            from = end + 1;
        }
    }

    // On nanoCLR LastIndexOf fails with any character beyond ASCII, IndexOf and indexers beyond U+FFFF; arrays are right.
    private static int LastApostrophe(string word)
    {
        char[] characters = word.ToCharArray();
        int at = characters.Length - 1;
        while (at >= 0 && characters[at] != '\'')
        {
            at--;
        }

        return at;
    }

    private static string WithoutApostrophes(string word)
    {
        char[] characters = word.ToCharArray();
        int kept = 0;
        for (int i = 0; i < characters.Length; i++)
        {
            characters[kept] = characters[i];
            kept += characters[i] == '\'' ? 0 : 1;
        }

        return new string(characters, 0, kept);
    }

    /// <summary>The word that what follows an apostrophe stands for: empty for a possessive, null if it belongs to the word.</summary>
    private static string EndingOf(string before, string after)
    {
        switch (after)
        {
            case "s":
                return EndingS(before);
            case "t":
                return before.Length > 1 && before[before.Length - 1] == 'n' ? "not" : null;
            case "re":
                return "are";
            case "ll":
                return "will";
            case "ve":
                return "have";
            case "d":
                return "would";
            case "m":
                return before == "i" ? "am" : null;
            case "":
                return string.Empty;
            default:
                return null;
        }
    }

    private static string EndingS(string before)
    {
        switch (before)
        {
            case "what":
            case "how":
            case "who":
            case "where":
            case "when":
            case "why":
            case "that":
            case "there":
            case "here":
            case "it":
            case "he":
            case "she":
                return "is";
            case "let":
                return "us";
            default:
                return string.Empty;
        }
    }

    /// <summary>The verb before "n't", of which the n is still there.</summary>
    private static string Positive(string before)
    {
        switch (before)
        {
            case "can":
                return "can";
            case "won":
                return "will";
            case "shan":
                return "shall";
            case "ain":
                return "is";
            default:
                return before.Substring(0, before.Length - 1);
        }
    }

    private static string Of(string word)
    {
        switch (word)
        {
            case "whats":
                return "what is";
            case "hows":
                return "how is";
            case "wheres":
                return "where is";
            case "whos":
                return "who is";
            case "thats":
                return "that is";
            case "theres":
                return "there is";
            case "lets":
                return "let us";
            case "im":
                return "i am";
            case "ive":
                return "i have";
            case "youre":
                return "you are";
            case "theyre":
                return "they are";
            case "dont":
                return "do not";
            case "doesnt":
                return "does not";
            case "didnt":
                return "did not";
            case "isnt":
                return "is not";
            case "arent":
                return "are not";
            case "wasnt":
                return "was not";
            case "cant":
            case "cannot":
                return "can not";
            case "wont":
                return "will not";
            case "couldnt":
                return "could not";
            case "wouldnt":
                return "would not";
            case "shouldnt":
                return "should not";
            default:
                return American(word);
        }
    }

    private static string American(string word)
    {
        switch (word)
        {
            case "colour":
                return "color";
            case "colours":
                return "colors";
            case "coloured":
                return "colored";
            case "centre":
                return "center";
            case "centres":
                return "centers";
            case "centred":
                return "centered";
            case "grey":
                return "gray";
            case "favourite":
                return "favorite";
            case "favourites":
                return "favorites";
            case "theatre":
                return "theater";
            case "telly":
            case "television":
                return "tv";
            case "tellies":
            case "televisions":
                return "tvs";
            default:
                return word;
        }
    }
}
