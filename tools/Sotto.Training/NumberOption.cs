using System.CommandLine;
using System.Globalization;

namespace Sotto.Training;

/// <summary>Options that are numbers: one that is none, or out of its range, is named with its option.</summary>
internal static class NumberOption
{
    /// <summary>An option that is any number of a range.</summary>
    public static Option<double> Number(string name, double standard, double least, double most, string description) =>
        Checked(name, standard, text => double.TryParse(text, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? value : null,
            FormattableString.Invariant($"not a number from {least} to {most}"), description);

    /// <summary>An option that is a whole number of a range.</summary>
    public static Option<int> Count(string name, int standard, int least, int most, string description) =>
        Checked(name, standard, text => int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value : null,
            FormattableString.Invariant($"not a whole number from {least} to {most}"), description);

    private static Option<T> Checked<T>(string name, T standard, Func<string, T?> parse, string wrong, string description)
        where T : struct => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                T? value = parse(result.Tokens[0].Value);
                if (value is null)
                {
                    result.AddError($"{name} {result.Tokens[0].Value}: {wrong}");
                }

                return value ?? standard;
            },
        };
}
