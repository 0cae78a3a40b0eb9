namespace Sotto.Kernels;

/// <summary>
/// Mean or maximum of every channel over the last frames and over all bins of a window (TensorFlow Lite's
/// AVERAGE_POOL_2D and MAX_POOL_2D, int8: input and output share a scale).
/// </summary>
public static class Pooling
{
    /// <summary>Means, rounded to nearest, halves away from zero.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void RunAverage(Layer layer, sbyte[] arena)
    {
        int count = layer.TimeKernel * layer.BinKernel;
        for (int bin = 0; bin < layer.OutputBins; bin++)
        {
            for (int channel = 0; channel < layer.OutputChannels; channel++)
            {
                int sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += arena[Place(layer, bin, channel, i)];
                }

                sum = sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
                arena[layer.Output + (bin * layer.OutputChannels) + channel] = Requantise.Clamp(layer, sum);
            }
        }
    }

    /// <summary>Maxima.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void RunMaximum(Layer layer, sbyte[] arena)
    {
        int count = layer.TimeKernel * layer.BinKernel;
        for (int bin = 0; bin < layer.OutputBins; bin++)
        {
            for (int channel = 0; channel < layer.OutputChannels; channel++)
            {
                int largest = -128;
                for (int i = 0; i < count; i++)
                {
                    int value = arena[Place(layer, bin, channel, i)];
                    largest = value > largest ? value : largest;
                }

                arena[layer.Output + (bin * layer.OutputChannels) + channel] = Requantise.Clamp(layer, largest);
            }
        }
    }

    /// <summary>Where the i-th value of a window lies; windows end at the newest frame.</summary>
    [Step]
    private static int Place(Layer layer, int bin, int channel, int i)
    {
        int frame = layer.InputHistory + layer.TimeStride - layer.TimeKernel + (i / layer.BinKernel);
        int inputBin = (bin * layer.BinStride) + (i % layer.BinKernel);
        return layer.Input + (((frame * layer.InputBins) + inputBin) * layer.InputChannels) + channel;
    }
}
