using ScottPlot;

namespace Sotto.Training.Evaluation;

/// <summary>Draws the figures of spoken commands.</summary>
public static class SpokenPictures
{
    private const int Width = 900;
    private const int Height = 600;

    /// <summary>Writes what there is to draw as PNG, and makes the folder.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <param name="figures">The figures.</param>
    public static void Save(string? folder, SpokenFigures figures)
    {
        if (folder is null)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        if (figures.Unrelated.Count > 0)
        {
            FoundAgainstFalse(figures).SavePng(Path.Combine(folder, $"spoken-{figures.Domain}-curve.png"), Width, Height);
        }

        if (figures.Conditions.Count > 1)
        {
            ByNoise(figures).SavePng(Path.Combine(folder, $"spoken-{figures.Domain}-noise.png"), Width, Height);
        }
    }

    /// <summary>Commands right, and others done, against commands of unrelated speech.</summary>
    public static Plot FoundAgainstFalse(SpokenFigures figures)
    {
        IEnumerable<(double, double)> Of(Func<SpokenPoint, int> count) =>
            figures.Curve.Select(point => (point.Taken / figures.Hours, 100.0 * count(point) / Math.Max(1, figures.Commands)));
        return Pictures.Against(
            "commands an hour of unrelated speech", "of the commands, %",
            [($"right ({figures.Hours:0.0} h of unrelated speech)", Of(point => point.Right)), ("another command done", Of(point => point.Mistaken))]);
    }

    /// <summary>Commands right by noise and level.</summary>
    public static Plot ByNoise(SpokenFigures figures) => Pictures.ByNoise(
        "commands right, %", Share(figures.Conditions[0]),
        figures.Conditions.Skip(1).GroupBy(condition => condition.Noise)
            .Select(noise => (noise.Key, noise.Select(condition => (condition.Decibels, Share(condition))))));

    private static double Share(SpokenCondition condition) => 100.0 * condition.Right / Math.Max(1, condition.Commands);
}
