using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using static TorchSharp.torch;

namespace Sotto.Training.Network;

/// <summary>Writes a trained network as a <c>.sotto</c> model.</summary>
public static class Exporter
{
    /// <summary>The model's bytes.</summary>
    /// <param name="network">A network after <see cref="KeywordNetwork.FoldAndQuantise"/> and training.</param>
    /// <param name="manifest">Labels, thresholds and the rest of what the model says of itself.</param>
    public static byte[] ToModel(KeywordNetwork network, Manifest manifest)
    {
        NetworkShape shape = network.Shape;
        NetworkQuantisers q = network.Quantisers;
        Quantization input = new(KeywordNetwork.InputScale, -128);
        ModelBuilder model = new(manifest.Name, shape.Stride, 1, FrontEnd.FeatureCount, input);

        int x = AddConvolution(model, model.Input, network.Stem, input, q.Stem, shape.StemKernel, shape.Stride, Activation.Relu);
        Quantization here = Of(q.Stem);
        for (int i = 0; i < shape.Kernels.Length; i++)
        {
            int filtered = AddDepthwise(model, x, network.Depthwise[i], here, q.Depthwise[i], shape.Kernels[i]);
            int mixed = AddConvolution(
                model, filtered, network.Pointwise[i], Of(q.Depthwise[i]), q.Pointwise[i], 1, 1, Activation.None);
            here = Of(q.Sum[i]);
            x = model.Add(mixed, x, here, Activation.Relu);
        }

        x = shape.Pool > 1 ? model.AveragePool(x, shape.Pool) : x;
        x = AddHead(model, x, network, here);
        if (manifest.Kind != ModelKind.Acoustic)
        {
            model.Softmax(x);
        }

        return model.Build(manifest);
    }

    private static int AddConvolution(
        ModelBuilder model, int from, CausalConvolution layer, Quantization input, FakeQuantiser output, int kernel, int stride,
        Activation activation)
    {
        (sbyte[] weights, float[] scales, int[] bias) = Integers(layer.Rounding, layer.Weight, layer.Bias, input);
        ConvolutionShape shape = new(kernel, stride, 1, 1, 1, 0, 0, (int)layer.Weight.shape[0]);
        return model.Convolution(from, shape, weights, scales, bias, Of(output), activation);
    }

    private static int AddDepthwise(
        ModelBuilder model, int from, CausalConvolution layer, Quantization input, FakeQuantiser output, int kernel)
    {
        (sbyte[] perChannel, float[] scales, int[] bias) = Integers(layer.Rounding, layer.Weight, layer.Bias, input);
        int channels = scales.Length;
        sbyte[] weights = new sbyte[perChannel.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int tap = 0; tap < kernel; tap++)
            {
                weights[(tap * channels) + channel] = perChannel[(channel * kernel) + tap];
            }
        }

        ConvolutionShape shape = new(kernel, 1, 1, 1, 1, 0, 0, channels);
        return model.Depthwise(from, shape, weights, scales, bias, Of(output), Activation.Relu);
    }

    private static int AddHead(ModelBuilder model, int from, KeywordNetwork network, Quantization input)
    {
        (Tensor weight, Tensor offset) = network.Head;
        (sbyte[] weights, float[] scales, int[] bias) = Integers(network.HeadRounding, weight, offset, input);
        return model.FullyConnected(from, scales.Length, weights, scales, bias, Of(network.Quantisers.Logits), Activation.None);
    }

    private static Quantization Of(FakeQuantiser quantiser) => new(quantiser.Scale, quantiser.ZeroPoint);

    /// <summary>Rounds a kernel; the device's order is output channel, tap, input channel.</summary>
    private static (sbyte[] Weights, float[] Scales, int[] Bias) Integers(
        WeightRounding rounding, Tensor weight, Tensor bias, Quantization input)
    {
        using IDisposable scope = NewDisposeScope();
        (Tensor rounded, Tensor scales) = rounding.Integers(weight);
        sbyte[] weights = rounded.to(ScalarType.Int8).transpose(1, 2).contiguous().data<sbyte>().ToArray();
        float[] steps = scales.reshape(-1).data<float>().ToArray();
        float[] offsets = bias.detach().data<float>().ToArray();
        int[] integers = new int[steps.Length];
        for (int i = 0; i < integers.Length; i++)
        {
            integers[i] = (int)Math.Round((double)offsets[i] / ((double)steps[i] * input.Scale));
        }

        return (weights, steps, integers);
    }
}
