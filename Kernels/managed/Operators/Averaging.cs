namespace Sotto.Kernels;

/// <summary>
/// The mean over whole dimensions, those of which the output has one index (TensorFlow Lite's MEAN, int8). It is rounded
/// otherwise than a pool's: the number of values is part of the multiplier.
/// </summary>
public static class Averaging
{
    /// <summary>Computes the output from all frames of the input, the kept ones included.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, sbyte[] arena)
    {
        int frames = layer.OutputFrames == 1 ? layer.InputFrames : 1;
        int bins = layer.OutputBins == 1 ? layer.InputBins : 1;
        int channels = layer.OutputChannels == 1 ? layer.InputChannels : 1;
        int zero = layer.InputZeroPoint * frames * bins * channels;
        int output = layer.Output;
        for (int frame = 0; frame < layer.OutputFrames; frame++)
        {
            for (int bin = 0; bin < layer.OutputBins; bin++)
            {
                for (int channel = 0; channel < layer.OutputChannels; channel++)
                {
                    int first = layer.Input + (((frame * layer.InputBins) + bin) * layer.InputChannels) + channel;
                    int sum = Sum(layer, arena, first, frames, bins, channels) - zero;
                    int scaled = FixedPoint.Rescale(sum, layer.InputMultiplier, layer.InputShift);
                    arena[output++] = Requantise.Clamp(layer, scaled + layer.OutputZeroPoint);
                }
            }
        }
    }

    [Step]
    private static int Sum(Layer layer, sbyte[] arena, int first, int frames, int bins, int channels)
    {
        int sum = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            for (int bin = 0; bin < bins; bin++)
            {
                int input = first + (((frame * layer.InputBins) + bin) * layer.InputChannels);
                for (int channel = 0; channel < channels; channel++)
                {
                    sum += arena[input + channel];
                }
            }
        }

        return sum;
    }
}
