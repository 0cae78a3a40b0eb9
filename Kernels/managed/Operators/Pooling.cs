namespace Sotto.Kernels;

/// <summary>
/// Mean or maximum of every channel over windows of frames and bins (TensorFlow Lite's AVERAGE_POOL_2D and MAX_POOL_2D,
/// int8: input and output share a scale). Padding does not count.
/// </summary>
public static class Pooling
{
    /// <summary>Means, rounded to nearest, halves away from zero.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void RunAverage(Layer layer, sbyte[] arena)
    {
        Run(layer, arena, true);
    }

    /// <summary>Maxima.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void RunMaximum(Layer layer, sbyte[] arena)
    {
        Run(layer, arena, false);
    }

    [Step]
    private static void Run(Layer layer, sbyte[] arena, bool average)
    {
        int output = layer.Output;
        for (int t = 0; t < layer.OutputFrames; t++)
        {
            int oldest = layer.FirstFrame + (t * layer.TimeStride);
            int time = oldest < 0 ? 0 : oldest;
            int timeEnd = Smaller(oldest + layer.TimeKernel, layer.InputFrames);
            for (int k = 0; k < layer.OutputBins; k++)
            {
                int lowest = (k * layer.BinStride) - layer.PadLow;
                int bin = lowest < 0 ? 0 : lowest;
                int bins = Smaller(lowest + layer.BinKernel, layer.InputBins) - bin;
                int input = layer.Input + (((time * layer.InputBins) + bin) * layer.InputChannels);
                for (int channel = 0; channel < layer.OutputChannels; channel++)
                {
                    int value = average
                        ? Mean(layer, arena, input + channel, timeEnd - time, bins)
                        : Largest(layer, arena, input + channel, timeEnd - time, bins);
                    arena[output++] = Requantise.Clamp(layer, value);
                }
            }
        }
    }

    [Step]
    private static int Mean(Layer layer, sbyte[] arena, int input, int frames, int bins)
    {
        int channels = layer.InputChannels;
        int count = frames * bins;
        int sum = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            for (int bin = 0; bin < bins; bin++)
            {
                sum += arena[input + (bin * channels)];
            }

            input += layer.InputBins * channels;
        }

        return sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
    }

    [Step]
    private static int Largest(Layer layer, sbyte[] arena, int input, int frames, int bins)
    {
        int channels = layer.InputChannels;
        int largest = -128;
        for (int frame = 0; frame < frames; frame++)
        {
            for (int bin = 0; bin < bins; bin++)
            {
                int value = arena[input + (bin * channels)];
                largest = value > largest ? value : largest;
            }

            input += layer.InputBins * channels;
        }

        return largest;
    }

    [Step]
    private static int Smaller(int a, int b)
    {
        return a < b ? a : b;
    }
}
