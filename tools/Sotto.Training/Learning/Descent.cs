using TorchSharp.Modules;

namespace Sotto.Training.Learning;

/// <summary>The loop of a training: sets the rate, takes a step, and keeps the curve.</summary>
public static class Descent
{
    private const int CurveInterval = 50;

    /// <summary>Takes steps.</summary>
    /// <param name="optimiser">What the rate is set of.</param>
    /// <param name="steps">How many.</param>
    /// <param name="rateOf">The rate of a step.</param>
    /// <param name="step">Takes one, and gives its loss.</param>
    /// <param name="curve">Goes on where it ends.</param>
    /// <param name="progress">Hears every new point of the curve.</param>
    public static void Run(
        AdamW optimiser, int steps, Func<int, double> rateOf, Func<int, double> step, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        double sum = 0;
        int summed = 0;
        for (int i = 0; i < steps; i++)
        {
            foreach (AdamW.ParamGroup group in optimiser.ParamGroups.Cast<AdamW.ParamGroup>())
            {
                group.LearningRate = rateOf(i);
            }

            sum += step(i);
            summed++;
            if (summed == CurveInterval || i + 1 == steps)
            {
                CurvePoint point = new((curve.Count == 0 ? 0 : curve[^1].Step) + summed, sum / summed);
                curve.Add(point);
                progress(point);
                (sum, summed) = (0, 0);
            }
        }
    }

    /// <summary>Half a cosine from 1 to 0 (Loshchilov and Hutter, "SGDR", 2017, equation 5).</summary>
    public static double Cosine(int step, int steps) => 0.5 * (1 + Math.Cos(Math.PI * step / steps));
}
