using Sotto.Training.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>How long and how fast to learn.</summary>
/// <param name="Batch">Examples a step.</param>
/// <param name="FloatSteps">Steps in floating point.</param>
/// <param name="QuantisedSteps">Steps after folding, rounding as the device does.</param>
/// <param name="Rate">Highest learning rate of the first phase.</param>
/// <param name="QuantisedRate">Highest learning rate of the second phase.</param>
/// <param name="WordShare">Weight of the auxiliary word loss.</param>
/// <param name="EmbeddingShare">Weight of guessing the teacher's embeddings; 0 needs no teacher.</param>
/// <param name="MachinePrior">What people's speech adds to the logit of a label that no person says, at most 0.</param>
/// <param name="TeacherShare">Weight of saying what a teacher says, where there is one.</param>
public sealed record Schedule(
    int Batch = 64, int FloatSteps = 15000, int QuantisedSteps = 3750, double Rate = 1.2e-2, double QuantisedRate = 5e-4,
    double WordShare = 0.3, double EmbeddingShare = 0, double MachinePrior = -2, double TeacherShare = 1)
{
    /// <summary>For a network that has learned before and was made smaller: half of the steps in floating point, half rounded.</summary>
    /// <param name="steps">Steps in all.</param>
    public static Schedule Again(int steps) =>
        new(FloatSteps: steps / 2, QuantisedSteps: steps - (steps / 2), Rate: 2e-3, QuantisedRate: 1e-3, WordShare: 0);
}

/// <summary>One point of a learning curve.</summary>
/// <param name="Step">Steps so far.</param>
/// <param name="Loss">Mean loss since the last point.</param>
public sealed record CurvePoint(int Step, double Loss);

/// <summary>Trains a keyword network on a pool of examples.</summary>
/// <remarks>
/// All on one thread, and in a process without concurrent garbage collection: a collection while libtorch computes may free a
/// scalar that the call still needs, since TorchSharp 0.107 does not keep it alive ("Unknown scalar type").
/// </remarks>
/// <param name="network">The network; changed.</param>
/// <param name="batches">Makes the batches.</param>
/// <param name="loss">The loss of its labels.</param>
/// <param name="examples">The examples of the pool it may see.</param>
/// <param name="others">Those of them that are other speech, among which the hard ones are looked for.</param>
/// <param name="seed">The same seed gives the same order.</param>
public sealed class Trainer(KeywordNetwork network, BatchMaker batches, KeywordLoss loss, int[] examples, int[] others, int seed)
{
    /// <summary>
    /// A network whose logits are learned too; null for none. Where it has fewer labels it is asked about these alone: what the new ones
    /// take is left open (Li and Hoiem, "Learning without Forgetting", 2016).
    /// </summary>
    public KeywordNetwork? Teacher { get; init; }

    private const int Candidates = 6;
    private const int WarmUp = 100;

    private readonly Random _random = new(seed);
    private int _next;
    private readonly HashSet<int> _isOther = [.. others];
    private readonly Dictionary<int, float> _losses = [];
    private bool _mining;

    /// <summary>Runs both phases.</summary>
    /// <param name="schedule">How long and how fast.</param>
    /// <param name="progress">Hears every point of the curve.</param>
    public List<CurvePoint> Run(Schedule schedule, Action<CurvePoint> progress)
    {
        List<CurvePoint> curve = [];
        network.train();
        RunPhase(schedule, schedule.FloatSteps, schedule.Rate, curve, progress);
        network.eval();
        network.FoldAndQuantise();
        RunRounded(schedule, curve, progress);
        return curve;
    }

    /// <summary>Runs both phases with a network that is folded already.</summary>
    /// <param name="schedule">How long and how fast; the first phase goes without rounding.</param>
    /// <param name="progress">Hears every point of the curve.</param>
    public void Continue(Schedule schedule, Action<CurvePoint> progress)
    {
        List<CurvePoint> curve = [];
        _mining = true;
        network.Rounding = false;
        RunPhase(schedule, schedule.FloatSteps, schedule.Rate, curve, progress);
        network.Rounding = true;
        RunRounded(schedule, curve, progress);
    }

