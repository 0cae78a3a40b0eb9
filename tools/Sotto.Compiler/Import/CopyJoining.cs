using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>Lets a copy of a copy read from where the first copy reads, where one walk can do both.</summary>
internal static class CopyJoining
{
    /// <summary>Larger boxes are left alone: whether a joined walk is right is seen by walking it.</summary>
    private const int LargestBox = 1 << 15;

    internal static void Run(Graph graph)
    {
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            LayerPlan layer = graph.Layers[i];
            if (layer.Operator == Operator.Copy && layer.Input != ModelFile.None && graph.OnlyCopy(layer.Input) is { } first
                && Joined(first, layer, graph.Tensors[layer.Input]) is { } joined)
            {
                graph.Layers[i] = joined;
            }
        }
    }

    private static LayerPlan? Joined(LayerPlan first, LayerPlan second, TensorPlan between)
    {
        Extents box = second.Box();
        if (first.Fills() || first.Box() != between.Extents() || (long)box.Frames * box.Bins * box.Channels > LargestBox)
        {
            return null;
        }

        int At(int frame, int bin, int channel)
        {
            int place = second.Start() + (frame * second.Steps().Frames) + (bin * second.Steps().Bins) + (channel * second.Steps().Channels);
            (int t, int b, int c) = (place / between.Channels / between.Bins, place / between.Channels % between.Bins, place % between.Channels);
            return first.Start() + (t * first.Steps().Frames) + (b * first.Steps().Bins) + (c * first.Steps().Channels);
        }

        int start = At(0, 0, 0);
        Extents steps = new(
            box.Frames > 1 ? At(1, 0, 0) - start : 0, box.Bins > 1 ? At(0, 1, 0) - start : 0, box.Channels > 1 ? At(0, 0, 1) - start : 0);
        for (int frame = 0; frame < box.Frames; frame++)
        {
            for (int bin = 0; bin < box.Bins; bin++)
            {
                for (int channel = 0; channel < box.Channels; channel++)
                {
                    if (At(frame, bin, channel) != start + (frame * steps.Frames) + (bin * steps.Bins) + (channel * steps.Channels))
                    {
                        return null;
                    }
                }
            }
        }

        int[] parameters = [start, steps.Frames, steps.Bins, steps.Channels, second.Place(), second.Parameters[5]];
        return second with { Input = first.Input, Weights = first.Weights, Parameters = parameters };
    }
}
