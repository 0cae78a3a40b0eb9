using System;

namespace Sotto.Kernels;

/// <summary>
/// Convolution over time and bins (TensorFlow Lite's CONV_2D and FULLY_CONNECTED, int8, weights symmetric per channel):
/// weights [outputs, time taps, bin taps, input channels], of 8 or of 4 bits.
/// </summary>
/// <remarks>
/// Output pixels (a frame's bins) are computed two at a time: one 64-bit product of a weight and a pair of inputs, the second
/// 32 bits up, is both of their products, and so are the sums, which 32 bits hold.
/// </remarks>
public static class Convolution
{
    /// <summary>Pairs of inputs that <see cref="Run"/> needs room for: the taps of a window, none where a single window lies in one piece.</summary>
    /// <param name="layer">Shape and places.</param>
    public static int PairCount(Layer layer)
    {
        return IsOnePiece(layer) ? 0 : layer.TimeKernel * layer.BinKernel * layer.InputChannels;
    }

    /// <summary>Computes the newest frames of the output.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="model">The model file.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="pairs">Working memory, at least <see cref="PairCount"/> long.</param>
    [Step]
    public static void Run(Layer layer, byte[] model, sbyte[] arena, long[] pairs)
    {
        if (IsOnePiece(layer))
        {
            RunOnePiece(layer, model, arena);
            return;
        }

        int pixels = layer.OutputFrames * layer.OutputBins;
        for (int pixel = 0; pixel < pixels; pixel += 2)
        {
            // The last one of an odd number is its own second. All inputs are read before the first output is written, which
            // may lie on them.
            int second = pixel + 1 < pixels ? pixel + 1 : pixel;
            Gather(layer, arena, pixel, pairs, 0, 0);
            Gather(layer, arena, second, pairs, -1, 32);
            RunPair(layer, model, arena, pixel, second, pairs);
        }
    }

    /// <summary>Whether there is one output pixel and the taps of its window lie in one piece, none of them over padding.</summary>
    [Step]
    private static bool IsOnePiece(Layer layer)
    {
        bool inside = layer.FirstFrame >= 0 && layer.PadLow == 0 && layer.BinKernel <= layer.InputBins
            && layer.FirstFrame + ((layer.TimeKernel - 1) * layer.Dilation) < layer.InputFrames;
        return inside && layer.OutputFrames == 1 && layer.OutputBins == 1
            && (layer.TimeKernel == 1 || (layer.Dilation == 1 && layer.BinKernel == layer.InputBins));
    }

    /// <summary>Puts the inputs under a window in a row.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="pixel">Number of the output pixel.</param>
    /// <param name="pairs">Receives them.</param>
    /// <param name="keep">What of the pairs is kept: -1 all, 0 nothing.</param>
    /// <param name="shift">Bits that the inputs are moved up by.</param>
    [Step]
    private static void Gather(Layer layer, sbyte[] arena, int pixel, long[] pairs, long keep, int shift)
    {
        int channels = layer.InputChannels;
        int frame = pixel / layer.OutputBins;
        int firstBin = ((pixel - (frame * layer.OutputBins)) * layer.BinStride) - layer.PadLow;
        int row = layer.BinKernel * channels;
        int firstInside = firstBin < 0 ? -firstBin * channels : 0;
        int endInside = firstBin + layer.BinKernel > layer.InputBins ? (layer.InputBins - firstBin) * channels : row;
        int zero = layer.InputZeroPoint;
        int place = 0;
        for (int tap = 0; tap < layer.TimeKernel; tap++)
        {
            int time = layer.FirstFrame + (frame * layer.TimeStride) + (tap * layer.Dilation);
            bool there = time >= 0 && time < layer.InputFrames;
            int input = layer.Input + (((time * layer.InputBins) + firstBin) * channels);
            int first = there ? firstInside : row;
            int count = there ? endInside - firstInside : 0;
            for (int i = 0; i < row; i++)
            {
                // The bias has the zero point of every tap taken out, so padding counts as if it were there. One comparison
                // sees both ends: below the first the difference is a large unsigned number.
                long value = (uint)(i - first) < (uint)count ? arena[input + i] : zero;
                pairs[place] = (pairs[place] & keep) + (value << shift);
                place++;
            }
        }
    }

