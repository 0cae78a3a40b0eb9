using Sotto.Kernels;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sotto.Training.Acoustic;

/// <summary>How long and how fast the acoustic model learns.</summary>
/// <param name="FloatSteps">Steps in floating point.</param>
/// <param name="QuantisedSteps">Steps after folding, rounding as the device does.</param>
/// <param name="Batch">Sentences a step.</param>
/// <param name="Rate">Highest learning rate of the first phase.</param>
/// <param name="QuantisedRate">Highest learning rate of the second phase.</param>
public sealed record AcousticSchedule(int FloatSteps, int QuantisedSteps, int Batch = 32, double Rate = 4e-3, double QuantisedRate = 1e-4);

/// <summary>
/// Trains a network to say which sounds follow each other, wherever they are: connectionist temporal classification (Graves et al.,
/// "Connectionist Temporal Classification", 2006). Bands and times are not masked: a network this small has nothing to spare for them.
/// </summary>
/// <param name="network">The network, whose labels are the sounds of <see cref="Speech.PhonemeSet"/>; changed.</param>
/// <param name="pool">Sentences.</param>
/// <param name="seed">The same seed gives the same order.</param>
/// <param name="workers">
/// Parts of a batch that are learned side by side; each takes one core. More than one add their gradients in the order in which they are
/// done, so that the same seed gives models which differ a little.
/// </param>
public sealed class AcousticTrainer(KeywordNetwork network, SpokenPool pool, int seed, int workers = 1)
{
    private const int Bands = FrontEnd.FeatureCount;
    /// <summary>One step of a logit, in natural logarithms: whoever adds logits to other logarithms needs one scale for all models.</summary>
    public const float LogitScale = 1f / 8;

    /// <summary>How the weights are rounded; depthwise ones by rows where this is by groups.</summary>
    public WeightRounding Rounding { get; init; } = WeightRounding.EightBits;

    private const int WarmUp = 300;
    private const int CalibrationBatches = 40;

    private readonly Random _drawing = new(seed);
    private readonly Random[] _randoms = [.. Enumerable.Range(0, workers).Select(worker => new Random((1000 * seed) + worker))];
    private readonly Tensor _warps = Perturbation.MakeWarps();
    private int[] _order = [];
    private int _next;

    /// <summary>Learns, then learns on while rounding as the device does.</summary>
    /// <param name="schedule">How long and how fast.</param>
    /// <param name="progress">Hears the curve.</param>
    /// <returns>The curve.</returns>
    public List<CurvePoint> Run(AcousticSchedule schedule, Action<CurvePoint> progress)
    {
        List<CurvePoint> curve = [];
        network.train();
        if (network.IsFolded)
        {
            network.Unfold(Features(Draw(schedule.Batch), _randoms[0]));
        }

        RunPhase(schedule, schedule.FloatSteps, schedule.Rate, curve, progress);
        network.eval();
        network.SetRounding(Rounding);
        network.FoldAndQuantise();
        network.Quantisers.Observe(true);
        network.Quantisers.Logits.Set(LogitScale, 0);
        Calibrate(schedule.Batch);
        RunPhase(schedule, schedule.QuantisedSteps * 3 / 4, schedule.QuantisedRate, curve, progress);
        network.Quantisers.Observe(false);
        RunPhase(schedule, schedule.QuantisedSteps / 4, schedule.QuantisedRate / 4, curve, progress);
        return curve;
    }

    private void RunPhase(AcousticSchedule schedule, int steps, double rate, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        NetworkOptimiser optimiser = new(network, rate);
        Descent.Run(
            optimiser.Others, steps, step => Descent.RiseAndFall(rate, step, steps, WarmUp),
            step =>
            {
                using DisposeScope scope = NewDisposeScope();
                double loss = AddGradients(schedule.Batch);
                optimiser.Step();
                return loss;
            },
            curve, progress);
    }

    private double AddGradients(int batch)
    {
        SpokenExample[][] parts = [.. Draw(batch).Chunk(batch / workers)];
        network.zero_grad();
        double[] losses = new double[parts.Length];
        Parallel.For(0, parts.Length, worker => losses[worker] = Learn(parts[worker], parts.Length, _randoms[worker]));
        return losses.Sum();
    }

    /// <summary>Adds the gradient of one part of a batch; gradients of several are added under a lock of libtorch's own.</summary>
    private double Learn(SpokenExample[] examples, int parts, Random random)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = LossOf(examples, random) / parts;
        loss.backward();
        return loss.item<float>();
    }

    /// <summary>Mean loss of a sound.</summary>
    private Tensor LossOf(SpokenExample[] examples, Random random)
    {
        Tensor logits = network.forward(Features(examples, random));
        Tensor steps = nn.functional.log_softmax(logits, 1).permute(2, 0, 1);
        long[] lengths = [.. examples.Select(example => (long)(example.Rows / network.Shape.Stride))];
        long[] counts = [.. examples.Select(example => (long)example.Sounds.Length)];
        long[] sounds = [.. examples.SelectMany(example => example.Sounds).Select(sound => (long)sound)];
        return nn.functional.ctc_loss(steps, tensor(sounds), tensor(lengths), tensor(counts), blank: Speech.PhonemeSet.Blank, zero_infinity: true, reduction: nn.Reduction.Mean);
    }

    private void Calibrate(int batch)
    {
        using IDisposable gradients = no_grad();
        for (int i = 0; i < CalibrationBatches; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            network.forward(Features(Draw(batch), _randoms[0]));
        }
    }

    /// <summary>Sentences of about the same length; round by round all of the pool.</summary>
    private SpokenExample[] Draw(int batch)
    {
        if (_next == _order.Length)
        {
            _order = [.. Enumerable.Range(0, pool.Count / batch)];
            _drawing.Shuffle(_order);
            _next = 0;
        }

        int first = _order[_next++] * batch;
        return [.. Enumerable.Range(first, batch).Select(i => pool[i])];
    }

    /// <summary>[batch, 40, rows], shorter sentences with the silence of the least feature behind them.</summary>
    private Tensor Features(SpokenExample[] examples, Random random)
    {
        int stride = network.Shape.Stride;
        int rows = (examples.Max(example => example.Rows) + stride - 1) / stride * stride;
        int length = rows * Bands;
        sbyte[] values = new sbyte[examples.Length * length];
        long[] warps = new long[examples.Length];
        Array.Fill(values, (sbyte)-128);
        for (int i = 0; i < examples.Length; i++)
        {
            sbyte[] features = examples[i].Features;
            Perturbation.Stretch(features, values.AsSpan(i * length, features.Length), random);
            warps[i] = random.NextDouble() < 0.6 ? random.Next(Perturbation.WarpCount) : Perturbation.WarpCount / 2;
        }

        Tensor real = (tensor(values).to(ScalarType.Float32).reshape(examples.Length, rows, Bands) + 128) * KeywordNetwork.InputScale;
        return real.bmm(_warps.index_select(0, tensor(warps))).transpose(1, 2);
    }
}
