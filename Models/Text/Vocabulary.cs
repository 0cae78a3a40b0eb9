namespace Sotto.Models.Text;

/// <summary>
/// The words that numbers, units and times are said with, each a code: looked up once a word, so that the rules over them
/// compare numbers.
/// </summary>
internal static class Vocabulary
{
    public const int None = 0;
    public const int A = 1;
    public const int And = 2;
    public const int Of = 3;
    public const int Point = 4;
    public const int Oh = 5;
    public const int Half = 6;
    public const int Halfway = 7;
    public const int Way = 8;
    public const int Quarter = 9;
    public const int Quarters = 10;
    public const int Couple = 11;
    public const int Past = 12;
    public const int After = 13;
    public const int To = 14;
    public const int OClock = 15;
    public const int Am = 16;
    public const int Pm = 17;
    public const int P = 18;
    public const int T = 19;
    public const int V = 20;
    public const int Noon = 21;
    public const int Midnight = 22;
    public const int Per = 23;
    public const int Cent = 24;
    public const int O = 25;
    public const int Clock = 26;

    // The units, together.
    public const int Percent = 50;
    public const int Kelvin = 51;
    public const int Degree = 52;
    public const int Degrees = 53;
    public const int Celsius = 54;
    public const int Fahrenheit = 55;
    public const int Hour = 56;
    public const int Minute = 57;
    public const int Hours = 58;
    public const int Minutes = 59;
    public const int Seconds = 60;

    /// <summary>Minutes after a number, or the end of "p m".</summary>
    public const int M = 61;

    /// <summary>This and the numbers up to 9 above it: first to ninth. "second" is a unit of time too.</summary>
    public const int Ordinals = 100;
    public const int Second = Ordinals + 2;
    public const int Third = Ordinals + 3;

    /// <summary>This and the numbers up to 90 above it: zero to ninety.</summary>
    public const int Numbers = 1000;
    public const int One = Numbers + 1;
    public const int Three = Numbers + 3;
    public const int Hundred = 1100;
    public const int Thousand = 1101;

    /// <summary>The code of a word, <see cref="None"/> for most.</summary>
    public static int CodeOf(string word)
    {
        int code = NumberCode(word);
        if (code == None)
        {
            code = UnitCode(word);
        }

        return code == None ? OtherCode(word) : code;
    }

    /// <summary>Whether a code is that of a unit, or of "per".</summary>
    public static bool IsUnit(int code)
    {
        return (code >= Percent && code <= M) || code == Second || code == Per;
    }

    private static int NumberCode(string word)
    {
        switch (word)
        {
            case "zero": return Numbers;
            case "one": return One;
            case "two": return Numbers + 2;
            case "three": return Three;
            case "four": return Numbers + 4;
            case "five": return Numbers + 5;
            case "six": return Numbers + 6;
            case "seven": return Numbers + 7;
            case "eight": return Numbers + 8;
            case "nine": return Numbers + 9;
            case "ten": return Numbers + 10;
            case "eleven": return Numbers + 11;
            case "twelve": return Numbers + 12;
            case "thirteen": return Numbers + 13;
            case "fourteen": return Numbers + 14;
            case "fifteen": return Numbers + 15;
            case "sixteen": return Numbers + 16;
            case "seventeen": return Numbers + 17;
            case "eighteen": return Numbers + 18;
            case "nineteen": return Numbers + 19;
            case "twenty": return Numbers + 20;
            case "thirty": return Numbers + 30;
            case "forty": return Numbers + 40;
            case "fifty": return Numbers + 50;
            case "sixty": return Numbers + 60;
            case "seventy": return Numbers + 70;
            case "eighty": return Numbers + 80;
            case "ninety": return Numbers + 90;
            case "hundred": return Hundred;
            case "thousand": return Thousand;
            case "first": return Ordinals + 1;
            case "second": return Second;
            case "third": return Third;
            case "fourth": return Ordinals + 4;
            case "fifth": return Ordinals + 5;
            case "sixth": return Ordinals + 6;
            case "seventh": return Ordinals + 7;
            case "eighth": return Ordinals + 8;
            case "ninth": return Ordinals + 9;
            default: return None;
        }
    }

    private static int UnitCode(string word)
    {
        switch (word)
        {
            case "hour": return Hour;
            case "hours": return Hours;
            case "hr": return Hours;
            case "hrs": return Hours;
            case "h": return Hours;
            case "minute": return Minute;
            case "minutes": return Minutes;
            case "min": return Minutes;
            case "mins": return Minutes;
            case "m": return M;
            case "seconds": return Seconds;
            case "sec": return Seconds;
            case "secs": return Seconds;
            case "s": return Seconds;
            case "percent": return Percent;
            case "kelvin": return Kelvin;
            case "kelvins": return Kelvin;
            case "k": return Kelvin;
            case "degree": return Degree;
            case "degrees": return Degrees;
            case "deg": return Degrees;
            case "celsius": return Celsius;
            case "centigrade": return Celsius;
            case "c": return Celsius;
            case "fahrenheit": return Fahrenheit;
            case "f": return Fahrenheit;
            default: return None;
        }
    }

    private static int OtherCode(string word)
    {
        switch (word)
        {
            case "a": return A;
            case "an": return A;
            case "and": return And;
            case "of": return Of;
            case "point": return Point;
            case "oh": return Oh;
            case "half": return Half;
            case "halfway": return Halfway;
            case "way": return Way;
            case "quarter": return Quarter;
            case "quarters": return Quarters;
            case "couple": return Couple;
            case "past": return Past;
            case "after": return After;
            case "to": return To;
            case "till": return To;
            case "oclock": return OClock;
            case "o": return O;
            case "clock": return Clock;
            case "am": return Am;
            case "pm": return Pm;
            case "p": return P;
            case "t": return T;
            case "v": return V;
            case "noon": return Noon;
            case "midday": return Noon;
            case "midnight": return Midnight;
            case "per": return Per;
            case "cent": return Cent;
            default: return None;
        }
    }
}
