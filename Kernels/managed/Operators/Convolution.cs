using System;

namespace Sotto.Kernels;

/// <summary>
/// Convolution over time and bins (TensorFlow Lite's CONV_2D and FULLY_CONNECTED, int8, weights symmetric per channel):
/// weights [outputs, time taps, bin taps, input channels].
/// </summary>
public static class Convolution
{
    /// <summary>Computes the newest frames of the output.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="model">The model file.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, byte[] model, sbyte[] arena)
    {
        int output = layer.Output;
        for (int t = 0; t < layer.OutputFrames; t++)
        {
            int oldest = layer.FirstFrame + (t * layer.TimeStride);
            for (int bin = 0; bin < layer.OutputBins; bin++)
            {
                int firstBin = (bin * layer.BinStride) - layer.PadLow;
                RunChannels(layer, model, arena, oldest, firstBin, output);
                output += layer.OutputChannels;
            }
        }
    }

    /// <summary>All channels of one output bin, four at a time as long as there are four.</summary>
    [Step]
    private static void RunChannels(Layer layer, byte[] model, sbyte[] arena, int oldest, int firstBin, int output)
    {
        int run = layer.BinKernel * layer.InputChannels;
        bool contiguous = IsContiguous(layer, oldest, firstBin);
        int window = layer.Input + (((oldest * layer.InputBins) + firstBin) * layer.InputChannels);
        int perOutput = layer.TimeKernel * run;
        int fours = layer.OutputChannels & ~3;
        for (int channel = 0; channel < fours; channel += 4)
        {
            if (contiguous)
            {
                FourDots(layer, model, arena, channel, perOutput, window, output);
            }
            else
            {
                FourTaps(layer, model, arena, channel, oldest, firstBin, output);
            }
        }

        for (int channel = fours; channel < layer.OutputChannels; channel++)
        {
            int weights = layer.Weights + (channel * perOutput);
            int sum = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
            sum += contiguous ? Dot(model, weights, arena, window, perOutput) : Taps(layer, model, arena, weights, oldest, firstBin);
            arena[output + channel] = Requantise.Channel(layer, model, channel, sum);
        }
    }