    /// <summary>Mean loss over the same examples every time, without learning.</summary>
    /// <param name="batch">Examples a batch.</param>
    /// <param name="count">Batches.</param>
    public double Measure(int batch, int count)
    {
        using IDisposable gradients = no_grad();
        Random chance = new(seed);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor features, Targets targets) = batches.Make(DrawIndices(batch, chance), chance);
            sum += loss.Of(network.forward(features), targets).mean().item<float>() / count;
        }

        return sum;
    }

    /// <summary>
    /// How much the loss depends on each channel of the trunk: the mean square of what it would change by, to first order, if
    /// the channel were taken away (Molchanov et al., "Importance Estimation for Neural Network Pruning", 2019, equation 8).
    /// </summary>
    /// <param name="batch">Examples a batch.</param>
    /// <param name="count">Batches.</param>
    /// <returns>One number a channel.</returns>
    public double[] ImportanceOfChannels(int batch, int count)
    {
        Random chance = new(seed);
        double[] importance = new double[network.Shape.Channels];
        for (int i = 0; i < count; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            using Tensor gate = ones(importance.Length, requires_grad: true);
            network.Gate = gate;
            (Tensor features, Targets targets) = batches.Make(DrawIndices(batch, chance), chance);
            loss.Of(network.forward(features), targets).mean().backward();
            float[] change = gate.grad!.data<float>().ToArray();
            importance = [.. importance.Zip(change, (sum, x) => sum + ((double)x * x))];
        }

        network.Gate = null;
        return importance;
    }

    private int[] DrawIndices(int count, Random chance) => [.. Enumerable.Range(0, count).Select(_ => examples[chance.Next(examples.Length)])];

    private void RunRounded(Schedule schedule, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        network.Quantisers.Observe(true);
        Calibrate(schedule.Batch);
        RunPhase(schedule, schedule.QuantisedSteps * 3 / 4, schedule.QuantisedRate, curve, progress);
        network.Quantisers.Observe(false);
        RunPhase(schedule, schedule.QuantisedSteps / 4, schedule.QuantisedRate / 4, curve, progress);
    }

    private void Calibrate(int batch)
    {
        using IDisposable gradients = no_grad();
        for (int i = 0; i < 30; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            network.forward(batches.Make(NextIndices(batch), _random).Features);
        }
    }

    private void RunPhase(Schedule schedule, int steps, double rate, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        NetworkOptimiser optimiser = new(network, rate);
        Descent.Run(
            optimiser.Others, steps, step => Descent.RiseAndFall(rate, step, steps, WarmUp),
            step =>
            {
                _mining |= 2 * step >= steps;
                return Step(schedule, optimiser);
            },
            curve, progress);
    }

    private double Step(Schedule schedule, NetworkOptimiser optimiser)
    {
        using DisposeScope scope = NewDisposeScope();
        int[] indices = NextIndices(schedule.Batch);
        (Tensor features, Targets targets) = batches.Make(indices, _random);
        Tensor trunk = network.Trunk(features);
        Tensor pooled = network.Pool(trunk);
        Tensor spoken = KeywordLoss.Spoken(pooled, targets);
        Tensor logits = network.Logits(pooled);
        Tensor each = loss.Of(logits, targets);
        Remember(indices, each);
        Tensor total = each.mean()
            + (schedule.WordShare * KeywordLoss.OfWords(network.WordLogits(spoken), targets));
        if (schedule.EmbeddingShare > 0)
        {
            total = total + (schedule.EmbeddingShare * KeywordLoss.OfEmbedding(network.Embedding(trunk, targets.EmbeddingSteps), targets));
        }

        if (Teacher is not null)
        {
            total = total + (schedule.TeacherShare * loss.OfTeacher(logits, Taught(features), targets));
        }

        network.zero_grad();
        total.backward();
        optimiser.Step();
        return total.item<float>();
    }

    private Tensor Taught(Tensor features)
    {
        using IDisposable gradients = no_grad();
        return Teacher!.forward(features);
    }

    private void Remember(int[] indices, Tensor each)
    {
        float[] losses = each.data<float>().ToArray();
        for (int i = 0; i < losses.Length; i++)
        {
            _losses[indices[i]] = losses[i];
        }
    }

    /// <summary>The next examples, round by round in a new order.</summary>
    private int[] NextIndices(int count)
    {
        int[] result = new int[count];
        for (int i = 0; i < count; i++)
        {
            if (_next % examples.Length == 0)
            {
                _random.Shuffle(examples);
            }

            result[i] = Harder(examples[_next++ % examples.Length]);
        }

        return result;
    }

    /// <summary>
    /// In the second half of the learning, instead of an example of other speech that one of a few which had the highest loss
    /// when it was last seen: most other speech has nothing more to teach by then.
    /// </summary>
    private int Harder(int example)
    {
        for (int i = 1; _mining && _isOther.Contains(example) && i < Candidates; i++)
        {
            int candidate = others[_random.Next(others.Length)];
            example = _losses.GetValueOrDefault(candidate) > _losses.GetValueOrDefault(example) ? candidate : example;
        }

        return example;
    }
}
