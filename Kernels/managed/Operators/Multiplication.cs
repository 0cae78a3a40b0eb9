namespace Sotto.Kernels;

/// <summary>The product of two tensors of different scales (TensorFlow Lite's MUL, int8).</summary>
public static class Multiplication
{
    /// <summary>Multiplies the newest frames.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, sbyte[] arena)
    {
        int frame = layer.InputBins * layer.InputChannels;
        int count = layer.OutputFrames * frame;
        int first = layer.Input + (layer.InputHistory * frame);
        for (int i = 0; i < count; i++)
        {
            int product = (arena[first + i] - layer.InputZeroPoint) * (arena[layer.Second + i] - layer.SecondZeroPoint);
            int scaled = FixedPoint.Rescale(product, layer.InputMultiplier, layer.InputShift);
            arena[layer.Output + i] = Requantise.Clamp(layer, scaled + layer.OutputZeroPoint);
        }
    }
}
