namespace Sotto.Kernels;

/// <summary>1 / (1 + exp(-x)) of every value (TensorFlow Lite's LOGISTIC, int8): the output's scale is 1/256, its zero
/// point -128.</summary>
public static class LogisticFunction
{
    /// <summary>Computes the newest frames of the output.</summary>
    /// <param name="layer">Shape and places; from <see cref="Layer.OutputShift"/> on, either way, the result is 0 or 1.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, sbyte[] arena)
    {
        int frame = layer.InputBins * layer.InputChannels;
        int first = layer.Input + (layer.InputHistory * frame);
        int count = layer.OutputFrames * frame;
        for (int i = 0; i < count; i++)
        {
            arena[layer.Output + i] = Value(layer, arena[first + i] - layer.InputZeroPoint);
        }
    }

    [Step]
    private static sbyte Value(Layer layer, int input)
    {
        if (input <= -layer.OutputShift)
        {
            return -128;
        }

        if (input >= layer.OutputShift)
        {
            return 127;
        }

        int scaled = FixedPoint.Rescale(input, layer.InputMultiplier, layer.InputShift);
        int value = FixedPoint.DivideByPowerOfTwo(FixedPoint.Logistic(scaled), 23) - 128;
        return (sbyte)(value > 127 ? 127 : value);
    }
}
