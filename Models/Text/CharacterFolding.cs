namespace Sotto.Models.Text;

/// <summary>
/// Maps a character of Unicode to the one that words are made of: letters without case and accents, digits, and the few marks
/// that mean something. nanoFramework has no character classes, so those of the scripts at hand stand here.
/// </summary>
internal static class CharacterFolding
{
    /// <summary>Stands for a character that leaves no trace: a combining accent, a soft hyphen.</summary>
    public const char Nothing = '\0';

    /// <summary>Stands for a character that only separates words.</summary>
    public const char Blank = ' ';

    /// <summary>One character that says "degrees celsius".</summary>
    public const char DegreesCelsius = '\u2103';

    /// <summary>One character that says "degrees fahrenheit".</summary>
    public const char DegreesFahrenheit = '\u2109';

    private const int LatinStart = 0xC0;
    private const int LatinEnd = 0x250;
    private const int AdditionalStart = 0x1E00;
    private const int AdditionalEnd = 0x1F00;

    // U+00C0 to U+024F and U+1E00 to U+1EFF without accents (Unicode's compatibility decompositions, and letters with a
    // stroke). A full stop: the letter stays; a digit: one of Ligatures.
    private const string Latin = "aaaaaa0ceeeeiiiidnooooo ouuuuy32aaaaaa0ceeeeiiiidnooooo ouuuuy3y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii44jjkkklllllll"
        + "lllnnnnnnnnnoooooo11rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
        + "................................oo.............uu..............."
        + ".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo"
        + "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
        + "................";

    private const string Additional = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
        + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
        + "wwwwwwwwwwxxxxyyzzzzzzhtwyas..2.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    private const string Ligatures = "\u00E6\u0153\u00DF\u00FE\u0133";
    private const string LigatureFirst = "aosti";
    private const string LigatureSecond = "eeshj";

    // An index into a string counts its characters from the first on nanoCLR; made when the first accent is met.
    private static char[] s_latin;
    private static char[] s_additional;

    /// <summary>Folds one character that is no half of a pair.</summary>
    /// <returns>
    /// A letter, a digit, a mark of ASCII, the degree sign, a fraction, <see cref="Blank"/> or <see cref="Nothing"/>.
    /// </returns>
    public static char Fold(char c)
    {
        if (c < 0x80)
        {
            return Ascii(c);
        }

        if (c < LatinEnd)
        {
            return c < LatinStart ? Latin1Mark(c) : FoldLatin(c);
        }

        return c < 0x2000 ? FoldScript(c) : FoldSymbol(c);
    }

