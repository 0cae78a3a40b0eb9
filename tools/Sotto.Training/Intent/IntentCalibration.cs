using Sotto.Compiler.Intent;
using Sotto.Intent.Growth;
using Sotto.Models.Intent;

namespace Sotto.Training.Intent;

/// <summary>
/// Sets a model's curve from probability to confidence, and the confidence from which a frame is taken, by sentences that it did
/// not learn from.
/// </summary>
public static class IntentCalibration
{
    // Of sentences that are no command, at most this share may be taken for one.
    private const double MostWronglyTaken = 0.012;

    private const double LowestThreshold = 0.3;
    private const double HighestThreshold = 0.99;
    private const double ThresholdStep = 0.01;

    /// <summary>How a sentence was understood.</summary>
    /// <param name="Probability">The least probable of its frames, 0 to 1; 0 where the model says that it is no command.</param>
    /// <param name="IsCommand">Whether it is a command.</param>
    /// <param name="IsRight">Whether it was understood exactly.</param>
    /// <param name="Evidence">What of the sentence its frames hold: the least of them.</param>
    public sealed record Outcome(double Probability, bool IsCommand, bool IsRight, Evidence Evidence);

    /// <summary>The model with its confidence set.</summary>
    /// <param name="file">The model.</param>
    /// <param name="sentences">Sentences that it did not learn from.</param>
    public static byte[] Apply(byte[] file, IEnumerable<AlignedSentence> sentences)
    {
        // As probabilities are, so that outcomes have them.
        double[] straight = [.. Enumerable.Range(0, IntentFormat.ConfidencePoints).Select(i => (double)i / (IntentFormat.ConfidencePoints - 1))];
        Outcome[] outcomes = Measure(IntentModelWriter.WithConfidence(file, new double[IntentFormat.Thresholds], straight), sentences);
        double[] curve = Curve(outcomes);
        return IntentModelWriter.WithConfidence(file, Thresholds(outcomes, curve), curve);
    }

    /// <summary>How sentences are understood.</summary>
    public static Outcome[] Measure(byte[] file, IEnumerable<AlignedSentence> sentences)
    {
        IntentModel model = IntentModel.Load(file);
        IntentRecogniser recogniser = new(model, new ManagedDecoder(model));
        IntentAnswer answer = new();
        return [.. sentences.Select(sentence =>
        {
            recogniser.Understand(sentence.Text, answer);
            return new Outcome(
                answer.Refusal == Refusal.None ? (double)answer.Confidence / IntentFormat.One : 0, IsCommand(sentence),
                answer.Refusal == Refusal.None && IsRight(sentence, answer), answer.Frames.Take(answer.Count).Select(frame => frame.Evidence).DefaultIfEmpty().Min());
        })];
    }

    /// <summary>Whether a sentence is a command.</summary>
    public static bool IsCommand(AlignedSentence sentence) => sentence.Frames.All(frame => frame.Intent is not (IntentNames.Nothing or IntentNames.Incomplete));

    private static bool IsRight(AlignedSentence sentence, IntentAnswer answer) => answer.Count == sentence.Frames.Count
        && sentence.Frames.Zip(answer.Frames).All(pair => pair.First.Intent == pair.Second.Intent && pair.First.Slots.Count == pair.Second.Count
            && pair.First.Slots.All(slot => pair.Second.ValueOf(slot.Slot.Name) == slot.Slot.Value));

    /// <summary>The share that is right around each point, never falling: pool adjacent violators (Barlow et al., 1972).</summary>
    private static double[] Curve(Outcome[] outcomes)
    {
        int last = IntentFormat.ConfidencePoints - 1;
        List<(double Right, double Count, int Points)> pools = [];
        for (int point = 0; point <= last; point++)
        {
            Outcome[] near = [.. outcomes.Where(outcome => outcome.Probability > 0 && Math.Abs((outcome.Probability * last) - point) <= 0.75)];
            pools.Add((near.Count(outcome => outcome.IsRight) + 0.5, near.Length + 1, 1));
            while (pools.Count > 1 && pools[^2].Right / pools[^2].Count > pools[^1].Right / pools[^1].Count)
            {
                (double right, double count, int points) = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (pools[^1].Right + right, pools[^1].Count + count, pools[^1].Points + points);
            }
        }

        double[] curve = [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Right / pool.Count, pool.Points))];
        curve[0] = 0;
        return curve;
    }

    /// <summary>Of thresholds at which few enough of what is no command is taken those at which most commands are taken right.</summary>
    private static double[] Thresholds(Outcome[] outcomes, double[] curve)
    {
        double allowed = outcomes.Count(outcome => !outcome.IsCommand) * MostWronglyTaken;
        Step[][] steps = [.. Enum.GetValues<Evidence>().Select(evidence => Steps([.. outcomes.Where(outcome => outcome.Evidence == evidence)], curve))];
        double[] best = [HighestThreshold, HighestThreshold, HighestThreshold];
        int most = -1;
        foreach (Step none in steps[(int)Evidence.None])
        {
            foreach (Step implied in steps[(int)Evidence.Implied])
            {
                // More is taken at lower thresholds: the first that takes few enough is the best.
                Step? named = steps[(int)Evidence.Named].FirstOrDefault(step => none.Wrong + implied.Wrong + step.Wrong <= allowed);
                if (named is not null && none.Right + implied.Right + named.Right > most)
                {
                    most = none.Right + implied.Right + named.Right;
                    best = [none.Threshold, implied.Threshold, named.Threshold];
                }
            }
        }

        return best;
    }

    private static Step[] Steps(Outcome[] outcomes, double[] curve)
    {
        (double Confidence, Outcome Outcome)[] all = [.. outcomes.Where(outcome => outcome.Probability > 0).Select(outcome => (At(curve, outcome.Probability), outcome))];
        int count = (int)Math.Round((HighestThreshold - LowestThreshold) / ThresholdStep);
        return [.. Enumerable.Range(0, count + 1).Select(i => LowestThreshold + (i * ThresholdStep)).Select(threshold => new Step(
            threshold, all.Count(pair => pair.Confidence >= threshold && pair.Outcome.IsRight),
            all.Count(pair => pair.Confidence >= threshold && !pair.Outcome.IsCommand)))];
    }

    /// <summary>What is taken from a threshold on.</summary>
    private sealed record Step(double Threshold, int Right, int Wrong);

    private static double At(double[] curve, double probability)
    {
        double place = probability * (curve.Length - 1);
        int point = Math.Min((int)place, curve.Length - 2);
        return curve[point] + ((curve[point + 1] - curve[point]) * (place - point));
    }
}
