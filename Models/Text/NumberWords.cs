namespace Sotto.Models.Text;

/// <summary>Puts the words of a number together: "twenty five", "one hundred and five", "2 thousand", "twenty point five".</summary>
internal sealed class NumberWords
{
    private const int NoNumber = -1;

    private readonly Sentence _words;
    private int _at;

    public NumberWords(Sentence words)
    {
        _words = words;
    }

    /// <summary>Replaces the words of each number by one word of kind Number, in place.</summary>
    public void Merge()
    {
        int kept = 0;
        while (_at < _words.Count)
        {
            int from = _at;
            int value = Cardinal();
            if (value == NoNumber)
            {
                value = Digits();
            }

            if (value == NoNumber)
            {
                kept += Keep(kept, from);
            }
            else
            {
                value = (value * 1000) + DecimalPlaces();
                int start = _words.Start[from];
                int length = _words.Start[_at - 1] + _words.Length[_at - 1] - start;
                _words.Put(kept++, Decimals.ToText(value), WordKind.Number, value, start, length);
            }
        }

        _words.Count = kept;
    }

    private int Keep(int kept, int from)
    {
        string word = _words.Words[from];
        _words.Put(kept, word, _words.Kinds[from], _words.Values[from], _words.Start[from], _words.Length[from]);
        _at = from + 1;
        return 1;
    }

    /// <summary>A whole number in digits.</summary>
    private int Digits()
    {
        int value = WholeAt(_at);
        if (value != NoNumber)
        {
            _at++;
        }

        return value;
    }

    private int Cardinal()
    {
        int start = _at;
        int value = Group();
        if (value == NoNumber)
        {
            _at += CodeAt(_at) == Vocabulary.A ? 1 : 0;
            value = 1;
            if (CodeAt(_at) != Vocabulary.Thousand)
            {
                _at = start;
                return NoNumber;
            }
        }

        if (value > 0 && value < 1000 && CodeAt(_at) == Vocabulary.Thousand)
        {
            _at++;
            value = (value * 1000) + AfterThousand();
        }

        return value;
    }

    private int AfterThousand()
    {
        int start = _at;
        _at += CodeAt(_at) == Vocabulary.And ? 1 : 0;
        int value = Group();
        if (value > 0 && value < 1000 && CodeAt(_at) != Vocabulary.Thousand)
        {
            return value;
        }

        _at = start;
        return 0;
    }

    /// <summary>A number below a hundred, or one of hundreds: "a hundred", "twenty seven hundred", "two hundred and five".</summary>
    private int Group()
    {
        int start = _at;
        _at += CodeAt(_at) == Vocabulary.A && CodeAt(_at + 1) == Vocabulary.Hundred ? 1 : 0;
        int value = CodeAt(_at) == Vocabulary.Hundred ? 1 : Small();
        if (value == NoNumber)
        {
            _at = start;
        }
        else if (value > 0 && value < 100 && CodeAt(_at) == Vocabulary.Hundred)
        {
            _at++;
            value = (value * 100) + AfterHundred();
        }

        return value;
    }

    private int AfterHundred()
    {
        int start = _at;
        _at += CodeAt(_at) == Vocabulary.And ? 1 : 0;
        int value = WordsBelowHundred();
        if (value > 0 && CodeAt(_at) != Vocabulary.Hundred)
        {
            return value;
        }

        _at = start;
        return 0;
    }

    /// <summary>Words below a hundred, or digits before "hundred" and "thousand".</summary>
    private int Small()
    {
        int digits = WholeAt(_at);
        if (digits == NoNumber)
        {
            return WordsBelowHundred();
        }

        int next = CodeAt(_at + 1);
        if (digits >= 1000 || (next != Vocabulary.Hundred && next != Vocabulary.Thousand))
        {
            return NoNumber;
        }

        _at++;
        return digits;
    }

    private int WordsBelowHundred()
    {
        int value = CodeAt(_at) - Vocabulary.Numbers;
        if (value < 0 || value > 90)
        {
            return NoNumber;
        }

        int next = CodeAt(_at + 1);
        if (value >= 20 && next > Vocabulary.Ordinals && next < Vocabulary.Ordinals + 10)
        {
            // "twenty first" is no number.
            return next == Vocabulary.Second ? Take(1, value) : NoNumber;
        }

        int units = next - Vocabulary.Numbers;
        return value >= 20 && units > 0 && units < 10 ? Take(2, value + units) : Take(1, value);
    }

    private int Take(int words, int value)
    {
        _at += words;
        return value;
    }

    /// <summary>The thousandths that follow after "point": digits one by one, a number of two digits, or digits.</summary>
    private int DecimalPlaces()
    {
        if (CodeAt(_at) != Vocabulary.Point)
        {
            return 0;
        }

        int start = _at;
        _at++;
        int value = 0;
        int unit = 100;
        for (int digit = DigitAt(_at); digit >= 0; digit = DigitAt(_at))
        {
            value += digit * unit;
            unit /= 10;
            _at++;
        }

        if (_at == start + 1)
        {
            value = TwoDigits();
        }

        if (_at == start + 1)
        {
            _at = start;
        }

        return value;
    }

    private int TwoDigits()
    {
        int value = WordsBelowHundred();
        if (value != NoNumber)
        {
            return value * 10;
        }

        value = WholeAt(_at);
        int digits = value == NoNumber ? 0 : _words.Length[_at];
        if (digits == 0 || digits > 3)
        {
            return 0;
        }

        _at++;
        return digits == 1 ? value * 100 : digits == 2 ? value * 10 : value;
    }

    private int DigitAt(int place)
    {
        int code = CodeAt(place);
        if (code == Vocabulary.Oh)
        {
            return 0;
        }

        return code >= Vocabulary.Numbers && code < Vocabulary.Numbers + 10 ? code - Vocabulary.Numbers : -1;
    }

    private int CodeAt(int place)
    {
        return place < _words.Count && _words.Kinds[place] == WordKind.Word ? _words.Values[place] : Vocabulary.None;
    }

    private int WholeAt(int place)
    {
        bool isWhole = place < _words.Count && _words.Kinds[place] == WordKind.Number && _words.Values[place] % 1000 == 0;
        return isWhole ? _words.Values[place] / 1000 : NoNumber;
    }
}
