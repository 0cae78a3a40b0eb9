using System;

namespace Sotto.Kernels;

/// <summary>From a 32-bit accumulator to an int8 value.</summary>
internal static class Requantise
{
    /// <summary>By the constants of a channel.</summary>
    [Step]
    internal static sbyte Channel(Layer layer, byte[] model, int channel, int sum)
    {
        int multiplier = BitConverter.ToInt32(model, layer.Multipliers + (4 * channel));
        int shift = (sbyte)model[layer.Shifts + channel];
        return Clamp(layer, FixedPoint.Rescale(sum, multiplier, shift) + layer.OutputZeroPoint);
    }

    /// <summary>Into the layer's range.</summary>
    [Step]
    internal static sbyte Clamp(Layer layer, int value)
    {
        if (value < layer.ClampMinimum)
        {
            return (sbyte)layer.ClampMinimum;
        }

        return (sbyte)(value > layer.ClampMaximum ? layer.ClampMaximum : value);
    }
}
