namespace Sotto.Models.Text;

/// <summary>Cuts folded text into words, numbers in digits and times in digits.</summary>
internal sealed class WordScanner
{
    // What is longer is no word; it is cut, and its place in the text still covers it all.
    private const int MaximumWord = 64;

    private readonly FoldedText _text;
    private readonly Sentence _into;
    private readonly char[] _word = new char[MaximumWord];
    private int _at;
    private int _wordLength;

    public WordScanner(FoldedText text, Sentence into)
    {
        _text = text;
        _into = into;
    }

    /// <summary>Reads the text to its end, or until the sentence overflows.</summary>
    public void Scan()
    {
        while (_at < _text.Count && !_into.Overflow)
        {
            char c = _text.At(_at);
            if (CharacterFolding.IsLetter(c))
            {
                Letters(true);
            }
            else if (CharacterFolding.IsDigit(c) || StartsFraction(c))
            {
                Number();
            }
            else
            {
                Mark(c);
                _at++;
            }
        }
    }

    private bool StartsFraction(char c)
    {
        bool point = c == '.' && IsDigit(_at + 1) && _text.At(_at - 1) == CharacterFolding.Blank;
        return point || Fraction(c) > 0;
    }

    private void Mark(char c)
    {
        switch (c)
        {
            case '%':
                Add("percent", _at);
                break;
            case '&':
                Add("and", _at);
                break;
            case '\u00B0':
            case CharacterFolding.DegreesCelsius:
                Add("degrees", _at);
                break;
            case CharacterFolding.DegreesFahrenheit:
                Add("degrees", _at);
                Add("fahrenheit", _at);
                break;
            case '-':
                if (_text.At(_at - 1) == CharacterFolding.Blank && IsDigit(_at + 1))
                {
                    Add("minus", _at);
                }

                break;
        }
    }

    /// <summary>A run of letters; digits may follow in it (mp3) unless it follows digits itself (1h30m).</summary>
    private void Letters(bool withDigits)
    {
        int start = _at;
        _wordLength = 0;
        bool going = true;
        while (going)
        {
            char c = _text.At(_at);
            going = CharacterFolding.IsLetter(c) || (withDigits && CharacterFolding.IsDigit(c));
            if (c == '\'' && CharacterFolding.IsLetter(_text.At(_at + 1)))
            {
                going = true;
            }

            if (going)
            {
                Append(c);
                _at++;
            }
        }

        if (_at == start + 1)
        {
            Abbreviation(start);
        }

        if (_wordLength == MaximumWord && _word[MaximumWord - 1] >= 0xD800 && _word[MaximumWord - 1] < 0xDC00)
        {
            // The first half of a pair that was cut.
            _wordLength--;
        }

        int from = _text.SourceOf(start);
        Spelling.Add(_into, new string(_word, 0, _wordLength), from, _text.SourceOf(_at) - from);
    }

    /// <summary>After a single letter: p.m. is pm, a/c is ac.</summary>
    private void Abbreviation(int start)
    {
        bool slash = _text.At(start) == 'a' && _text.At(_at) == '/' && _text.At(_at + 1) == 'c';
        while ((slash || _text.At(_at) == '.') && CharacterFolding.IsLetter(_text.At(_at + 1)) && !IsWordCharacter(_at + 2))
        {
            Append(_text.At(_at + 1));
            _at += 2;
            slash = false;
        }
    }

    private void Number()
    {
        int start = _at;
        int whole = Whole();
        bool isDigits = _at > start;
        if (isDigits && (Clock(start, whole) || Ordinal(start, whole)))
        {
            return;
        }

        if (whole > Numbers.Maximum)
        {
            BigNumber(start);
        }
        else
        {
            int value = (whole * 1000) + Thousandths();
            int from = _text.SourceOf(start);
            _into.Add(Decimals.ToText(value), WordKind.Number, value, from, _text.SourceOf(_at) - from);
        }

        if (_text.At(_at) == '\'' && _text.At(_at + 1) == 's' && !IsWordCharacter(_at + 2))
        {
            _at += 2;
        }
        else if (CharacterFolding.IsLetter(_text.At(_at)))
        {
            Letters(false);
        }
    }

