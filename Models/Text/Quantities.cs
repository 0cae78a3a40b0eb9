namespace Sotto.Models.Text;

/// <summary>Numbers with their units, parts of them, and parts of the whole: "5 mins", "1 and a half hours", "half an hour", "half".</summary>
internal sealed class Quantities
{
    private const int Whole = 12;
    private const int Millisecond = 1;
    private const int Second = 1000 * Millisecond;
    private const int Minute = 60 * Second;
    private const int Hour = 60 * Minute;

    private readonly PhraseRewriter _words;
    private int _partWords;

    public Quantities(PhraseRewriter words)
    {
        _words = words;
    }

    /// <summary>Rewrites a quantity that begins here.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read()
    {
        return PartOfUnit() || Part() || Counted() || Degrees();
    }

    /// <summary>Half an hour, three quarters of an hour, a quarter hour, half a degree.</summary>
    private bool PartOfUnit()
    {
        int twelfths = Twelfths(0);
        if (twelfths == 0)
        {
            return false;
        }

        int ahead = _partWords;
        ahead += _words.Code(ahead) == Vocabulary.Of ? 1 : 0;
        ahead += _words.Code(ahead) == Vocabulary.A ? 1 : 0;
        int unit = SingularUnit(ahead);
        if (unit > 0)
        {
            _words.Take(ahead + 1);
            AddDuration(0, unit * twelfths / Whole, unit);
            return true;
        }

        if (_words.Code(ahead) != Vocabulary.Degree)
        {
            return false;
        }

        _words.Take(ahead);
        _words.AddNumber(1000 * twelfths / Whole);
        AddDegrees();
        return true;
    }

    /// <summary>A number, "a" or "a couple of" with a unit, and a number and a half with or without one.</summary>
    private bool Counted()
    {
        int count = Count(out int used);
        if (count < 0)
        {
            return false;
        }

        int unit = TimeUnit(used);
        if (unit > 0)
        {
            AddCounted(count, used, unit);
            return true;
        }

        _words.Take(used);
        _words.AddNumber(count);
        switch (_words.Code(0))
        {
            case Vocabulary.Kelvin:
                _words.Take(1);
                _words.AddWord("kelvin");
                break;
            case Vocabulary.Degree:
            case Vocabulary.Degrees:
            case Vocabulary.Celsius:
            case Vocabulary.Fahrenheit:
                AddDegrees();
                break;
        }

        return true;
    }

    /// <summary>The thousandths of a count, -1 for none.</summary>
    private int Count(out int used)
    {
        used = 1;
        int count = _words.Thousandths(0);
        if (count >= 0)
        {
            int twelfths = count % 1000 == 0 ? AndPart(1) : 0;
            used += twelfths > 0 ? _partWords + 1 : 0;
            return count + (1000 * twelfths / Whole);
        }

        bool hasArticle = _words.Code(0) == Vocabulary.A;
        if (hasArticle && SingularUnit(1) > 0)
        {
            return 1000;
        }

        used = hasArticle ? 1 : 0;
        if (_words.Code(used) != Vocabulary.Couple)
        {
            return -1;
        }

        used += _words.Code(used + 1) == Vocabulary.Of ? 2 : 1;
        int code = _words.Code(used);
        bool isPercent = code == Vocabulary.Percent || (code == Vocabulary.Per && _words.Code(used + 1) == Vocabulary.Cent);
        return isPercent || code == Vocabulary.Degrees || TimeUnit(used) > 0 ? 2000 : -1;
    }

    /// <summary>Writes a count of hours, minutes or seconds; "and a half" may follow.</summary>
    private void AddCounted(int count, int used, int unit)
    {
        int twelfths = count % 1000 == 0 ? AndPart(used + 1) : 0;
        if (twelfths > 0 && Vocabulary.IsUnit(_words.Code(used + 2 + _partWords)))
        {
            // 5 minutes and a half hour.
            twelfths = 0;
        }

        int rest = twelfths > 0 ? unit * twelfths / Whole : unit / 1000 * (count % 1000);
        if (rest > 0)
        {
            _words.Take(used + 1 + (twelfths > 0 ? _partWords + 1 : 0));
            AddDuration(count / 1000, rest, unit);
            return;
        }

        _words.Take(used);
        _words.AddNumber(count);
        _words.Take(1);
        _words.AddWord(NameOf(unit));
    }

