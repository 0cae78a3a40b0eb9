namespace Sotto.Models.Text;

/// <summary>How numbers and times are written as words.</summary>
internal static class Numbers
{
    /// <summary>The highest whole number; its thousandths fit an int.</summary>
    public const int Maximum = 2000000;

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
        // Not static: they would lie in the heap of applications that hear no ordinals.
        string[] first =
        {
            "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
            "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
        };
        if (value < first.Length)
        {
            return first[value];
        }

        if (value >= 100 || value % 10 == 2)
        {
            return value == 100 ? "hundredth" : otherwise;
        }

        string[] allTens = { "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet" };
        string tens = allTens[(value / 10) - 2];
        return value % 10 == 0 ? tens + "ieth" : tens + "y " + first[value % 10];
    }
}
