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

    /// <summary>The rate at a step: it rises evenly at first, and falls as half a cosine to a hundredth.</summary>
    /// <param name="rate">The highest.</param>
    /// <param name="step">The step.</param>
    /// <param name="steps">How many there are.</param>
    /// <param name="warmUp">Steps that it rises for.</param>
    public static double RiseAndFall(double rate, int step, int steps, int warmUp) => rate * Math.Min(1, (step + 1.0) / warmUp) * Math.Max(0.01, Cosine(step, steps));

    /// <summary>Half a cosine from 1 to 0 (Loshchilov and Hutter, "SGDR", 2017, equation 5).</summary>
    public static double Cosine(int step, int steps) => 0.5 * (1 + Math.Cos(Math.PI * step / steps));
}
