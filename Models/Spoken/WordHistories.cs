using Sotto.Kernels;

namespace Sotto.Models.Spoken;

/// <summary>
/// Beginnings of sentences, each once: the one of no words is 0, every other is one before it and a word more. The same words are
/// therefore the same number, and hypotheses that differ in it differ in their words. What no hypothesis has any more is swept out;
/// those that stay keep their order.
/// </summary>
internal sealed class WordHistories
{
    private readonly ushort[] _words;
    private readonly ushort[] _previous;

    // Where each is found by its beginning and its last word, plus one; 0 is empty. Sweeping marks and renumbers in it.
    private readonly ushort[] _index;
    private readonly int _shift;
    private int _count;

    /// <summary>Takes all its memory.</summary>
    /// <param name="capacity">How many there may be, that of no words counted.</param>
    internal WordHistories(int capacity)
    {
        _words = new ushort[capacity];
        _previous = new ushort[capacity];
        _shift = HypothesisList.ShiftFor(2 * capacity);
        _index = new ushort[1 << (32 - _shift)];
        _count = 1;
    }

    /// <summary>How many there are.</summary>
    internal int Count
    {
        [Step]
        get { return _count; }
    }

    /// <summary>Whether over a half of them is used.</summary>
    internal bool IsCrowded
    {
        [Step]
        get { return _count > _words.Length / 2; }
    }

    /// <summary>Bytes of its arrays.</summary>
    internal int Bytes
    {
        get { return (2 * (_words.Length + _previous.Length)) + (2 * _index.Length); }
    }

    /// <summary>Forgets all but the one of no words.</summary>
    [Step]
    internal void Clear()
    {
        _count = 1;
        ClearIndex();
    }

    /// <summary>A beginning and a word more.</summary>
    /// <param name="history">The beginning.</param>
    /// <param name="word">The word.</param>
    /// <returns>Its number, -1 where there is no room for another.</returns>
    [Step]
    internal int Extend(int history, int word)
    {
        int slot = SlotOf(history, word);
        if (_index[slot] != 0)
        {
            return _index[slot] - 1;
        }

        if (_count == _words.Length)
        {
            return -1;
        }

        _words[_count] = (ushort)word;
        _previous[_count] = (ushort)history;
        _count++;
        _index[slot] = (ushort)_count;
        return _count - 1;
    }

    /// <summary>Copies a history's words.</summary>
    /// <param name="history">The history.</param>
    /// <param name="into">Receives the words, the first ones where it is too short.</param>
    /// <returns>How many words the history has.</returns>
    [Step]
    internal int CopyWords(int history, int[] into)
    {
        int count = 0;
        for (int at = history; at != 0; at = _previous[at])
        {
            count++;
        }

        int place = count;
        for (int at = history; at != 0; at = _previous[at])
        {
            place--;
            if (place < into.Length)
            {
                into[place] = _words[at];
            }
        }

        return count;
    }

    /// <summary>Sweeps out what no hypothesis of a list has, and gives the list the new numbers.</summary>
    [Step]
    internal void Sweep(HypothesisList list)
    {
        for (int i = 0; i < _count; i++)
        {
            _index[i] = 0;
        }

        list.MarkHistories(_index);
        for (int i = _count - 1; i > 0; i--)
        {
            if (_index[i] != 0)
            {
                _index[_previous[i]] = 1;
            }
        }

        Renumber();
        list.RenumberHistories(_index);
        ClearIndex();
        for (int i = 1; i < _count; i++)
        {
            _index[SlotOf(_previous[i], _words[i])] = (ushort)(i + 1);
        }
    }

    /// <summary>Moves up those that are marked, and writes their new numbers over the marks. A beginning comes before what goes on from it.</summary>
    [Step]
    private void Renumber()
    {
        int kept = 1;
        _index[0] = 0;
        for (int i = 1; i < _count; i++)
        {
            if (_index[i] != 0)
            {
                _words[kept] = _words[i];
                _previous[kept] = _index[_previous[i]];
                _index[i] = (ushort)kept;
                kept++;
            }
        }

        _count = kept;
    }

    /// <summary>Where a history is found, or would be.</summary>
    [Step]
    private int SlotOf(int history, int word)
    {
        int slot = HypothesisList.Scatter((history << 12) | word, _shift);
        while (_index[slot] != 0 && (_previous[_index[slot] - 1] != history || _words[_index[slot] - 1] != word))
        {
            slot = (slot + 1) & (_index.Length - 1);
        }

        return slot;
    }

    [Step]
    private void ClearIndex()
    {
        for (int i = 0; i < _index.Length; i++)
        {
            _index[i] = 0;
        }
    }
}
