using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>A sentence as a model reads it: a row for each word, number, or phrase of the lexicon.</summary>
public sealed class TokenList
{
    /// <summary>Most tokens of a sentence: the rest of the context is for the frames.</summary>
    public const int Capacity = 40;

    private readonly LexiconMatch _match = new LexiconMatch();
    private readonly int[] _rows = new int[Capacity];

    /// <summary>Tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the sentence has more tokens than fit.</summary>
    public bool Overflow { get; private set; }

    /// <summary>Tokens that are words which the model does not know.</summary>
    public int UnknownCount { get; private set; }

    /// <summary>Reads a sentence.</summary>
    public void Fill(Sentence sentence, Lexicon lexicon, IntentRows rows)
    {
        _match.Read(sentence, lexicon);
        Count = _match.Count < Capacity ? _match.Count : Capacity;
        Overflow = sentence.Overflow || _match.Count > Capacity;
        UnknownCount = 0;
        for (int token = 0; token < Count; token++)
        {
            int entry = _match.Entries[token];
            _rows[token] = entry < 0 ? RowOf(sentence, _match.Words[token], rows) : rows.FirstClass + lexicon.ClassOf(entry);
            UnknownCount += rows.IsUnknown(_rows[token]) ? 1 : 0;
        }
    }

    /// <summary>The row of a token.</summary>
    public int RowAt(int token)
    {
        return _rows[token];
    }

    /// <summary>The first word of a token in its sentence.</summary>
    public int FirstWordOf(int token)
    {
        return _match.Words[token];
    }

    /// <summary>The last word of a token in its sentence.</summary>
    public int LastWordOf(int token)
    {
        return _match.Words[token] + _match.Lengths[token] - 1;
    }

    /// <summary>The entry of the lexicon that a token is, -1 where it is none.</summary>
    public int EntryAt(int token)
    {
        return _match.Entries[token];
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
