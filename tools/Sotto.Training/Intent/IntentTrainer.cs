using Sotto.Training.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sotto.Training.Intent;

/// <summary>Trains intent networks on a pool of examples. All calls come from one thread, as <see cref="Trainer"/> does and says why.</summary>
/// <param name="pool">Examples.</param>
/// <param name="loss">The loss.</param>
/// <param name="seed">The same seed gives the same order.</param>
public sealed class IntentTrainer(IntentExample[] pool, IntentLoss loss, int seed)
{
    private const int Batch = 128;
    private const int WarmUp = 100;

    // Batches of sentences of nearly one length waste no padding: this many batches are drawn at once and sorted.
    private const int Sorted = 16;

    private readonly Random _random = new(seed);
    private readonly Queue<IntentExample[]> _drawn = [];

    /// <summary>Trains a network.</summary>
    /// <param name="network">The network; changed.</param>
    /// <param name="teacher">A network whose probabilities are learned too; null for none.</param>
    /// <param name="steps">Batches.</param>
    /// <param name="rate">Highest learning rate; it falls as a cosine does.</param>
    /// <param name="curve">Goes on where it ends.</param>
    /// <param name="progress">Hears every new point of the curve.</param>
    public void Run(IntentNetwork network, IntentNetwork? teacher, int steps, double rate, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        AdamW optimiser = optim.AdamW(network.parameters(), rate, weight_decay: 0.02);
        Descent.Run(
            optimiser, steps, step => rate * Math.Max(0.01, Math.Min((step + 1.0) / WarmUp, Descent.Cosine(step, steps))),
            _ => Step(network, teacher, optimiser), curve, progress);
    }

    /// <summary>The share of choices that a network makes as the examples do, each after the right ones before it.</summary>
    public static double Measure(IntentNetwork network, IntentLoss loss, IReadOnlyList<IntentExample> examples)
    {
        using IDisposable gradients = no_grad();
        (long right, long all) = (0, 0);
        foreach (IntentExample[] chunk in examples.OrderBy(example => example.Rows.Length).Chunk(Batch))
        {
            using DisposeScope scope = NewDisposeScope();
            IntentBatch batch = IntentBatch.Of(chunk);
            (long rightHere, long allHere) = loss.Count(loss.LogitsOf(network, batch), batch);
            (right, all) = (right + rightHere, all + allHere);
        }

        return (double)right / all;
    }

    private double Step(IntentNetwork network, IntentNetwork? teacher, AdamW optimiser)
    {
        using DisposeScope scope = NewDisposeScope();
        IntentBatch batch = IntentBatch.Of(Next());
        IntentLogits logits = loss.LogitsOf(network, batch);
        Tensor total = loss.OfExamples(logits, batch);
        if (teacher is not null)
        {
            total = total + IntentLoss.OfTeacher(logits, Ask(teacher, batch));
        }

        optimiser.zero_grad();
        total.backward();
        nn.utils.clip_grad_norm_(network.parameters(), 1);
        optimiser.step();
        return total.item<float>();
    }

    private IntentLogits Ask(IntentNetwork teacher, IntentBatch batch)
    {
        using IDisposable gradients = no_grad();
        return loss.LogitsOf(teacher, batch);
    }

    private IntentExample[] Next()
    {
        if (_drawn.Count == 0)
        {
            IntentExample[] examples = [.. Enumerable.Range(0, Batch * Sorted).Select(_ => pool[_random.Next(pool.Length)]).OrderBy(e => e.Rows.Length)];
            IntentExample[][] batches = [.. examples.Chunk(Batch)];
            _random.Shuffle(batches);
            Array.ForEach(batches, _drawn.Enqueue);
        }

        return _drawn.Dequeue();
    }
}
