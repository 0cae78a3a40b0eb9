using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>
/// Gives every tensor a place in the arena. Tensors with a history, and the model's input and output, last throughout;
/// the others share what is left, largest first, wherever their lives do not meet
/// (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020, greedy by size).
/// </summary>
internal static class ArenaPlanner
{
    /// <summary>Sets the tensors' offsets.</summary>
    /// <returns>Bytes of the arena.</returns>
    internal static int Plan(List<TensorPlan> tensors, List<LayerPlan> layers, int input, int output)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            Use(tensors[layers[i].Output], i);
            if (layers[i].Input != ModelFile.None)
            {
                Use(tensors[layers[i].Input], i);
            }

            if (layers[i].Second != ModelFile.None)
            {
                Use(tensors[layers[i].Second], i);
            }
        }

        foreach (TensorPlan lasting in tensors.Where(t => t.History > 0 || t == tensors[input] || t == tensors[output]))
        {
            lasting.FirstUse = 0;
            lasting.LastUse = layers.Count;
        }

        List<TensorPlan> placed = [];
        foreach (TensorPlan tensor in tensors.OrderByDescending(t => t.Length))
        {
            tensor.Offset = FirstFit(tensor, placed);
            placed.Add(tensor);
        }

        return tensors.Max(t => t.Offset + t.Length);
    }

    private static int FirstFit(TensorPlan tensor, List<TensorPlan> placed)
    {
        int offset = 0;
        foreach (TensorPlan other in placed.Where(p => Meet(p, tensor)).OrderBy(p => p.Offset))
        {
            if (other.Offset >= offset + tensor.Length)
            {
                break;
            }

            offset = Math.Max(offset, other.Offset + other.Length);
        }

        return offset;
    }

    private static bool Meet(TensorPlan a, TensorPlan b) => a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;

    private static void Use(TensorPlan tensor, int layer)
    {
        tensor.FirstUse = tensor.FirstUse < 0 ? layer : tensor.FirstUse;
        tensor.LastUse = layer;
    }
}
