namespace Sotto.Models.Text;

/// <summary>Writes and reads numbers that are counted in thousandths.</summary>
public static class Decimals
{
    private const long Largest = 1000000;

    /// <summary>The shortest decimal: 20500 is 20.5.</summary>
    public static string ToText(int thousandths)
    {
        string sign = thousandths < 0 ? "-" : "";
        int size = thousandths < 0 ? -thousandths : thousandths;
        int rest = size % 1000;
        string text = sign + (size / 1000).ToString();
        if (rest == 0)
        {
            return text;
        }

        string digits = (1000 + rest).ToString().Substring(1);
        return text + "." + digits.TrimEnd('0');
    }

    /// <summary>Reads a decimal of up to three places.</summary>
    /// <param name="text">Digits, with a sign before and a point inside where it has them.</param>
    /// <param name="thousandths">The number times 1,000.</param>
    /// <returns>False where it is no such number, or larger than a million.</returns>
    public static bool TryParse(string text, out int thousandths)
    {
        thousandths = 0;
        int start = text.Length > 0 && text[0] == '-' ? 1 : 0;
        long value = 0;
        int places = -1;
        for (int i = start; i < text.Length; i++)
        {
            bool isPoint = text[i] == '.';
            if ((isPoint ? places >= 0 : text[i] < '0' || text[i] > '9') || places == 3 || value > Largest)
            {
                return false;
            }

            value = isPoint ? value : (value * 10) + (text[i] - '0');
            places += isPoint || places >= 0 ? 1 : 0;
        }

        for (int place = places < 0 ? 0 : places; place < 3; place++)
        {
            value *= 10;
        }

        thousandths = (int)(start == 1 ? -value : value);
        return text.Length > start && value <= 1000 * Largest;
    }
}
