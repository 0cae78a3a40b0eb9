using System.Buffers.Binary;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>Reads the constants of a convolution from a model's file, as the loader has found them sound.</summary>
public static class LayerWeights
{
    /// <summary>How the weights lie: a row an output of a convolution, or a tap of a depthwise one; none of other operators.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="layer">Its shape.</param>
    /// <returns>Rows, and weights in each.</returns>
    public static (int Count, int Length) Rows(Operator kind, Layer layer)
    {
        int window = layer.TimeKernel * layer.BinKernel;
        return kind switch
        {
            Operator.Convolution => (layer.OutputChannels, window * layer.InputChannels),
            Operator.DepthwiseConvolution => (window, layer.OutputChannels),
            _ => (0, 0),
        };
    }

    /// <summary>The weights in the file's order, those of 4 bits times their factors.</summary>
    /// <param name="file">The model's bytes.</param>
    /// <param name="kind">The operator; one without rows has no weights.</param>
    /// <param name="layer">Its shape and places.</param>
    public static sbyte[] Weights(byte[] file, Operator kind, Layer layer)
    {
        (int rows, int length) = Rows(kind, layer);
        if (length == 0)
        {
            return [];
        }

        int groups = Int4.GroupCount(length, layer.GroupLength);
        sbyte[] weights = new sbyte[rows * length];
        for (int i = 0; i < weights.Length; i++)
        {
            (int row, int at) = (i / length, i % length);
            int factor = layer.Factors == 0 ? 1 : file[layer.Factors + (row * groups) + (at / layer.GroupLength)];
            weights[i] = layer.Packed
                ? (sbyte)(factor * Int4.At(file, layer.Weights + (row * Int4.RowBytes(length)), at))
                : (sbyte)file[layer.Weights + i];
        }

        return weights;
    }

    /// <summary>The biases, the input's zero point in them.</summary>
    /// <param name="file">The model's bytes.</param>
    /// <param name="layer">Its places.</param>
    public static int[] Biases(byte[] file, Layer layer) =>
        [.. Enumerable.Range(0, layer.OutputChannels).Select(i => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(layer.Biases + (4 * i))))];

    /// <summary>From a sum to the output's units, one factor an output.</summary>
    /// <param name="file">The model's bytes.</param>
    /// <param name="layer">Its places.</param>
    public static double[] Factors(byte[] file, Layer layer) =>
        [.. Enumerable.Range(0, layer.OutputChannels).Select(i =>
            Factor(BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(layer.Multipliers + (4 * i))), (sbyte)file[layer.Shifts + i]))];

    /// <summary>What a multiplier and its shift stand for.</summary>
    /// <param name="multiplier">Q0.31.</param>
    /// <param name="shift">Left where positive.</param>
    public static double Factor(int multiplier, int shift) => Math.ScaleB(multiplier, shift - 31);
}
