using Sotto.Models.Text;

namespace Sotto.Models.Intent;

/// <summary>
/// A sentence as tokens: from left to right each longest phrase of a lexicon is one, and each word outside of one. Made once,
/// and filled with one sentence after the other.
/// </summary>
public sealed class LexiconMatch
{
    private readonly int[] _words = new int[Sentence.Capacity];
    private readonly int[] _lengths = new int[Sentence.Capacity];
    private readonly int[] _entries = new int[Sentence.Capacity];
    private int _count;

    /// <summary>How many tokens there are; what the arrays hold beyond them means nothing.</summary>
    public int Count
    {
        get { return _count; }
    }

    /// <summary>The number of each token's first word in the sentence.</summary>
    public int[] Words
    {
        get { return _words; }
    }

    /// <summary>How many words each token has.</summary>
    public int[] Lengths
    {
        get { return _lengths; }
    }

    /// <summary>The entry of the lexicon that each token is, -1 for a word.</summary>
    public int[] Entries
    {
        get { return _entries; }
    }

    /// <summary>Makes the tokens of a sentence.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="lexicon">The phrases.</param>
    public void Read(Sentence sentence, Lexicon lexicon)
    {
        _count = 0;
        int position = 0;
        while (position < sentence.Count)
        {
            int entry = lexicon.Match(sentence, position);
            _words[_count] = position;
            _entries[_count] = entry;
            _lengths[_count] = entry < 0 ? 1 : lexicon.WordsOf(entry);
            position += _lengths[_count];
            _count++;
        }
    }
}
