namespace Sotto.Models.Text;

/// <summary>How numbers and times are written as words.</summary>
internal static class Numbers
{
    /// <summary>The highest whole number; its thousandths fit an int.</summary>
    public const int Maximum = 2000000;

    private static readonly string[] FirstOrdinals =
    {
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    };

    private static readonly string[] Tens = { "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet" };

    /// <summary>A time of day as 07:30.</summary>
    /// <param name="minutes">Minutes after midnight.</param>
    public static string TimeText(int minutes)
    {
        return (minutes / 60).ToString().PadLeft(2, '0') + ":" + (minutes % 60).ToString().PadLeft(2, '0');
    }

    /// <summary>The words of an ordinal to 100; "twenty second" would be said for a time.</summary>
    /// <param name="value">The number.</param>
    /// <param name="otherwise">What any other is called.</param>
    public static string Ordinal(int value, string otherwise)
    {
        if (value < FirstOrdinals.Length)
        {
            return FirstOrdinals[value];
        }

        if (value >= 100 || value % 10 == 2)
        {
            return value == 100 ? "hundredth" : otherwise;
        }

        string tens = Tens[(value / 10) - 2];
        return value % 10 == 0 ? tens + "ieth" : tens + "y " + FirstOrdinals[value % 10];
    }
}