    /// <summary>Four channels over taps that lie in one piece: each input is loaded once for all.</summary>
    [Step]
    private static void FourDots(Layer layer, byte[] model, sbyte[] arena, int channel, int count, int input, int output)
    {
        int first = layer.Weights + (channel * count);
        int second = first + count;
        int third = second + count;
        int fourth = third + count;
        int a = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
        int b = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 4);
        int c = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 8);
        int d = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 12);
        for (int end = input + count; input < end; input++)
        {
            int value = arena[input];
            a += (sbyte)model[first++] * value;
            b += (sbyte)model[second++] * value;
            c += (sbyte)model[third++] * value;
            d += (sbyte)model[fourth++] * value;
        }

        arena[output + channel] = Requantise.Channel(layer, model, channel, a);
        arena[output + channel + 1] = Requantise.Channel(layer, model, channel + 1, b);
        arena[output + channel + 2] = Requantise.Channel(layer, model, channel + 2, c);
        arena[output + channel + 3] = Requantise.Channel(layer, model, channel + 3, d);
    }

    /// <summary>Four channels where taps do not lie in one piece, or some of them over padding.</summary>
    [Step]
    private static void FourTaps(Layer layer, byte[] model, sbyte[] arena, int channel, int oldest, int firstBin, int output)
    {
        int channels = layer.InputChannels;
        int row = layer.BinKernel * channels;
        int perOutput = layer.TimeKernel * row;
        int firstInside = firstBin < 0 ? -firstBin * channels : 0;
        int endInside = firstBin + layer.BinKernel > layer.InputBins ? (layer.InputBins - firstBin) * channels : row;
        int weight = layer.Weights + (channel * perOutput);
        int zero = layer.InputZeroPoint;
        int a = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
        int b = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 4);
        int c = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 8);
        int d = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 12);
        for (int tap = 0; tap < layer.TimeKernel; tap++)
        {
            int time = oldest + (tap * layer.Dilation);
            bool there = time >= 0 && time < layer.InputFrames;
            int input = layer.Input + (((time * layer.InputBins) + firstBin) * channels);
            int first = there ? firstInside : row;
            int count = there ? endInside - firstInside : 0;
            for (int i = 0; i < row; i++)
            {
                // The bias has the zero point of every tap taken out, so padding counts as if it were there. One comparison
                // sees both ends: below the first the difference is a large unsigned number.
                int value = (uint)(i - first) < (uint)count ? arena[input + i] : zero;
                a += (sbyte)model[weight] * value;
                b += (sbyte)model[weight + perOutput] * value;
                c += (sbyte)model[weight + (2 * perOutput)] * value;
                d += (sbyte)model[weight + (3 * perOutput)] * value;
                weight++;
            }
        }

        arena[output + channel] = Requantise.Channel(layer, model, channel, a);
        arena[output + channel + 1] = Requantise.Channel(layer, model, channel + 1, b);
        arena[output + channel + 2] = Requantise.Channel(layer, model, channel + 2, c);
        arena[output + channel + 3] = Requantise.Channel(layer, model, channel + 3, d);
    }

    /// <summary>Whether the taps of a window lie in one piece, none of them over padding.</summary>
    [Step]
    private static bool IsContiguous(Layer layer, int oldest, int firstBin)
    {
        if (firstBin < 0 || firstBin + layer.BinKernel > layer.InputBins)
        {
            return false;
        }

        return layer.TimeKernel == 1
            ? oldest >= 0 && oldest < layer.InputFrames
            : layer.Dilation == 1 && layer.BinKernel == layer.InputBins && oldest >= 0 && oldest + layer.TimeKernel <= layer.InputFrames;
    }

    /// <summary>The taps of one channel where they do not lie in one piece, or some of them over padding.</summary>
    [Step]
    private static int Taps(Layer layer, byte[] model, sbyte[] arena, int weights, int oldest, int firstBin)
    {
        int channels = layer.InputChannels;
        int frame = layer.InputBins * channels;
        int below = firstBin < 0 ? -firstBin : 0;
        int above = firstBin + layer.BinKernel > layer.InputBins ? firstBin + layer.BinKernel - layer.InputBins : 0;
        int inside = (layer.BinKernel - below - above) * channels;
        int sum = 0;
        for (int tap = 0; tap < layer.TimeKernel; tap++)
        {
            int time = oldest + (tap * layer.Dilation);
            if (time < 0 || time >= layer.InputFrames)
            {
                sum += Sum(model, weights, layer.BinKernel * channels) * layer.InputZeroPoint;
                weights += layer.BinKernel * channels;
                continue;
            }

            int input = layer.Input + (time * frame) + ((firstBin + below) * channels);
            int padding = Sum(model, weights, below * channels);
            weights += below * channels;
            sum += Dot(model, weights, arena, input, inside);
            weights += inside;
            padding += Sum(model, weights, above * channels);
            weights += above * channels;

            // The bias has the zero point of every tap taken out, so padding counts as if it were there.
            sum += padding * layer.InputZeroPoint;
        }

        return sum;
    }

    [Step]
    private static int Sum(byte[] model, int weights, int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += (sbyte)model[weights + i];
        }

        return sum;
    }

    /// <summary>A dot product, unrolled by four.</summary>
    [Step]
    private static int Dot(byte[] model, int weights, sbyte[] arena, int input, int count)
    {
        int even = 0;
        int odd = 0;
        int end = input + (count & ~3);
        while (input < end)
        {
            even += (sbyte)model[weights] * arena[input];
            odd += (sbyte)model[weights + 1] * arena[input + 1];
            even += (sbyte)model[weights + 2] * arena[input + 2];
            odd += (sbyte)model[weights + 3] * arena[input + 3];
            weights += 4;
            input += 4;
        }

        for (int rest = count & 3; rest > 0; rest--)
        {
            even += (sbyte)model[weights++] * arena[input++];
        }

        return even + odd;
    }
}
