using System.Buffers.Binary;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>Reads the constants of a convolution from a model's file, as the loader has found them sound.</summary>
public static class LayerWeights
{
    /// <summary>The weights in the file's order, those of 4 bits times their factors.</summary>
    /// <param name="file">The model's bytes.</param>
    /// <param name="kind">Convolution or depthwise convolution.</param>
    /// <param name="layer">Its shape and places.</param>
    public static sbyte[] Weights(byte[] file, Operator kind, Layer layer)
    {
        bool depthwise = kind == Operator.DepthwiseConvolution;
        int taps = layer.TimeKernel * layer.BinKernel * (depthwise ? 1 : layer.InputChannels);
        (int rows, int length) = depthwise ? (taps, layer.OutputChannels) : (layer.OutputChannels, taps);
        int groups = (length + layer.GroupLength - 1) / layer.GroupLength;
        sbyte[] weights = new sbyte[rows * length];
        for (int i = 0; i < weights.Length; i++)
        {
            (int row, int at) = (i / length, i % length);
            int factor = layer.Factors == 0 ? 1 : file[layer.Factors + (row * groups) + (at / layer.GroupLength)];
            weights[i] = layer.Packed
                ? (sbyte)(factor * ((sbyte)(file[layer.Weights + (row * Int4.RowBytes(length)) + (at / 2)] << (at % 2 == 0 ? 4 : 0)) >> 4))
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
