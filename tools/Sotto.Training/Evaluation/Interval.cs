namespace Sotto.Training.Evaluation;

/// <summary>Where a share or a rate lies with 95% confidence, given what was counted.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    private const double Tail = 0.025;
    private const int Halvings = 60;

    /// <summary>Wilson's interval of a share (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927).</summary>
    /// <param name="right">How many were right.</param>
    /// <param name="all">Of how many; 0 says nothing, so anything may be.</param>
    public static Interval OfShare(int right, int all)
    {
        const double z = 1.96;
        if (all == 0)
        {
            return new Interval(0, 1);
        }

        double share = (double)right / all;
        double centre = share + (z * z / (2.0 * all));
        double spread = z * Math.Sqrt(((share * (1 - share)) + (z * z / (4.0 * all))) / all);
        double scale = 1 + (z * z / all);
        return new Interval(Math.Max(0, (centre - spread) / scale), Math.Min(1, (centre + spread) / scale));
    }

    /// <summary>Garwood's exact interval of a rate of independent events (Garwood, "Fiducial Limits for the Poisson Distribution", 1936).</summary>
    /// <param name="events">How many happened.</param>
    /// <param name="hours">In how long.</param>
    public static Interval OfRate(int events, double hours)
    {
        double low = events == 0 ? 0 : Solve(mean => 1 - AtMost(events - 1, mean), Tail, events);
        double high = Solve(mean => 1 - AtMost(events, mean), 1 - Tail, events);
        return hours <= 0 ? new Interval(0, double.PositiveInfinity) : new Interval(low / hours, high / hours);
    }

    /// <summary>The mean at which a function that rises with it has a value, by halving.</summary>
    private static double Solve(Func<double, double> rising, double value, int events)
    {
        double low = 0;
        double high = events + (6 * Math.Sqrt(events + 1)) + 6;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = rising(middle) < value ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>How probable it is that so many events happen at most where so many are expected.</summary>
    private static double AtMost(int events, double mean)
    {
        double sum = 0;
        double logarithm = -mean;
        for (int i = 0; i <= events; i++)
        {
            sum += Math.Exp(logarithm);
            logarithm += Math.Log(Math.Max(mean, double.Epsilon)) - Math.Log(i + 1);
        }

        return Math.Min(1, sum);
    }
}
