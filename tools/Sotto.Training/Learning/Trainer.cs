using Sotto.Training.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>How long and how fast to learn.</summary>
/// <param name="Batch">Examples a step.</param>
/// <param name="FloatSteps">Steps with branches and floating point.</param>
/// <param name="QuantisedSteps">Steps after folding, rounding as the device does.</param>
/// <param name="Rate">Highest learning rate of the first phase.</param>
/// <param name="QuantisedRate">Highest learning rate of the second phase.</param>
/// <param name="WordShare">Weight of the auxiliary word loss.</param>
/// <param name="PhonemeShare">Weight of the auxiliary phoneme loss.</param>
/// <param name="EmbeddingShare">Weight of guessing the teacher's embeddings; 0 needs no teacher.</param>
/// <param name="OriginShare">How strongly the trunk unlearns whether a person or a machine speaks.</param>
/// <param name="LabelShare">How much of the labels' gradient reaches the trunk.</param>
/// <param name="MachinePrior">What people's speech adds to the logit of a label that no person says, at most 0.</param>
public sealed record Schedule(
    int Batch = 128, int FloatSteps = 3000, int QuantisedSteps = 800, double Rate = 3e-3, double QuantisedRate = 4e-4,
    double WordShare = 0.3, double PhonemeShare = 0, double EmbeddingShare = 0, double OriginShare = 0,
    double LabelShare = 1, double MachinePrior = 0);

/// <summary>One point of a learning curve.</summary>
/// <param name="Step">Steps so far.</param>
/// <param name="Loss">Mean loss since the last point.</param>
public sealed record CurvePoint(int Step, double Loss);

/// <summary>Trains a keyword network on a pool of examples.</summary>
/// <param name="network">The network; changed.</param>
/// <param name="batches">Makes the batches.</param>
/// <param name="loss">The loss of its labels.</param>
/// <param name="examples">The examples of the pool it may see.</param>
/// <param name="seed">The same seed gives the same order.</param>
public sealed class Trainer(KeywordNetwork network, BatchMaker batches, KeywordLoss loss, int[] examples, int seed)
{
    private const int CurveInterval = 50;
    private const int WarmUp = 100;

    private readonly Random _random = new(seed);
    private int _next;
    private Task<(Tensor Features, Targets Targets)>? _ahead;

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
        network.Quantisers.Observe(true);
        Calibrate(schedule.Batch);
        RunPhase(schedule, schedule.QuantisedSteps * 3 / 4, schedule.QuantisedRate, curve, progress);
        network.Quantisers.Observe(false);
        RunPhase(schedule, schedule.QuantisedSteps / 4, schedule.QuantisedRate / 4, curve, progress);
        return curve;
    }

    private void Calibrate(int batch)
    {
        using IDisposable gradients = no_grad();
        for (int i = 0; i < 30; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            network.forward(NextBatch(batch, scope).Features);
        }
    }

    private void RunPhase(Schedule schedule, int steps, double rate, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        AdamW optimiser = optim.AdamW(network.parameters(), rate, weight_decay: 0.01);
        double sum = 0;
        int summed = 0;
        for (int step = 0; step < steps; step++)
        {
            double warm = Math.Min(1, (step + 1.0) / WarmUp);
            double share = 0.5 * (1 + Math.Cos(Math.PI * step / steps));
            foreach (AdamW.ParamGroup group in optimiser.ParamGroups.Cast<AdamW.ParamGroup>())
            {
                group.LearningRate = rate * warm * Math.Max(0.01, share);
            }

            sum += Step(schedule, optimiser);
            summed++;
            if (summed == CurveInterval || step + 1 == steps)
            {
                CurvePoint point = new((curve.Count == 0 ? 0 : curve[^1].Step) + summed, sum / summed);
                curve.Add(point);
                progress(point);
                (sum, summed) = (0, 0);
            }
        }
    }

    private double Step(Schedule schedule, AdamW optimiser)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor features, Targets targets) = NextBatch(schedule.Batch, scope);
        Tensor trunk = network.Trunk(features);
        Tensor pooled = network.Pool(trunk);
        Tensor spoken = KeywordLoss.Spoken(pooled, targets);
        Tensor labelled = schedule.LabelShare < 1 ? (schedule.LabelShare * pooled) + ((1 - schedule.LabelShare) * pooled.detach()) : pooled;
        Tensor total = loss.Of(network.Logits(labelled), targets)
            + (schedule.WordShare * KeywordLoss.OfWords(network.WordLogits(spoken), targets));
        if (schedule.PhonemeShare > 0)
        {
            total = total + (schedule.PhonemeShare * KeywordLoss.OfPhonemes(network.PhonemeLogits(trunk), targets));
        }

        if (schedule.OriginShare > 0)
        {
            total = total + KeywordLoss.OfOrigin(network.OriginLogit(spoken, schedule.OriginShare), targets);
        }

        if (schedule.EmbeddingShare > 0)
        {
            total = total + (schedule.EmbeddingShare * KeywordLoss.OfEmbedding(network.Embedding(trunk, targets.EmbeddingSteps), targets));
        }

        optimiser.zero_grad();
        total.backward();
        nn.utils.clip_grad_norm_(network.parameters(), 5);
        optimiser.step();
        return total.item<float>();
    }

    /// <summary>
    /// The next batch. One is always made ahead on another core while this one learns; the order of chance stays the same.
    /// </summary>
    private (Tensor Features, Targets Targets) NextBatch(int count, DisposeScope scope)
    {
        (Tensor features, Targets targets) = (_ahead ?? Task.Run(() => MakeBatch(count))).GetAwaiter().GetResult();
        _ahead = Task.Run(() => MakeBatch(count));
        scope.Attach([features, .. targets.All]);
        return (features, targets);
    }

    private (Tensor Features, Targets Targets) MakeBatch(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor features, Targets targets) = batches.Make(NextIndices(count), _random);
        scope.Detach([features, .. targets.All]);
        return (features, targets);
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

            result[i] = examples[_next++ % examples.Length];
        }

        return result;
    }
}
