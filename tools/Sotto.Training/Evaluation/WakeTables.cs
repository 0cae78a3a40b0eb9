using static Sotto.Training.Evaluation.FigureTable;

namespace Sotto.Training.Evaluation;

/// <summary>The figures of wake words and command words as tables.</summary>
public static class WakeTables
{
    /// <summary>Prints them.</summary>
    public static void Print(WakeFigures figures)
    {
        Results(figures).Print();
        if (figures.Matrix is { } matrix)
        {
            Console.WriteLine(Summary(matrix));
            Console.WriteLine();
            Confusion(matrix).Print();
        }
    }

    /// <summary>By set, noise and level.</summary>
    public static FigureTable Results(WakeFigures figures) => new(
        ["set", "files", "hours", "found", "95% interval", .. figures.Words, "false", "false an hour", "95% interval"],
        [.. figures.Results.Select(result => new[]
        {
            result.Name, $"{result.Recordings}", Number(result.Hours, "0.00"), Share(result.Found), Around(result.Called, result.Said),
        }.Concat(result.FoundByWord.Select(Share)).Concat(
            [$"{result.False}", Number(result.FalsePerHour, "0.0"), Around(result.False, result.Hours)]).ToArray())]);

    /// <summary>Command words in a line.</summary>
    public static string Summary(ConfusionMatrix matrix)
    {
        int right = Enumerable.Range(0, matrix.Labels.Length).Sum(i => matrix.Counts[i][i]);
        return $"Command words, held-out people: {Share(matrix.Accuracy)} of {matrix.Total} files ({Around(right, matrix.Total)}), mean over the "
            + $"{matrix.Labels.Length} labels {Share(matrix.MeanOverLabels)}.";
    }

    /// <summary>Command words, said by row and understood by column.</summary>
    public static FigureTable Confusion(ConfusionMatrix matrix) => new(
        ["said", .. matrix.Labels], [.. matrix.Labels.Select((label, i) => matrix.Counts[i].Select(count => $"{count}").Prepend(label).ToArray())]);
}
