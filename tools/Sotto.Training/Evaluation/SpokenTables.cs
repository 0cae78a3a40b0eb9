using static Sotto.Training.Evaluation.FigureTable;

namespace Sotto.Training.Evaluation;

/// <summary>The figures of spoken commands as tables.</summary>
public static class SpokenTables
{
    private static readonly int[] Counts = [0, 1, 2, 3, 5, 10, 20, 50, 100];

    /// <summary>Prints them.</summary>
    public static void Print(SpokenFigures figures)
    {
        Console.WriteLine();
        Conditions(figures).Print();
        if (figures.Unrelated.Count > 0)
        {
            Unrelated(figures).Print();
            Curve(figures).Print();
        }
    }

    /// <summary>By noise and level.</summary>
    public static FigureTable Conditions(SpokenFigures figures) => new(
        ["noise", "dB", "commands", "right", "95% interval", "another command done", "words", "words wrong", "95% interval", "other sentences", "taken for a command"],
        [.. figures.Conditions.Select(c => new[]
        {
            c.Noise, Number(c.Decibels, "0"), $"{c.Commands}", Share(c.Right, c.Commands), Around(c.Right, c.Commands), $"{c.Mistaken}",
            c.Words == 0 ? "" : $"{c.Words}", Share(c.WordsWrong, c.Words), Around(Math.Min(c.WordsWrong, c.Words), c.Words), $"{c.Others}", $"{c.OthersTaken}",
        })]);

    /// <summary>Commands of unrelated speech, by collection and in all.</summary>
    public static FigureTable Unrelated(SpokenFigures figures)
    {
        UnrelatedSpeech all = new("all", figures.Unrelated.Sum(u => u.Recordings), figures.Hours, figures.Unrelated.Sum(u => u.Taken));
        return new(
            ["unrelated speech", "recordings", "hours", "commands", "an hour", "95% interval"],
            [.. figures.Unrelated.Append(all).Select(u => new[]
            {
                u.Name, $"{u.Recordings}", Number(u.Hours, "0.00"), $"{u.Taken}", Rate(u.Taken, u.Hours), Around(u.Taken, u.Hours),
            })]);
    }

    /// <summary>The laxest threshold for so many commands of unrelated speech, and what it finds.</summary>
    public static FigureTable Curve(SpokenFigures figures) => new(
        ["threshold", "false commands", "an hour", "95% interval", "right", "95% interval", "another command done"],
        [.. Counts.Select(figures.Within).Distinct().Select(point => new[]
        {
            $"{point.Threshold}", $"{point.Taken}", Rate(point.Taken, figures.Hours), Around(point.Taken, figures.Hours),
            Share(point.Right, figures.Commands), Around(point.Right, figures.Commands), $"{point.Mistaken}",
        })]);
}
