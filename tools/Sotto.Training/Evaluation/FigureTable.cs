using System.Globalization;

namespace Sotto.Training.Evaluation;

/// <summary>Rows of cells, and how figures are written in them, alike in the terminal and in the report.</summary>
/// <param name="Header">The columns' names.</param>
/// <param name="Rows">A text for each column.</param>
public sealed record FigureTable(string[] Header, IReadOnlyList<string[]> Rows)
{
    /// <summary>Prints it in Markdown.</summary>
    public void Print()
    {
        Line(Header);
        Line([.. Header.Select(_ => "---")]);
        foreach (string[] row in Rows)
        {
            Line(row);
        }

        Console.WriteLine();
    }

    /// <summary>A share in per cent; nothing for none.</summary>
    public static string Share(double share) => double.IsNaN(share) ? "" : Number(100 * share, "0.0") + "%";

    /// <summary>A share that was counted; nothing of nothing.</summary>
    public static string Share(int right, int all) => all == 0 ? "" : Share((double)right / all);

    /// <summary>The interval of such a share.</summary>
    public static string Around(int right, int all)
    {
        Interval interval = Interval.OfShare(right, all);
        return all == 0 ? "" : $"{Number(100 * interval.Low, "0")} to {Number(100 * interval.High, "0")}%";
    }

    /// <summary>Events an hour.</summary>
    public static string Rate(int events, double hours) => hours <= 0 ? "" : Number(events / hours, "0.0");

    /// <summary>The interval of such a rate.</summary>
    public static string Around(int events, double hours)
    {
        Interval interval = Interval.OfRate(events, hours);
        return hours <= 0 ? "" : $"{Number(interval.Low, "0.0")} to {Number(interval.High, "0.0")}";
    }

    /// <summary>A number.</summary>
    public static string Number(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);

    private static void Line(string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