    /// <summary>Whether a folded character is a letter.</summary>
    public static bool IsLetter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= LatinStart && c != DegreesCelsius && c != DegreesFahrenheit);
    }

    /// <summary>Whether a folded character is a digit.</summary>
    public static bool IsDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    /// <summary>The first letter of a folded character: itself, unless it is a ligature.</summary>
    /// <param name="c">A letter.</param>
    /// <param name="second">The second letter of a ligature, otherwise <see cref="Nothing"/>.</param>
    public static char Split(char c, out char second)
    {
        int ligature = c < LatinStart ? -1 : Ligatures.IndexOf(c);
        second = ligature < 0 ? Nothing : LigatureSecond[ligature];
        return ligature < 0 ? c : LigatureFirst[ligature];
    }

    private static char Ascii(char c)
    {
        if (c >= 'A' && c <= 'Z')
        {
            return (char)(c + 32);
        }

        if (c == '`')
        {
            return '\'';
        }

        return c < ' ' || c == 0x7F ? Blank : c;
    }

    private static char Latin1Mark(char c)
    {
        switch ((int)c)
        {
            case 0xAA:
                return 'a';
            case 0xAD:
                return Nothing;
            case 0xB0:
            case 0xBA:

                // The masculine ordinal looks like a degree sign and is typed for one.
                return '\u00B0';
            case 0xB4:
                return '\'';
            case 0xB5:
                return '\u03BC';
            case 0xBC:
            case 0xBD:
            case 0xBE:
                return c;
            default:
                return Blank;
        }
    }

    private static char FoldLatin(char c)
    {
        if (s_latin == null)
        {
            s_latin = Latin.ToCharArray();
        }

        return Folded(c, s_latin[c - LatinStart]);
    }

    private static char Folded(char c, char entry)
    {
        if (entry == '.')
        {
            return c;
        }

        return entry >= '0' && entry <= '4' ? Ligatures[entry - '0'] : entry;
    }

    /// <summary>U+0250 to U+1FFF: other alphabets, of which those with capitals lose them.</summary>
    private static char FoldScript(char c)
    {
        int code = c;
        if (code >= AdditionalStart && code < AdditionalEnd)
        {
            if (s_additional == null)
            {
                s_additional = Additional.ToCharArray();
            }

            return Folded(c, s_additional[code - AdditionalStart]);
        }

        if ((code >= 0x300 && code < 0x370) || (code >= 0x1AB0 && code < 0x1B00) || (code >= 0x1DC0 && code < 0x1E00))
        {
            return Nothing;
        }

        if (code >= 0x2B9 && code < 0x300)
        {
            return Modifier(code);
        }

        return code == 0x1680 || code == 0x180E || code == 0x37E || code == 0x387 ? Blank : (char)LowerCase(code);
    }

    private static char Modifier(int code)
    {
        switch (code)
        {
            case 0x2B9:
            case 0x2BB:
            case 0x2BC:
            case 0x2BD:
            case 0x2CA:
            case 0x2CB:
                return '\'';
            case 0x2DA:
                return '\u00B0';
            default:
                return Blank;
        }
    }

    /// <summary>Greek, Cyrillic and Armenian.</summary>
    private static int LowerCase(int code)
    {
        if ((code >= 0x391 && code <= 0x3AB && code != 0x3A2) || (code >= 0x410 && code <= 0x42F))
        {
            return code + 32;
        }

        if (code >= 0x400 && code <= 0x40F)
        {
            return code + 80;
        }

        return code >= 0x531 && code <= 0x556 ? code + 48 : code;
    }

    /// <summary>U+2000 to U+FFFF: punctuation and symbols, the scripts of East Asia, forms for compatibility.</summary>
    private static char FoldSymbol(char c)
    {
        int code = c;
        if (code < 0x2070)
        {
            return Punctuation(code);
        }

        if (code < 0x2C00)
        {
            return Symbol(code);
        }

        if (code >= 0xFF01 && code <= 0xFF5E)
        {
            return Ascii((char)(code - 0xFEE0));
        }

        if (code >= 0xFE00)
        {
            return CompatibilityForm(code);
        }

        bool separates = (code >= 0x2E00 && code < 0x2E80) || (code >= 0x3000 && code < 0x3005) || (code >= 0x3008 && code < 0x3021)
            || code == 0x3030 || (code >= 0x303D && code < 0x3041) || code == 0x30FB || (code >= 0xD800 && code < 0xF900);
        return separates ? Blank : c;
    }

    private static char Punctuation(int code)
    {
        if (code >= 0x2010 && code <= 0x2015)
        {
            return '-';
        }

        switch (code)
        {
            case 0x2018:
            case 0x2019:
            case 0x201A:
            case 0x201B:
            case 0x2032:
            case 0x2035:
                return '\'';
            case 0x2024:
                return '.';
            case 0x200C:
            case 0x200D:
            case 0x200E:
            case 0x200F:
            case 0x2060:
                return Nothing;
            default:
                return Blank;
        }
    }

    private static char Symbol(int code)
    {
        switch (code)
        {
            case DegreesCelsius:
            case DegreesFahrenheit:
                return (char)code;
            case 0x2212:
                return '-';
            case 0x212A:
                return 'k';
            case 0x212B:
                return 'a';
            case 0x2236:
                return ':';
            default:
                return code >= 0x20D0 && code < 0x2100 ? Nothing : Blank;
        }
    }

    private static char CompatibilityForm(int code)
    {
        if (code < 0xFE10 || (code >= 0xFE20 && code < 0xFE30) || code == 0xFEFF)
        {
            return Nothing;
        }

        return code < 0xFE70 || code >= 0xFFE0 || (code >= 0xFF5F && code <= 0xFF65) || code == 0xFF00 ? Blank : (char)code;
    }
}
