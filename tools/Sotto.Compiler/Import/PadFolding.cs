using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>Lets a convolution pad its input itself where a PAD before it puts zeros around it.</summary>
internal static class PadFolding
{
    internal static void Run(Graph graph)
    {
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            LayerPlan layer = graph.Layers[i];
            if (layer.Operator is Operator.Convolution or Operator.DepthwiseConvolution && graph.OnlyCopy(layer.Input) is { } pad
                && Folded(graph, layer, pad) is { } folded)
            {
                graph.Layers[i] = folded;
            }
        }
    }

    private static LayerPlan? Folded(Graph graph, LayerPlan layer, LayerPlan pad)
    {
        TensorPlan padded = graph.Tensors[layer.Input];
        if (pad.Input == ModelFile.None || !pad.Fills() || pad.ClampMinimum != padded.Quantization.ZeroPoint)
        {
            return null;
        }

        TensorPlan source = graph.Tensors[pad.Input];
        if (source.Quantization != padded.Quantization || !pad.TakesAll(source) || source.Channels != padded.Channels)
        {
            return null;
        }

        int frame = pad.Place() / padded.Channels / padded.Bins;
        int bin = pad.Place() / padded.Channels % padded.Bins;
        ConvolutionShape shape = layer.Shape with
        {
            PadLow = layer.Shape.PadLow + bin,
            PadHigh = layer.Shape.PadHigh + padded.Bins - source.Bins - bin,
        };
        int first = layer.PadFirst + frame;
        int last = layer.PadLast + padded.Frames - source.Frames - frame;

        // The device wants no window that lies in padding alone.
        int reach = ((shape.TimeKernel - 1) * shape.Dilation) + 1;
        bool runs = Math.Max(first, last) < reach && Math.Max(shape.PadLow, shape.PadHigh) < shape.BinKernel;
        return runs ? layer with { Input = pad.Input, Shape = shape, PadFirst = first, PadLast = last } : null;
    }
}
