namespace Sotto.Kernels;

/// <summary>
/// Weights of 4 bits, -8 to 7, two a byte, the first in the low half. A row of them begins with a byte: the taps of an output
/// of a convolution, the channels of a tap of a depthwise one. Where a row has groups, a weight counts times the factor of its
/// group, 1 to 15: weights of 8 bits that are small multiples need no more.
/// </summary>
public static class Int4
{
    /// <summary>Bytes of a row.</summary>
    /// <param name="length">Weights in it.</param>
    [Step]
    public static int RowBytes(int length)
    {
        return (length + 1) >> 1;
    }

    /// <summary>Groups in a row, the last of which may be shorter.</summary>
    /// <param name="length">Weights in it.</param>
    /// <param name="groupLength">Weights in a group.</param>
    [Step]
    public static int GroupCount(int length, int groupLength)
    {
        return (length + groupLength - 1) / groupLength;
    }

    /// <summary>One weight of a row, without its factor.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="row">Place of the row.</param>
    /// <param name="index">Number of the weight in it.</param>
    [Step]
    public static int At(byte[] model, int row, int index)
    {
        return (model[row + (index >> 1)] << (28 - ((index & 1) << 2))) >> 28;
    }

    /// <summary>The products of an output's weights and as many inputs, summed.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="model">The model file.</param>
    /// <param name="channel">The output.</param>
    /// <param name="taps">Weights of an output.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="input">Place of the first input.</param>
    [Step]
    internal static int Dot(Layer layer, byte[] model, int channel, int taps, sbyte[] arena, int input)
    {
        int row = layer.Weights + (channel * RowBytes(taps));
        int factor = FirstFactor(layer, channel, taps);
        int sum = 0;
        for (int start = 0; start < taps; start += layer.GroupLength)
        {
            int end = EndOfGroup(layer, start, taps);
            int part = 0;
            for (int tap = start; tap < end; tap++)
            {
                part += At(model, row, tap) * arena[input + tap];
            }

            sum += layer.Factors == 0 ? part : model[factor++] * part;
        }

        return sum;
    }

    /// <summary>The same of pairs of inputs (<see cref="Convolution"/>).</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="model">The model file.</param>
    /// <param name="channel">The output.</param>
    /// <param name="taps">Weights of an output.</param>
    /// <param name="pairs">The pairs.</param>
    [Step]
    internal static long Dot(Layer layer, byte[] model, int channel, int taps, long[] pairs)
    {
        int row = layer.Weights + (channel * RowBytes(taps));
        int factor = FirstFactor(layer, channel, taps);
        long sums = 0;
        for (int start = 0; start < taps; start += layer.GroupLength)
        {
            int end = EndOfGroup(layer, start, taps);
            long part = 0;
            for (int tap = start; tap < end; tap++)
            {
                part += At(model, row, tap) * pairs[tap];
            }

            sums += layer.Factors == 0 ? part : model[factor++] * part;
        }

        return sums;
    }

    [Step]
    private static int FirstFactor(Layer layer, int channel, int taps)
    {
        return layer.Factors + (channel * GroupCount(taps, layer.GroupLength));
    }

    [Step]
    private static int EndOfGroup(Layer layer, int start, int taps)
    {
        return start + layer.GroupLength < taps ? start + layer.GroupLength : taps;
    }
}
