namespace Sotto.Models.Text;

/// <summary>The characters of a text after <see cref="CharacterFolding"/>, and where in the text each of them stood.</summary>
internal sealed class FoldedText
{
    private readonly char[] _characters;
    private readonly int _sourceLength;
    private int _count;

    // Where each character stood; null as long as none was left out before it.
    private ushort[] _source;

    /// <summary>Folds the first <see cref="TextNormalizer.MaximumLength"/> characters of a text.</summary>
    public FoldedText(string text)
    {
        int length = text.Length;
        Cut = length > TextNormalizer.MaximumLength;
        _sourceLength = Cut ? TextNormalizer.MaximumLength : length;
        _characters = text.ToCharArray(0, _sourceLength);
        for (int i = 0; i < _sourceLength; i++)
        {
            char c = _characters[i];
            if (c >= 0xD800 && c < 0xE000)
            {
                i += AddPair(i);
            }
            else
            {
                Add(CharacterFolding.Fold(c), i);
            }
        }
    }

    /// <summary>Whether the text went on.</summary>
    public bool Cut { get; }

    /// <summary>How many characters are left.</summary>
    public int Count
    {
        get { return _count; }
    }

    /// <summary>The character at a place, a blank outside of the text.</summary>
    public char At(int place)
    {
        return place >= 0 && place < _count ? _characters[place] : CharacterFolding.Blank;
    }

    /// <summary>Where the character at a place begins in the text; of the place behind the last one, the text's length.</summary>
    public int SourceOf(int place)
    {
        if (place >= _count)
        {
            return _sourceLength;
        }

        return _source == null ? place : _source[place];
    }

    /// <summary>Two halves make a letter of a rare script or a picture; one alone is no character.</summary>
    /// <returns>How many characters were used beside the first.</returns>
    private int AddPair(int i)
    {
        char high = _characters[i];
        bool isPair = high < 0xDC00 && i + 1 < _sourceLength && _characters[i + 1] >= 0xDC00 && _characters[i + 1] < 0xE000;
        if (!isPair)
        {
            Add(CharacterFolding.Blank, i);
            return 0;
        }

        // From U+1F000 on (D83C) there are pictures, from U+E0000 on (DB40) tags and selectors and what is private.
        if (high >= 0xD83C && high < 0xD840)
        {
            Add(CharacterFolding.Blank, i);
            Add(CharacterFolding.Nothing, i + 1);
        }
        else if (high >= 0xDB40)
        {
            Add(CharacterFolding.Nothing, i);
            Add(CharacterFolding.Nothing, i + 1);
        }
        else
        {
            Add(high, i);
            Add(_characters[i + 1], i + 1);
        }

        return 1;
    }

    private void Add(char folded, int from)
    {
        if (folded == CharacterFolding.Nothing)
        {
            if (_source == null)
            {
                _source = new ushort[_sourceLength];
                for (int i = 0; i < _count; i++)
                {
                    _source[i] = (ushort)i;
                }
            }

            return;
        }

        _characters[_count] = folded;
        if (_source != null)
        {
            _source[_count] = (ushort)from;
        }

        _count++;
    }
}
