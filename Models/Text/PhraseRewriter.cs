namespace Sotto.Models.Text;

/// <summary>
/// Goes over words and numbers and writes times of day, durations, parts and units as one form each. The rules look ahead from
/// where it stands; each word that they write takes the place in the text of the words it was made of.
/// </summary>
internal sealed class PhraseRewriter
{
    private readonly Sentence _from;
    private readonly Sentence _into;
    private int _at;
    private int _start;
    private int _length;

    public PhraseRewriter(Sentence from, Sentence into)
    {
        _from = from;
        _into = into;
    }

    /// <summary>Writes the whole sentence.</summary>
    public void Rewrite()
    {
        ClockTimes times = new ClockTimes(this);
        Quantities quantities = new Quantities(this);
        while (_at < _from.Count && !_into.Overflow)
        {
            if (!times.Read() && !quantities.Read() && !Spaced())
            {
                Copy();
            }
        }
    }

    /// <summary>The code of a word ahead; <see cref="Vocabulary.None"/> for numbers, times and the end.</summary>
    public int Code(int ahead)
    {
        int place = _at + ahead;
        return place < _from.Count && _from.Kinds[place] == WordKind.Word ? _from.Values[place] : Vocabulary.None;
    }

    /// <summary>The thousandths of a number ahead, -1 for what is no number.</summary>
    public int Thousandths(int ahead)
    {
        return ValueOf(ahead, WordKind.Number);
    }

    /// <summary>A whole number ahead, -1 for what is none.</summary>
    public int Whole(int ahead)
    {
        int value = Thousandths(ahead);
        return value >= 0 && value % 1000 == 0 ? value / 1000 : -1;
    }

    /// <summary>The minutes of a time ahead, -1 for what is no time.</summary>
    public int Time(int ahead)
    {
        return ValueOf(ahead, WordKind.Time);
    }

    /// <summary>How many words ahead say am or pm: none, "pm", or "p m".</summary>
    public int Meridiem(int ahead)
    {
        int code = Code(ahead);
        if (code == Vocabulary.Am || code == Vocabulary.Pm)
        {
            return 1;
        }

        return (code == Vocabulary.A || code == Vocabulary.P) && Code(ahead + 1) == Vocabulary.M ? 2 : 0;
    }

    /// <summary>Steps over words; what is added next takes their place.</summary>
    public void Take(int words)
    {
        int last = _at + words - 1;
        _start = _from.Start[_at];
        _length = _from.Start[last] + _from.Length[last] - _start;
        _at += words;
    }

    public void AddWord(string word)
    {
        _into.Add(word, WordKind.Word, 0, _start, _length);
    }

    public void AddNumber(int thousandths)
    {
        _into.Add(Decimals.ToText(thousandths), WordKind.Number, thousandths, _start, _length);
    }

    public void AddTime(int minutes)
    {
        _into.Add(Numbers.TimeText(minutes), WordKind.Time, minutes, _start, _length);
    }

    /// <summary>Words that are written with a blank inside: "per cent", "t v".</summary>
    private bool Spaced()
    {
        bool isTv = Code(0) == Vocabulary.T && Code(1) == Vocabulary.V;
        if (!isTv && !(Code(0) == Vocabulary.Per && Code(1) == Vocabulary.Cent))
        {
            return false;
        }

        Take(2);
        AddWord(isTv ? "tv" : "percent");
        return true;
    }

    private void Copy()
    {
        WordKind kind = _from.Kinds[_at];
        int value = kind == WordKind.Word ? 0 : _from.Values[_at];
        _into.Add(_from.Words[_at], kind, value, _from.Start[_at], _from.Length[_at]);
        _at++;
    }

    private int ValueOf(int ahead, WordKind kind)
    {
        int place = _at + ahead;
        return place < _from.Count && _from.Kinds[place] == kind ? _from.Values[place] : -1;
    }
}