    /// <summary>All channels of two pixels, four at a time as long as there are four: each pair is loaded once for all.</summary>
    [Step]
    private static void RunPair(Layer layer, byte[] model, sbyte[] arena, int pixel, int second, long[] pairs)
    {
        int taps = layer.TimeKernel * layer.BinKernel * layer.InputChannels;
        int output = layer.Output + (pixel * layer.OutputChannels);
        int apart = (second - pixel) * layer.OutputChannels;
        int channel = 0;
        for (; !layer.Packed && channel + 4 <= layer.OutputChannels; channel += 4)
        {
            int first = layer.Weights + (channel * taps);
            FourPairs(layer, model, arena, channel, first, taps, pairs, output + channel, apart);
        }

        for (; channel < layer.OutputChannels; channel++)
        {
            long sums = layer.Packed ? Int4.Dot(layer, model, channel, taps, pairs) : Dot(model, layer.Weights + (channel * taps), taps, pairs);
            Write(layer, model, arena, channel, sums, output + channel, apart);
        }
    }

    /// <summary>One channel of two pixels.</summary>
    [Step]
    private static long Dot(byte[] model, int weight, int taps, long[] pairs)
    {
        long sums = 0;
        for (int tap = 0; tap < taps; tap++)
        {
            sums += (sbyte)model[weight + tap] * pairs[tap];
        }

        return sums;
    }

    /// <summary>Four channels of two pixels.</summary>
    [Step]
    private static void FourPairs(
        Layer layer, byte[] model, sbyte[] arena, int channel, int first, int taps, long[] pairs, int output, int apart)
    {
        int second = first + taps;
        int third = second + taps;
        int fourth = third + taps;
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int tap = 0; tap < taps; tap++)
        {
            long pair = pairs[tap];
            a += (sbyte)model[first++] * pair;
            b += (sbyte)model[second++] * pair;
            c += (sbyte)model[third++] * pair;
            d += (sbyte)model[fourth++] * pair;
        }

        Write(layer, model, arena, channel, a, output, apart);
        Write(layer, model, arena, channel + 1, b, output + 1, apart);
        Write(layer, model, arena, channel + 2, c, output + 2, apart);
        Write(layer, model, arena, channel + 3, d, output + 3, apart);
    }

    /// <summary>Takes the sums of two pixels apart and writes both.</summary>
    [Step]
    private static void Write(Layer layer, byte[] model, sbyte[] arena, int channel, long sums, int output, int apart)
    {
        int bias = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
        int first = (int)sums;
        int second = (int)((sums - first) >> 32);
        arena[output] = Requantise.Channel(layer, model, channel, first + bias);
        arena[output + apart] = Requantise.Channel(layer, model, channel, second + bias);
    }

    /// <summary>All channels of the one pixel, four at a time as long as there are four.</summary>
    [Step]
    private static void RunOnePiece(Layer layer, byte[] model, sbyte[] arena)
    {
        int taps = layer.TimeKernel * layer.BinKernel * layer.InputChannels;
        int input = layer.Input + (layer.FirstFrame * layer.InputBins * layer.InputChannels);
        int channel = 0;
        for (; !layer.Packed && channel + 4 <= layer.OutputChannels; channel += 4)
        {
            FourDots(layer, model, arena, channel, layer.Weights + (channel * taps), taps, input);
        }

        for (; channel < layer.OutputChannels; channel++)
        {
            int sum = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
            sum += layer.Packed
                ? Int4.Dot(layer, model, channel, taps, arena, input)
                : Dot(model, layer.Weights + (channel * taps), taps, arena, input);
            arena[layer.Output + channel] = Requantise.Channel(layer, model, channel, sum);
        }
    }

    /// <summary>One channel of the one pixel.</summary>
    [Step]
    private static int Dot(byte[] model, int weight, int taps, sbyte[] arena, int input)
    {
        int sum = 0;
        for (int tap = 0; tap < taps; tap++)
        {
            sum += (sbyte)model[weight + tap] * arena[input + tap];
        }

        return sum;
    }

    /// <summary>Four channels of the one pixel: each input is loaded once for all.</summary>
    [Step]
    private static void FourDots(Layer layer, byte[] model, sbyte[] arena, int channel, int first, int taps, int input)
    {
        int second = first + taps;
        int third = second + taps;
        int fourth = third + taps;
        int a = BitConverter.ToInt32(model, layer.Biases + (4 * channel));
        int b = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 4);
        int c = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 8);
        int d = BitConverter.ToInt32(model, layer.Biases + (4 * channel) + 12);
        for (int end = input + taps; input < end; input++)
        {
            int value = arena[input];
            a += (sbyte)model[first++] * value;
            b += (sbyte)model[second++] * value;
            c += (sbyte)model[third++] * value;
            d += (sbyte)model[fourth++] * value;
        }

        int output = layer.Output + channel;
        arena[output] = Requantise.Channel(layer, model, channel, a);
        arena[output + 1] = Requantise.Channel(layer, model, channel + 1, b);
        arena[output + 2] = Requantise.Channel(layer, model, channel + 2, c);
        arena[output + 3] = Requantise.Channel(layer, model, channel + 3, d);
    }
}
