namespace Sotto.Models.Text;

/// <summary>Times of day: "7:30 pm", "seven o'clock", "half past seven", "quarter to eight", "noon".</summary>
internal sealed class ClockTimes
{
    private const int Day = 24 * 60;

    private readonly PhraseRewriter _words;

    public ClockTimes(PhraseRewriter words)
    {
        _words = words;
    }

    /// <summary>Rewrites a time of day that begins here.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read()
    {
        return Written() || Named() || Relative() || OClock() || WithMeridiem();
    }

    private bool Written()
    {
        int minutes = _words.Time(0);
        return minutes >= 0 && Add(minutes, 1);
    }

    private bool Named()
    {
        int ahead = _words.Whole(0) == 12 ? 1 : 0;
        int minutes = NamedMinutes(ahead);
        return minutes >= 0 && Add(minutes, ahead + 1);
    }

    private int NamedMinutes(int ahead)
    {
        switch (_words.Code(ahead))
        {
            case Vocabulary.Noon:
                return Day / 2;
            case Vocabulary.Midnight:
                return 0;
            default:
                return -1;
        }
    }

    /// <summary>Half past, ten past, a quarter past, a quarter to.</summary>
    private bool Relative()
    {
        int ahead = _words.Code(0) == Vocabulary.A && _words.Code(1) == Vocabulary.Quarter ? 1 : 0;
        int part = Part(ahead);
        if (part < 0)
        {
            return false;
        }

        int relation = _words.Code(ahead + 1);
        bool isQuarter = _words.Code(ahead) == Vocabulary.Quarter;
        bool past = relation == Vocabulary.Past || (relation == Vocabulary.After && isQuarter);
        bool to = relation == Vocabulary.To && isQuarter;
        int hour = HourMinutes(ahead + 2);
        if (hour < 0 || !(past || to) || Vocabulary.IsUnit(_words.Code(ahead + 3)))
        {
            return false;
        }

        int used = ahead + 3;
        used += OClockWords(used);
        return Add((hour + (past ? part : Day - part)) % Day, used);
    }

    private int Part(int ahead)
    {
        switch (_words.Code(ahead))
        {
            case Vocabulary.Half:
                return 30;
            case Vocabulary.Quarter:
                return 15;
            default:
                int minutes = _words.Whole(ahead);
                return minutes > 0 && minutes < 60 ? minutes : -1;
        }
    }

    private int HourMinutes(int ahead)
    {
        int hour = _words.Whole(ahead);
        if (hour >= 24)
        {
            return -1;
        }

        return hour >= 0 ? hour * 60 : NamedMinutes(ahead);
    }

    private bool OClock()
    {
        int hour = _words.Whole(0);
        int words = OClockWords(1);
        return hour >= 0 && hour < 24 && words > 0 && Add(hour * 60, words + 1);
    }

    /// <summary>How many words ahead say o'clock: none, one, or "o clock".</summary>
    private int OClockWords(int ahead)
    {
        if (_words.Code(ahead) == Vocabulary.OClock)
        {
            return 1;
        }

        return _words.Code(ahead) == Vocabulary.O && _words.Code(ahead + 1) == Vocabulary.Clock ? 2 : 0;
    }

    /// <summary>7 pm, 7.30 pm, seven thirty pm.</summary>
    private bool WithMeridiem()
    {
        int hour = _words.Thousandths(0);
        if (hour < 1000 || hour >= 13000)
        {
            return false;
        }

        int minute = hour % 1000 / 10;
        if (hour % 10 == 0 && minute < 60 && _words.Meridiem(1) > 0)
        {
            return Add((hour / 1000 * 60) + minute, 1);
        }

        minute = _words.Whole(1);
        return minute >= 10 && minute < 60 && hour % 1000 == 0 && _words.Meridiem(2) > 0 && Add((hour / 1000 * 60) + minute, 2);
    }

    /// <summary>Writes a time; am or pm may follow, of which the first counts.</summary>
    private bool Add(int minutes, int used)
    {
        int meridiem = _words.Meridiem(used);
        if (meridiem > 0 && minutes >= 60 && minutes < 13 * 60)
        {
            int code = _words.Code(used);
            bool pm = code == Vocabulary.Pm || code == Vocabulary.P;
            minutes = (minutes % (Day / 2)) + (pm ? Day / 2 : 0);
        }

        while (meridiem > 0)
        {
            used += meridiem;
            meridiem = _words.Meridiem(used);
        }

        _words.Take(used);
        _words.AddTime(minutes);
        return true;
    }
}
