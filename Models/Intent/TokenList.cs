using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>A sentence as a model reads it: a row for each word, number, or phrase of the lexicon.</summary>
public sealed class TokenList
{
    /// <summary>Most tokens of a sentence: the rest of the context is for the frames.</summary>
    public const int Capacity = 40;

    private readonly int[] _rows = new int[Capacity];
    private readonly int[] _firstWords = new int[Capacity];
    private readonly int[] _lastWords = new int[Capacity];
    private readonly int[] _entries = new int[Capacity];

    /// <summary>Tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the sentence has more tokens than fit.</summary>
    public bool Overflow { get; private set; }

    /// <summary>Tokens that are words which the model does not know.</summary>
    public int UnknownCount { get; private set; }

    /// <summary>Reads a sentence.</summary>
    public void Fill(Sentence sentence, Lexicon lexicon, IntentRows rows)
    {
        Count = 0;
        UnknownCount = 0;
        int word = 0;
        while (word < sentence.Count && Count < Capacity)
        {
            int entry = lexicon.Match(sentence, word);
            int words = entry < 0 ? 1 : lexicon.WordsOf(entry);
            _entries[Count] = entry;
            _rows[Count] = entry < 0 ? RowOf(sentence, word, rows) : rows.FirstClass + lexicon.ClassOf(entry);
            _firstWords[Count] = word;
            _lastWords[Count] = word + words - 1;
            UnknownCount += rows.IsUnknown(_rows[Count]) ? 1 : 0;
            Count++;
            word += words;
        }

        Overflow = sentence.Overflow || word < sentence.Count;
    }

    /// <summary>The row of a token.</summary>
    public int RowAt(int token)
    {
        return _rows[token];
    }

    /// <summary>The first word of a token in its sentence.</summary>
    public int FirstWordOf(int token)
    {
        return _firstWords[token];
    }

    /// <summary>The last word of a token in its sentence.</summary>
    public int LastWordOf(int token)
    {
        return _lastWords[token];
    }

    /// <summary>The entry of the lexicon that a token is, -1 where it is none.</summary>
    public int EntryAt(int token)
    {
        return _entries[token];
    }

    private static int RowOf(Sentence sentence, int word, IntentRows rows)
    {
        switch (sentence.Kinds[word])
        {
            case WordKind.Number:
                return IntentRows.OfNumber(sentence.Values[word]);
            case WordKind.Time:
                return IntentRows.Time;
            default:
                return rows.OfWord(sentence.Words[word]);
        }
    }
}
