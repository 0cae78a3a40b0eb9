using Sotto.Compiler.TfLite;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>Reads weights, their scales and biases.</summary>
internal static class Constants
{
    /// <summary>Weights of INT8, or of INT4 with the first of two in the low half of a byte.</summary>
    internal static sbyte[] Weights(Graph graph, TfLiteOperator item, TfLiteTensor weights)
    {
        graph.Spend(item, weights.ElementCount);
        if (weights.Data is not { } data || weights.Type is not (TfLiteType.Int8 or TfLiteType.Int4))
        {
            throw Graph.Error(item, $"{weights.Label} of {TfLiteText.Name(weights.Type)} is not a constant of INT8 or INT4");
        }

        byte[] bytes = data.ToArray();
        return weights.Type == TfLiteType.Int8
            ? Array.ConvertAll(bytes, value => (sbyte)value)
            : [.. Enumerable.Range(0, weights.ElementCount).Select(i => (sbyte)Int4.At(bytes, 0, i))];
    }

    /// <summary>The scale of each output's weights.</summary>
    internal static float[] Scales(TfLiteOperator item, TfLiteTensor weights, int outputs)
    {
        float[] scales = weights.Quantization?.Scales ?? throw Graph.Error(item, $"{weights.Label} has no scale and zero point");
        return scales.Length == outputs ? scales
            : scales.Length == 1 ? [.. Enumerable.Repeat(scales[0], outputs)]
            : throw Graph.Error(item, $"{weights.Label} has {scales.Length} scales for {outputs} outputs");
    }

    /// <summary>The biases of input 2, zeros where there are none.</summary>
    internal static int[] Bias(Graph graph, TfLiteOperator item, int outputs)
    {
        if (graph.Find(item, 2) is not { } tensor)
        {
            return new int[outputs];
        }

        int[] bias = graph.Numbers(item, 2);
        return bias.Length == outputs ? bias : throw Graph.Error(item, $"{tensor.Label} has {bias.Length} biases for {outputs} outputs");
    }

    /// <summary>Takes the input's zero point out of every tap beforehand, and sees to it that the device can hold what is left.</summary>
    internal static int[] WithoutZeroPoint(TfLiteOperator item, int[] bias, sbyte[] weights, bool depthwise, int zeroPoint)
    {
        long[] sums = ModelBuilder.WithoutZeroPoint(bias, weights, depthwise, zeroPoint);
        return Array.TrueForAll(sums, sum => Math.Abs(sum) <= ModelFile.MaximumBias) ? Array.ConvertAll(sums, sum => (int)sum)
            : throw Graph.Error(item, "biases of over 2^30");
    }
}
