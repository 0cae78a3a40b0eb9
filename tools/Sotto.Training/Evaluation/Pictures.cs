using ScottPlot;
using Sotto.Training.Learning;

namespace Sotto.Training.Evaluation;

/// <summary>Draws what a model card shows.</summary>
public static class Pictures
{
    private const int Width = 900;
    private const int Height = 600;
    private const double MostPerHour = 20;

    /// <summary>Share found against false calls an hour, each point a threshold common to all words.</summary>
    /// <param name="path">The PNG to write.</param>
    /// <param name="curves">Named sets: recordings of the words, and hours of anything else.</param>
    public static void FoundAgainstFalse(string path, IEnumerable<WakeCurve> curves) => Against(
        "false calls an hour", "found, %",
        curves.Select(curve => ($"{curve.Noise}{(double.IsNaN(curve.Decibels) ? "" : $" {curve.Decibels} dB")} ({curve.Hours:0.0} h without a word)",
            curve.Points.Select(point => (point.False / curve.Hours, 100.0 * point.Found / Math.Max(1, curve.Said)))))).SavePng(path, Width, Height);

    /// <summary>What goes right against what goes wrong an hour, each point a threshold.</summary>
    public static Plot Against(string wrong, string right, IEnumerable<(string Name, IEnumerable<(double PerHour, double Share)> Points)> curves)
    {
        Plot plot = new();
        foreach ((string name, IEnumerable<(double PerHour, double Share)> points) in curves)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(points.Select(p => p.PerHour).ToArray(), points.Select(p => p.Share).ToArray());
            line.LegendText = name;
            line.MarkerSize = 4;
        }

        plot.XLabel(wrong);
        plot.YLabel(right);
        plot.Axes.SetLimits(-0.2, MostPerHour, 0, 102);
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    /// <summary>Shares by the level of the noise, a line for each kind, and a dashed one without noise.</summary>
    /// <param name="right">What the shares are of.</param>
    /// <param name="clean">The share without noise, in per cent.</param>
    /// <param name="noises">Decibels and shares in per cent.</param>
    public static Plot ByNoise(string right, double clean, IEnumerable<(string Name, IEnumerable<(double Decibels, double Share)> Points)> noises)
    {
        Plot plot = new();
        ScottPlot.Plottables.HorizontalLine line = plot.Add.HorizontalLine(clean);
        line.LegendText = "clean";
        line.LinePattern = LinePattern.Dashed;
        foreach ((string name, IEnumerable<(double Decibels, double Share)> points) in noises)
        {
            plot.Add.Scatter(points.Select(p => p.Decibels).ToArray(), points.Select(p => p.Share).ToArray()).LegendText = name;
        }

        plot.XLabel("speech over noise, dB");
        plot.YLabel(right);
        plot.Axes.SetLimitsY(0, 102);
        plot.ShowLegend(Alignment.LowerRight);
        return plot;
    }

    /// <summary>A confusion matrix in per cent of what was said.</summary>
    public static void Confusion(string path, ConfusionMatrix matrix)
    {
        int size = matrix.Labels.Length;
        double[,] shares = new double[size, size];
        Plot plot = new();
        for (int said = 0; said < size; said++)
        {
            double all = Math.Max(1, matrix.Counts[said].Sum());
            for (int heard = 0; heard < size; heard++)
            {
                shares[said, heard] = 100 * matrix.Counts[said][heard] / all;
                if (shares[said, heard] >= 0.5)
                {
                    ScottPlot.Plottables.Text text = plot.Add.Text($"{shares[said, heard]:0}", heard, size - 1 - said);
                    text.LabelAlignment = Alignment.MiddleCenter;
                    text.LabelFontColor = shares[said, heard] > 50 ? Colors.White : Colors.Black;
                }
            }
        }

        Draw(plot, shares, matrix.Labels);
        plot.SavePng(path, Width, Height + 200);
    }

    private static void Draw(Plot plot, double[,] shares, string[] labels)
    {
        int size = labels.Length;
        ScottPlot.Plottables.Heatmap map = plot.Add.Heatmap(shares);
        map.Colormap = new ScottPlot.Colormaps.Blues();
        plot.MoveToBack(map);
        double[] places = [.. Enumerable.Range(0, size).Select(i => (double)i)];
        plot.Axes.Bottom.SetTicks(places, labels);
        plot.Axes.Left.SetTicks(places, [.. labels.Reverse()]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 45;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.UpperLeft;
        plot.Axes.Bottom.MinimumSize = 90;
        plot.XLabel("understood");
        plot.YLabel("said");
    }

    /// <summary>Loss by step of training.</summary>
    public static void LearningCurve(string path, IReadOnlyList<CurvePoint> curve)
    {
        Plot plot = new();
        plot.Add.Scatter(curve.Select(p => (double)p.Step).ToArray(), curve.Select(p => p.Loss).ToArray());
        plot.XLabel("step");
        plot.YLabel("loss");
        plot.SavePng(path, Width, Height);
    }
}
