using ScottPlot;
using Sotto.Models;
using Sotto.Training.Learning;

namespace Sotto.Training.Evaluation;

/// <summary>Draws what a model card shows.</summary>
public static class Pictures
{
    private const int Width = 900;
    private const int Height = 600;

    /// <summary>Share found against false calls an hour, each point a threshold common to all words.</summary>
    /// <param name="path">The PNG to write.</param>
    /// <param name="model">The model.</param>
    /// <param name="curves">Named sets: recordings of the words, and hours of anything else.</param>
    public static void FoundAgainstFalse(string path, Model model, IEnumerable<(string Name, ScoreTrack[] Words, ScoreTrack[] Other)> curves)
    {
        Plot plot = new();
        foreach ((string name, ScoreTrack[] words, ScoreTrack[] other) in curves)
        {
            List<double> perHour = [];
            List<double> found = [];
            double hours = other.Sum(t => t.Seconds) / 3600;
            for (int threshold = 50; threshold < 256; threshold++)
            {
                perHour.Add(Calls(other, model, threshold, right: false) / hours);
                found.Add(100.0 * Calls(words, model, threshold, right: true) / words.Length);
            }

            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(perHour.ToArray(), found.ToArray());
            line.LegendText = $"{name} ({hours:0.0} h without a word)";
            line.MarkerSize = 4;
        }

        plot.XLabel("false calls an hour");
        plot.YLabel("found, %");
        plot.Axes.SetLimitsX(-0.2, 20);
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(path, Width, Height);
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

    /// <summary>Files in which a word was called that was said (right) or was not.</summary>
    private static int Calls(ScoreTrack[] tracks, Model model, int threshold, bool right)
    {
        int calls = 0;
        foreach (ScoreTrack track in tracks)
        {
            for (int label = 1; label < model.OutputLength; label++)
            {
                bool says = Thresholds.Says(track.Recording, model.Labels[label]);
                calls += says == right && track.Peak(label, model.Smoothing).Score * 256 >= threshold ? 1 : 0;
            }
        }

        return calls;
    }
}
