using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>
/// Gives every tensor a place in the arena. Tensors with a history last throughout; the others share what is left wherever
/// their lives do not meet, and an output may lie on the part of its input that is done with (<see cref="Overlap"/>). Tensors
/// are placed one after the other, each at the lowest place that is free, in two orders of which the better counts: largest
/// first (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020, greedy by size), and last
/// first, which lets every output of a chain begin a little before its input.
/// </summary>
internal sealed class ArenaPlanner
{
    private readonly List<TensorPlan> _tensors;
    private readonly Dictionary<(TensorPlan Output, TensorPlan Input), int> _distances = [];

    private ArenaPlanner(List<TensorPlan> tensors)
    {
        _tensors = tensors;
    }

    /// <summary>Sets the tensors' offsets.</summary>
    /// <returns>Bytes of the arena.</returns>
    internal static int Plan(List<TensorPlan> tensors, List<LayerPlan> layers, int input, int output)
    {
        ArenaPlanner planner = new(tensors);
        planner.FindLives(layers, input, output);
        planner.FindDistances(layers);
        TensorPlan[] largestFirst = [.. tensors.OrderByDescending(t => t.Length).ThenByDescending(t => t.FirstUse)];
        TensorPlan[] lastFirst = [.. tensors.OrderByDescending(t => t.History > 0).ThenByDescending(t => t.FirstUse)];
        int bySize = planner.Place(largestFirst);
        int byTime = planner.Place(lastFirst);
        return byTime < bySize ? byTime : planner.Place(largestFirst);
    }

    /// <summary>The input lives before the first layer, the output after the last, histories throughout.</summary>
    private void FindLives(List<LayerPlan> layers, int input, int output)
    {
        Use(input, -1);
        for (int i = 0; i < layers.Count; i++)
        {
            Use(layers[i].Output, i);
            Use(layers[i].Input, i);
            Use(layers[i].Second, i);
        }

        Use(output, layers.Count);
        foreach (TensorPlan lasting in _tensors.Where(t => t.History > 0))
        {
            (lasting.FirstUse, lasting.LastUse) = (-1, layers.Count);
        }
    }

    private void Use(int tensor, int layer)
    {
        if (tensor != ModelFile.None)
        {
            TensorPlan plan = _tensors[tensor];
            plan.FirstUse = Math.Min(plan.FirstUse, layer);
            plan.LastUse = Math.Max(plan.LastUse, layer);
        }
    }

    /// <summary>How far before an input that is read for the last time an output has to begin to overlap it.</summary>
    private void FindDistances(List<LayerPlan> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            LayerPlan layer = layers[i];
            TensorPlan output = _tensors[layer.Output];
            foreach (int number in new[] { layer.Input, layer.Second }.Where(number => number != ModelFile.None))
            {
                TensorPlan input = _tensors[number];
                if (input.History == 0 && output.History == 0 && input.LastUse == i && output.FirstUse == i
                    && Overlap.Distance(layer.Operator, Shape(layer, _tensors[layer.Input], output)) is var distance and not Overlap.Never)
                {
                    _distances[(output, input)] = distance;
                }
            }
        }
    }

    private static Layer Shape(LayerPlan layer, TensorPlan input, TensorPlan output) => new()
    {
        InputFrames = input.Frames,
        InputBins = input.Bins,
        InputChannels = input.Channels,
        FirstFrame = layer.OverAllFrames ? -layer.PadFirst : layer.Shape.TimeStride - ((layer.Shape.TimeKernel - 1) * layer.Shape.Dilation) - 1,
        TimeStride = layer.Shape.TimeStride,
        BinStride = layer.Shape.BinStride,
        PadLow = layer.Shape.PadLow,
        OutputFrames = output.Frames,
        OutputBins = output.Bins,
        OutputChannels = output.Channels,
    };

    /// <summary>Places all tensors in an order.</summary>
    /// <returns>Bytes that they take.</returns>
    private int Place(TensorPlan[] order)
    {
        List<TensorPlan> placed = [];
        foreach (TensorPlan tensor in order)
        {
            tensor.Offset = FirstFit(tensor, placed);
            placed.Add(tensor);
        }

        return placed.Max(t => t.Offset + t.Length);
    }

    private int FirstFit(TensorPlan tensor, List<TensorPlan> placed)
    {
        int offset = 0;
        foreach ((int first, int end) in placed.Where(other => Meet(other, tensor)).Select(other => Taken(tensor, other)).OrderBy(range => range.First))
        {
            if (first >= offset)
            {
                break;
            }

            offset = Math.Max(offset, end);
        }

        return offset;
    }

    /// <summary>From over which offset on, and up to which, a tensor does not fit beside one that has its place.</summary>
    private (int First, int End) Taken(TensorPlan tensor, TensorPlan other)
    {
        int above = other.Offset + other.Length;
        int below = other.Offset - tensor.Length;
        if (_distances.TryGetValue((tensor, other), out int before))
        {
            below = Math.Max(below, other.Offset - before);
        }

        if (_distances.TryGetValue((other, tensor), out int after))
        {
            above = Math.Min(above, other.Offset + after);
        }

        return (below, above);
    }

    private static bool Meet(TensorPlan a, TensorPlan b) => a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;
}
