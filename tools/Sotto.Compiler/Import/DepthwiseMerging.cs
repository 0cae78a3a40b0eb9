using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>
/// Makes one depthwise convolution of several that each go over some channels of one tensor, with kernels of several lengths,
/// and are concatenated again (MixConv: Tan and Le, 2019). Shorter kernels get taps of zero, which add nothing to a sum.
/// </summary>
internal static class DepthwiseMerging
{
    internal static void Run(Graph graph)
    {
        for (int tensor = 0; tensor < graph.Tensors.Count; tensor++)
        {
            LayerPlan[] writers = graph.Writers(tensor);
            if (writers.Length < 2 || Array.Exists(writers, writer => writer.Operator != Operator.Copy || writer.Fills() || writer.Input == ModelFile.None))
            {
                continue;
            }

            Part?[] parts = [.. writers.OrderBy(copy => copy.Place()).Select(copy => Find(graph, copy))];
            if (!Array.Exists(parts, part => part is null) && Merged(graph, tensor, parts!) is { } merged)
            {
                graph.Layers[graph.Layers.IndexOf(writers[^1])] = merged;
                graph.Layers.RemoveAll(layer => Array.Exists(writers, writer => ReferenceEquals(writer, layer)));
            }
        }
    }

    /// <summary>The depthwise convolution whose output a copy puts in its place, and what that goes over.</summary>
    private static Part? Find(Graph graph, LayerPlan copy)
    {
        if (!copy.TakesAll(graph.Tensors[copy.Input]) || graph.Readers(copy.Input) != 1
            || graph.Writers(copy.Input) is not [{ Operator: Operator.DepthwiseConvolution, OverAllFrames: true, PadFirst: 0, PadLast: 0 } layer]
            || graph.OnlyCopy(layer.Input) is not { } slice || slice.Fills() || slice.Input == ModelFile.None)
        {
            return null;
        }

        TensorPlan source = graph.Tensors[slice.Input];
        TensorPlan cut = graph.Tensors[layer.Input];
        int frameLength = source.Bins * source.Channels;
        bool channels = slice.Box() == cut.Extents() && Passes.SameWalk(slice.Box(), slice.Steps(), Graph.Steps(source.Extents()))
            && cut.Bins == source.Bins && slice.Start() % frameLength == copy.Place() && copy.Place() + cut.Channels <= source.Channels;
        bool same = cut.Quantization == source.Quantization && slice.Start() / frameLength % layer.Shape.Dilation == 0;
        return channels && same ? new Part(layer, slice.Input, slice.Start() / frameLength, copy.Place(), cut.Channels) : null;
    }

    private static LayerPlan? Merged(Graph graph, int to, Part[] parts)
    {
        LayerPlan first = parts[0].Layer;
        TensorPlan output = graph.Tensors[to];
        TensorPlan source = graph.Tensors[parts[0].Source];
        int next = 0;
        foreach (Part part in parts)
        {
            ConvolutionShape geometry = part.Layer.Shape with { TimeKernel = first.Shape.TimeKernel, Outputs = first.Shape.Outputs };
            bool clamps = (part.Layer.ClampMinimum, part.Layer.ClampMaximum) == (first.ClampMinimum, first.ClampMaximum);
            if (part.FirstChannel != next || part.Source != parts[0].Source || geometry != first.Shape || !clamps
                || graph.Tensors[part.Layer.Output].Quantization != output.Quantization)
            {
                return null;
            }

            next += part.Channels;
        }

        int dilation = first.Shape.Dilation;
        int kernel = parts.Max(part => (part.FirstFrame / dilation) + part.Layer.Shape.TimeKernel);
        int span = source.History + source.Frames - ((kernel - 1) * dilation) - 1;
        if (next != source.Channels || next != output.Channels || span < 0 || (span / first.Shape.TimeStride) + 1 != output.Frames)
        {
            return null;
        }

        return first with
        {
            Input = parts[0].Source,
            Output = to,
            Shape = first.Shape with { TimeKernel = kernel, Outputs = next },
            Weights = Weights(parts, kernel, next),
            Biases = [.. parts.SelectMany(part => part.Layer.Biases)],
            Multipliers = [.. parts.SelectMany(part => part.Layer.Multipliers)],
        };
    }

    private static sbyte[] Weights(Part[] parts, int kernel, int channels)
    {
        int bins = parts[0].Layer.Shape.BinKernel;
        sbyte[] result = new sbyte[kernel * bins * channels];
        foreach (Part part in parts)
        {
            int firstRow = part.FirstFrame / part.Layer.Shape.Dilation * bins;
            for (int row = 0; row < part.Layer.Shape.TimeKernel * bins; row++)
            {
                part.Layer.Weights.AsSpan(row * part.Channels, part.Channels)
                    .CopyTo(result.AsSpan(((firstRow + row) * channels) + part.FirstChannel));
            }
        }

        return result;
    }

    /// <summary>One of the convolutions, and the part of the tensor that it goes over, to the last frame it reads.</summary>
    private sealed record Part(LayerPlan Layer, int Source, int FirstFrame, int FirstChannel, int Channels);
}