    /// <summary>Digits, in groups of three after commas if they are so.</summary>
    /// <returns>The number, or one above <see cref="Numbers.Maximum"/>.</returns>
    private int Whole()
    {
        int value = 0;
        int digits = 0;
        while (IsDigit(_at) || (digits > 0 && digits <= 3 && IsGroup(_at)))
        {
            if (IsDigit(_at))
            {
                digits++;
                value = value > Numbers.Maximum ? value : (value * 10) + _text.At(_at) - '0';
            }
            else
            {
                digits = 0;
            }

            _at++;
        }

        return value;
    }

    private bool IsGroup(int comma)
    {
        return _text.At(comma) == ',' && IsDigit(comma + 1) && IsDigit(comma + 2) && IsDigit(comma + 3) && !IsDigit(comma + 4);
    }

    /// <summary>What follows the whole part: decimals, of which three count, or one of three signs.</summary>
    private int Thousandths()
    {
        int fraction = Fraction(_text.At(_at));
        if (fraction > 0)
        {
            _at++;
            return fraction;
        }

        int value = 0;
        if (_text.At(_at) == '.' && IsDigit(_at + 1))
        {
            _at++;
            for (int unit = 100; IsDigit(_at); _at++)
            {
                value += (_text.At(_at) - '0') * unit;
                unit /= 10;
            }
        }

        return value;
    }

    private static int Fraction(char c)
    {
        switch (c)
        {
            case '\u00BC':
                return 250;
            case '\u00BD':
                return 500;
            case '\u00BE':
                return 750;
            default:
                return 0;
        }
    }

    /// <summary>7:30, but not 7:30:15.</summary>
    private bool Clock(int start, int hour)
    {
        bool isClock = hour < 24 && _at - start <= 2 && _text.At(start - 1) != ':' && _text.At(_at) == ':' && IsDigit(_at + 1)
            && IsDigit(_at + 2) && !IsDigit(_at + 3) && !((_text.At(_at + 3) == ':' || _text.At(_at + 3) == '.') && IsDigit(_at + 4));
        int minute = isClock ? ((_text.At(_at + 1) - '0') * 10) + _text.At(_at + 2) - '0' : 60;
        if (minute >= 60)
        {
            return false;
        }

        _at += 3;
        int from = _text.SourceOf(start);
        int value = (hour * 60) + minute;
        _into.Add(Numbers.TimeText(value), WordKind.Time, value, from, _text.SourceOf(_at) - from);
        if (CharacterFolding.IsLetter(_text.At(_at)))
        {
            Letters(false);
        }

        return true;
    }

    /// <summary>1st is first, 21st is twenty first; what cannot be said in words stays 101st.</summary>
    private bool Ordinal(int start, int value)
    {
        char first = _text.At(_at);
        char second = _text.At(_at + 1);
        bool ending = (first == 's' && second == 't') || (first == 'n' && second == 'd') || (first == 'r' && second == 'd')
            || (first == 't' && second == 'h');
        if (!ending || IsWordCharacter(_at + 2) || value > Numbers.Maximum)
        {
            return false;
        }

        string digits = value.ToString() + first.ToString() + second.ToString();
        _at += 2;
        int from = _text.SourceOf(start);
        Spelling.AddWords(_into, Numbers.Ordinal(value, digits), from, _text.SourceOf(_at) - from);
        return true;
    }

    /// <summary>A number that no house knows stays the word that its digits make.</summary>
    private void BigNumber(int start)
    {
        _wordLength = 0;
        for (int i = start; i < _at; i++)
        {
            char c = _text.At(i);
            if (c != ',' && (_wordLength > 0 || c != '0'))
            {
                Append(c);
            }
        }

        int from = _text.SourceOf(start);
        _into.Add(new string(_word, 0, _wordLength), WordKind.Word, Vocabulary.None, from, _text.SourceOf(_at) - from);
    }

    private void Append(char c)
    {
        char first = CharacterFolding.Split(c, out char second);
        if (_wordLength < MaximumWord)
        {
            _word[_wordLength++] = first;
        }

        if (second != CharacterFolding.Nothing && _wordLength < MaximumWord)
        {
            _word[_wordLength++] = second;
        }
    }

    private bool IsDigit(int place)
    {
        return CharacterFolding.IsDigit(_text.At(place));
    }

    private bool IsWordCharacter(int place)
    {
        return CharacterFolding.IsLetter(_text.At(place)) || IsDigit(place);
    }

    private void Add(string word, int place)
    {
        int from = _text.SourceOf(place);
        _into.Add(word, WordKind.Word, Vocabulary.CodeOf(word), from, _text.SourceOf(place + 1) - from);
    }
}
