using static TorchSharp.torch;

namespace Sotto.Training.Intent;

/// <summary>What a network says of a batch: logits of rows where rows are chosen, and of positions where it points.</summary>
/// <param name="Rows">[places, rows that may be written].</param>
/// <param name="Points">[places, time].</param>
public sealed record IntentLogits(Tensor Rows, Tensor Points);

/// <summary>How far a network's choices are from those of the examples, or of a teacher.</summary>
/// <param name="firstWritten">The first row that may be written, besides those that end frames.</param>
public sealed class IntentLoss(int firstWritten)
{
    private const double Smoothing = 0.02;

    /// <summary>The logits of a network.</summary>
    public IntentLogits LogitsOf(IntentNetwork network, IntentBatch batch)
    {
        Tensor trunk = network.Trunk(batch.Rows);
        Tensor places = trunk.reshape(-1, network.Shape.Width);
        return new IntentLogits(network.RowLogits(places.index_select(0, batch.RowPlaces), firstWritten), Points(network, batch, trunk));
    }

    /// <summary>Cross-entropy against the examples.</summary>
    public Tensor OfExamples(IntentLogits logits, IntentBatch batch)
    {
        Tensor targets = where(batch.RowTargets < firstWritten, batch.RowTargets - 2, batch.RowTargets - firstWritten + 2);
        Tensor rows = nn.functional.cross_entropy(logits.Rows, targets, label_smoothing: Smoothing, reduction: nn.Reduction.Sum);
        long count = targets.shape[0];
        if (batch.PointTargets.shape[0] > 0)
        {
            rows = rows + nn.functional.cross_entropy(logits.Points, batch.PointTargets, reduction: nn.Reduction.Sum);
            count += batch.PointTargets.shape[0];
        }

        return rows / count;
    }

    /// <summary>Cross-entropy against a teacher's probabilities (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).</summary>
    public static Tensor OfTeacher(IntentLogits logits, IntentLogits teacher)
    {
        Tensor rows = -(teacher.Rows.softmax(-1) * logits.Rows.log_softmax(-1)).sum();
        Tensor points = -(teacher.Points.softmax(-1) * logits.Points.log_softmax(-1).clamp_min(-50)).sum();
        return (rows + points) / (logits.Rows.shape[0] + logits.Points.shape[0]);
    }

    /// <summary>Right choices and all choices of a batch.</summary>
    public (long Right, long All) Count(IntentLogits logits, IntentBatch batch)
    {
        Tensor targets = where(batch.RowTargets < firstWritten, batch.RowTargets - 2, batch.RowTargets - firstWritten + 2);
        long right = logits.Rows.argmax(1).eq(targets).sum().item<long>() + logits.Points.argmax(1).eq(batch.PointTargets).sum().item<long>();
        return (right, targets.shape[0] + batch.PointTargets.shape[0]);
    }

    private static Tensor Points(IntentNetwork network, IntentBatch batch, Tensor trunk)
    {
        long time = batch.Rows.shape[1];
        Tensor scores = network.PointLogits(trunk).reshape(-1, time).index_select(0, batch.PointPlaces);
        Tensor positions = arange(time, dtype: ScalarType.Int64).unsqueeze(0);
        Tensor outside = (positions < 1).logical_or(positions > batch.PointLengths.unsqueeze(1));
        return scores.masked_fill(outside, -1e4f);
    }
}
