namespace Sotto.Models.Intent;

/// <summary>Compares words regardless of their number: blind and blinds, switch and switches, battery and batteries.</summary>
internal static class Plural
{
    /// <summary>Whether one word is the other's plural, or they are the same.</summary>
    public static bool Same(string first, string second)
    {
        return first.Length < second.Length ? IsPlural(first, second) : first == second || IsPlural(second, first);
    }

    /// <summary>How many letters of a word are in its singular and its plural alike: all before its last s, e, i and y.</summary>
    public static int StemLength(string word)
    {
        int length = word.Length;
        while (length > 1 && IsEnding(word[length - 1]))
        {
            length--;
        }

        return length;
    }

    private static bool IsEnding(char c)
    {
        return c == 's' || c == 'e' || c == 'i' || c == 'y';
    }

    private static bool IsPlural(string word, string plural)
    {
        int length = word.Length;
        if (length == 0 || plural[plural.Length - 1] != 's')
        {
            return false;
        }

        if (plural.Length == length + 1)
        {
            return Begins(word, plural, length);
        }

        if (plural.Length != length + 2 || plural[length] != 'e')
        {
            return false;
        }

        char last = word[length - 1];
        return last == 'y' ? plural[length - 1] == 'i' && Begins(word, plural, length - 1) : Hisses(last) && Begins(word, plural, length);
    }

    /// <summary>Whether two words begin with the same letters.</summary>
    private static bool Begins(string first, string second, int letters)
    {
        for (int i = 0; i < letters; i++)
        {
            if (first[i] != second[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a word that ends so has its plural in -es.</summary>
    private static bool Hisses(char last)
    {
        return last == 's' || last == 'x' || last == 'z' || last == 'h' || last == 'o';
    }
}
