namespace Sotto.Kernels;

/// <summary>Probabilities of logits (TensorFlow Lite's SOFTMAX, int8): the output's scale is 1/256, its zero point -128.</summary>
public static class Softmax
{
    private const int DifferenceBits = 5;
    private const int SumBits = 12;

    /// <summary>Computes the newest frames of the output, each over all its channels.</summary>
    /// <param name="layer">Shape and places; <see cref="Layer.OutputShift"/> is the least difference that counts.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, sbyte[] arena)
    {
        int channels = layer.InputChannels;
        int input = layer.Input + (layer.InputHistory * layer.InputBins * channels);
        int rows = layer.OutputFrames * layer.InputBins;
        for (int row = 0; row < rows; row++)
        {
            RunRow(layer, arena, input + (row * channels), layer.Output + (row * channels));
        }
    }

    [Step]
    private static void RunRow(Layer layer, sbyte[] arena, int input, int output)
    {
        int channels = layer.InputChannels;
        int largest = -128;
        for (int i = 0; i < channels; i++)
        {
            largest = arena[input + i] > largest ? arena[input + i] : largest;
        }

        int sum = 0;
        for (int i = 0; i < channels; i++)
        {
            int difference = arena[input + i] - largest;
            if (difference >= layer.OutputShift)
            {
                sum += FixedPoint.DivideByPowerOfTwo(Exp(layer, difference), SumBits);
            }
        }

        int headroom = 32 - Bits.Length((uint)sum);
        int scale = FixedPoint.Reciprocal((int)((uint)sum << headroom) - int.MinValue);
        int shift = SumBits - headroom + 31 - 8;
        for (int i = 0; i < channels; i++)
        {
            int difference = arena[input + i] - largest;
            int value = -128;
            if (difference >= layer.OutputShift)
            {
                value += FixedPoint.DivideByPowerOfTwo(FixedPoint.MultiplyHigh(scale, Exp(layer, difference)), shift);
            }

            arena[output + i] = (sbyte)(value > 127 ? 127 : value);
        }
    }

    [Step]
    private static int Exp(Layer layer, int difference)
    {
        int scaled = FixedPoint.MultiplyHigh(difference << layer.InputShift, layer.InputMultiplier);
        return FixedPoint.ExpOfNegative(scaled, DifferenceBits);
    }
}
