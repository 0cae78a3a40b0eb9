namespace Sotto.Kernels;

/// <summary>
/// The sum or difference of two tensors of different scales (TensorFlow Lite's ADD and SUB, int8): both are brought to a
/// common scale with 20 bits to spare, added, and brought to the output's.
/// </summary>
public static class Addition
{
    private const int SpareBits = 20;

    /// <summary>Adds the newest frames.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, sbyte[] arena)
    {
        Run(layer, arena, 1);
    }

    /// <summary>Takes the newest frames of the second input from those of the first.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void RunDifference(Layer layer, sbyte[] arena)
    {
        Run(layer, arena, -1);
    }

    [Step]
    private static void Run(Layer layer, sbyte[] arena, int sign)
    {
        int frame = layer.InputBins * layer.InputChannels;
        int count = layer.OutputFrames * frame;
        int first = layer.Input + (layer.InputHistory * frame);
        for (int i = 0; i < count; i++)
        {
            int a = (arena[first + i] - layer.InputZeroPoint) << SpareBits;
            int b = (arena[layer.Second + i] - layer.SecondZeroPoint) << SpareBits;
            int sum = FixedPoint.Rescale(a, layer.InputMultiplier, layer.InputShift)
                + (sign * FixedPoint.Rescale(b, layer.SecondMultiplier, layer.SecondShift));
            int scaled = FixedPoint.Rescale(sum, layer.OutputMultiplier, layer.OutputShift);
            arena[layer.Output + i] = Requantise.Clamp(layer, scaled + layer.OutputZeroPoint);
        }
    }
}
