using Sotto.Compiler.TfLite;

namespace Sotto.Compiler.Import;

/// <summary>
/// Lays kernels out as the device reads them. It knows no groups, no depth multipliers and no dilation over bins: those become
/// kernels with zeros between, which add nothing to a sum.
/// </summary>
internal static class KernelLayout
{
    /// <summary>From [outputs, height, width, inputs / groups] to [outputs, height, spread width, inputs].</summary>
    internal static sbyte[] Convolution(Graph graph, TfLiteOperator item, TfLiteTensor weights, int inputs, Window bins)
    {
        sbyte[] source = Constants.Weights(graph, item, weights);
        (int outputs, int height, int width, int depth) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        if (depth == inputs && bins.Reach == width)
        {
            return source;
        }

        int perGroup = outputs / (inputs / depth);
        sbyte[] result = Zeros(graph, item, outputs, height, bins.Reach, inputs);
        for (int i = 0; i < source.Length; i++)
        {
            (int output, int row, int column, int channel) = (i / depth / width / height, i / depth / width % height, i / depth % width, i % depth);
            long place = (((((long)output * height) + row) * bins.Reach) + ((long)column * bins.Dilation)) * inputs;
            result[place + (output / perGroup * depth) + channel] = source[i];
        }

        return result;
    }

    /// <summary>From [1, height, width, channels] to [height, spread width, channels].</summary>
    internal static sbyte[] Depthwise(Graph graph, TfLiteOperator item, TfLiteTensor weights, Window bins)
    {
        sbyte[] source = Constants.Weights(graph, item, weights);
        (int height, int width, int channels) = (weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        sbyte[] result = Zeros(graph, item, 1, height, bins.Reach, channels);
        for (int i = 0; i < source.Length; i++)
        {
            (int row, int column, int channel) = (i / channels / width, i / channels % width, i % channels);
            result[((((long)row * bins.Reach) + ((long)column * bins.Dilation)) * channels) + channel] = source[i];
        }

        return result;
    }

    /// <summary>From [1, height, width, inputs * multiplier] to [inputs * multiplier, height, spread width, inputs].</summary>
    internal static sbyte[] Multiplied(Graph graph, TfLiteOperator item, TfLiteTensor weights, int inputs, Window bins)
    {
        sbyte[] source = Constants.Weights(graph, item, weights);
        (int height, int width, int outputs) = (weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        sbyte[] result = Zeros(graph, item, outputs, height, bins.Reach, inputs);
        for (int i = 0; i < source.Length; i++)
        {
            (int row, int column, int output) = (i / outputs / width, i / outputs % width, i % outputs);
            long place = (((((long)output * height) + row) * bins.Reach) + ((long)column * bins.Dilation)) * inputs;
            result[place + (output / (outputs / inputs))] = source[i];
        }

        return result;
    }

    private static sbyte[] Zeros(Graph graph, TfLiteOperator item, int outputs, int height, long width, int depth)
    {
        double count = (double)outputs * height * width * depth;
        graph.Spend(item, count);
        return new sbyte[(int)count];
    }
}
