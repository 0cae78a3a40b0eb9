using static TorchSharp.torch;

namespace Sotto.Training.Intent;

/// <summary>Examples side by side, and where in them what is asked.</summary>
/// <param name="Rows">[batch, time], padded behind.</param>
/// <param name="RowPlaces">Places in batch * time where a row is chosen.</param>
/// <param name="RowTargets">The rows.</param>
/// <param name="PointPlaces">Places where a position is pointed at.</param>
/// <param name="PointTargets">The positions.</param>
/// <param name="PointLengths">Tokens of the sentence there: positions 1 to this may be pointed at.</param>
public sealed record IntentBatch(
    Tensor Rows, Tensor RowPlaces, Tensor RowTargets, Tensor PointPlaces, Tensor PointTargets, Tensor PointLengths)
{
    /// <summary>A batch of examples.</summary>
    public static IntentBatch Of(IReadOnlyList<IntentExample> examples)
    {
        int time = examples.Max(example => example.Rows.Length);
        long[] rows = new long[examples.Count * time];
        List<long> rowPlaces = [], rowTargets = [], pointPlaces = [], pointTargets = [], lengths = [];
        for (int i = 0; i < examples.Count; i++)
        {
            IntentExample example = examples[i];
            int length = Array.FindIndex(example.Targets, target => target != IntentExample.None) - 1;
            for (int t = 0; t < example.Rows.Length; t++)
            {
                rows[(i * time) + t] = example.Rows[t];
                short target = example.Targets[t];
                if (target >= IntentExample.FirstPoint)
                {
                    pointPlaces.Add((i * time) + t);
                    pointTargets.Add(target - IntentExample.FirstPoint);
                    lengths.Add(length);
                }
                else if (target != IntentExample.None)
                {
                    rowPlaces.Add((i * time) + t);
                    rowTargets.Add(target);
                }
            }
        }

        return new IntentBatch(
            tensor(rows, [examples.Count, time]), tensor(rowPlaces.ToArray()), tensor(rowTargets.ToArray()), tensor(pointPlaces.ToArray()),
            tensor(pointTargets.ToArray()), tensor(lengths.ToArray()));
    }
}
