using System;

namespace Sotto.Kernels;

/// <summary>
/// A kernel of its own for every channel (TensorFlow Lite's DEPTHWISE_CONV_2D, int8, channel multiplier 1): weights
/// [time taps, bin taps, channels], of 8 or of 4 bits.
/// </summary>
public static class DepthwiseConvolution
{
    /// <summary>Computes the newest frames of the output.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="model">The model file.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, byte[] model, sbyte[] arena)
    {
        int channels = layer.InputChannels;
        int output = layer.Output;
        for (int t = 0; t < layer.OutputFrames; t++)
        {
            int oldest = layer.FirstFrame + (t * layer.TimeStride);
            for (int bin = 0; bin < layer.OutputBins; bin++)
            {
                int firstBin = (bin * layer.BinStride) - layer.PadLow;
                int channel = 0;
                for (; !layer.Packed && channel + 4 <= channels; channel += 4)
                {
                    FourTaps(layer, model, arena, channel, oldest, firstBin, output);
                    output += 4;
                }

                for (; channel < channels; channel++)
                {
                    int sum = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
                    sum += Taps(layer, model, arena, oldest, firstBin, channel);
                    arena[output++] = Requantise.Channel(layer, model, channel, sum);
                }
            }
        }
    }

    /// <summary>Four channels side by side: whether a tap is over padding is asked once for all.</summary>
    [Step]
    private static void FourTaps(Layer layer, byte[] model, sbyte[] arena, int channel, int oldest, int firstBin, int output)
    {
        int channels = layer.InputChannels;
        int weight = layer.Weights + channel;
        int zero = layer.InputZeroPoint;
        int a = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
        int b = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 4);
        int c = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 8);
        int d = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 12);
        for (int tap = 0; tap < layer.TimeKernel; tap++)
        {
            int time = oldest + (tap * layer.Dilation);
            bool there = time >= 0 && time < layer.InputFrames;
            int input = layer.Input + (((time * layer.InputBins) + firstBin) * channels) + channel;
            for (int bin = firstBin; bin < firstBin + layer.BinKernel; bin++)
            {
                if (there && bin >= 0 && bin < layer.InputBins)
                {
                    a += (sbyte)model[weight] * arena[input];
                    b += (sbyte)model[weight + 1] * arena[input + 1];
                    c += (sbyte)model[weight + 2] * arena[input + 2];
                    d += (sbyte)model[weight + 3] * arena[input + 3];
                }
                else
                {
                    a += (sbyte)model[weight] * zero;
                    b += (sbyte)model[weight + 1] * zero;
                    c += (sbyte)model[weight + 2] * zero;
                    d += (sbyte)model[weight + 3] * zero;
                }

                weight += channels;
                input += channels;
            }
        }

        arena[output] = Requantise.Channel(layer, model, channel, a);
        arena[output + 1] = Requantise.Channel(layer, model, channel + 1, b);
        arena[output + 2] = Requantise.Channel(layer, model, channel + 2, c);
        arena[output + 3] = Requantise.Channel(layer, model, channel + 3, d);
    }

    [Step]
    private static int Taps(Layer layer, byte[] model, sbyte[] arena, int oldest, int firstBin, int channel)
    {
        int channels = layer.InputChannels;
        int hop = layer.Dilation * layer.InputBins * channels;
        int row = layer.Weights;
        int sum = 0;
        int input = layer.Input + (((oldest * layer.InputBins) + firstBin) * channels) + channel;
        for (int tap = 0; tap < layer.TimeKernel; tap++)
        {
            int time = oldest + (tap * layer.Dilation);
            bool there = time >= 0 && time < layer.InputFrames;
            for (int k = 0; k < layer.BinKernel; k++)
            {
                int bin = firstBin + k;
                int value = there && bin >= 0 && bin < layer.InputBins ? arena[input + (k * channels)] : layer.InputZeroPoint;
                sum += (layer.Packed ? Int4.At(model, row, channel) : (sbyte)model[row + channel]) * value;
                row += layer.Packed ? Int4.RowBytes(channels) : channels;
            }

            input += hop;
        }

        return sum;
    }
}