    /// <summary>Half, a quarter, a third of the whole, in percent.</summary>
    private bool Part()
    {
        if (_words.Code(0) == Vocabulary.Halfway)
        {
            _words.Take(1);
            AddPercent(50);
            return true;
        }

        int twelfths = Twelfths(0);
        bool isBareQuarter = _words.Code(0) == Vocabulary.Quarter;
        if (twelfths == 0 || isBareQuarter || _words.Code(_partWords) == Vocabulary.Past)
        {
            return false;
        }

        bool isWay = _words.Code(_partWords) == Vocabulary.Way && _words.Code(_partWords - 1) == Vocabulary.Half;
        _words.Take(_partWords + (isWay ? 1 : 0));
        AddPercent(100 * twelfths / Whole);
        return true;
    }

    private bool Degrees()
    {
        if (_words.Code(0) != Vocabulary.Degrees)
        {
            return false;
        }

        AddDegrees();
        return true;
    }

    /// <summary>
    /// A part that begins ahead: half, quarter, a quarter, three quarters, a third. <see cref="_partWords"/> is how many words
    /// say it.
    /// </summary>
    /// <returns>Twelfths, 0 for no part.</returns>
    private int Twelfths(int ahead)
    {
        bool isOne = _words.Code(ahead) == Vocabulary.A || _words.Whole(ahead) == 1;
        bool isThree = _words.Whole(ahead) == 3;
        _partWords = isOne || isThree ? 2 : 1;
        switch (_words.Code(ahead + _partWords - 1))
        {
            case Vocabulary.Half:
                return isThree ? 0 : 6;
            case Vocabulary.Quarter:
                return isThree ? 9 : 3;
            case Vocabulary.Quarters:
                return isThree ? 9 : 0;
            case Vocabulary.Third:
                return isOne ? 4 : 0;
            default:
                return 0;
        }
    }

    /// <summary>"and a half", "and three quarters", "and half hours"; not the beginning of another quantity or time.</summary>
    private int AndPart(int ahead)
    {
        if (_words.Code(ahead) != Vocabulary.And)
        {
            return 0;
        }

        int twelfths = Twelfths(ahead + 1);
        int after = ahead + 1 + _partWords;
        int next = _words.Code(after);
        bool isOther = next == Vocabulary.Of || next == Vocabulary.Past || next == Vocabulary.To || next == Vocabulary.After;
        bool isLoose = _partWords == 1 && !(_words.Code(ahead + 1) == Vocabulary.Half && TimeUnit(after) > 0);
        return isLoose || isOther || _words.Meridiem(after) > 0 ? 0 : twelfths;
    }

    private int SingularUnit(int ahead)
    {
        switch (_words.Code(ahead))
        {
            case Vocabulary.Hour:
                return Hour;
            case Vocabulary.Minute:
                return Minute;
            case Vocabulary.Second:
                return Second;
            default:
                return 0;
        }
    }

    private int TimeUnit(int ahead)
    {
        switch (_words.Code(ahead))
        {
            case Vocabulary.Hours:
                return Hour;
            case Vocabulary.Minutes:
            case Vocabulary.M:
                return Minute;
            case Vocabulary.Seconds:
                return Second;
            default:
                return SingularUnit(ahead);
        }
    }

    private static string NameOf(int unit)
    {
        return unit == Hour ? "hours" : unit == Minute ? "minutes" : "seconds";
    }

    /// <summary>A count of a unit and a rest below one: 1.5 hours are 1 hours 30 minutes.</summary>
    private void AddDuration(int count, int milliseconds, int unit)
    {
        int thousandths = count * 1000;
        while (unit > Second)
        {
            AddUnit(thousandths, unit);
            unit /= 60;
            thousandths = milliseconds / unit * 1000;
            milliseconds %= unit;
        }

        AddUnit(thousandths + milliseconds, unit);
    }

    private void AddUnit(int thousandths, int unit)
    {
        if (thousandths > 0)
        {
            _words.AddNumber(thousandths);
            _words.AddWord(NameOf(unit));
        }
    }

    private void AddPercent(int value)
    {
        _words.AddNumber(value * 1000);
        _words.AddWord("percent");
    }

    /// <summary>Writes the degrees that stand here: celsius goes without saying.</summary>
    private void AddDegrees()
    {
        int used = _words.Code(0) == Vocabulary.Degree || _words.Code(0) == Vocabulary.Degrees ? 1 : 0;
        while (_words.Code(used) == Vocabulary.Celsius)
        {
            used++;
        }

        bool isFahrenheit = _words.Code(used) == Vocabulary.Fahrenheit;
        _words.Take(used + (isFahrenheit ? 1 : 0));
        _words.AddWord("degrees");
        if (isFahrenheit)
        {
            _words.AddWord("fahrenheit");
        }
    }
}
