namespace Sotto.Kernels;

/// <summary>The same numbers by another scale and zero point (TensorFlow Lite's QUANTIZE and RELU, int8).</summary>
public static class Requantisation
{
    /// <summary>Computes the newest frames of the output.</summary>
    /// <param name="layer">Shape and places; <see cref="Layer.SecondMultiplier"/> is added last.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, sbyte[] arena)
    {
        int frame = layer.InputBins * layer.InputChannels;
        int count = layer.OutputFrames * frame;
        int first = layer.Input + (layer.InputHistory * frame);
        for (int i = 0; i < count; i++)
        {
            int scaled = FixedPoint.Rescale(arena[first + i] - layer.InputZeroPoint, layer.InputMultiplier, layer.InputShift);
            arena[layer.Output + i] = Requantise.Clamp(layer, scaled + layer.SecondMultiplier);
        }
    }
}
