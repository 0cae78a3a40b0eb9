using Sotto.Compiler.TfLite;

namespace Sotto.Compiler.Import;

/// <summary>
/// Multipliers and bounds as TensorFlow Lite Micro makes them from the scales of a file, which are in single precision; some
/// operators divide these in single precision, others in double.
/// </summary>
internal static class Factors
{
    /// <summary>A multiplier that the device can apply.</summary>
    internal static Multiplier Of(TfLiteOperator item, double factor)
    {
        Multiplier result = double.IsFinite(factor) ? Multiplier.Of(factor) : new Multiplier(0, int.MaxValue);
        return result.Shift <= 30 ? result : throw Graph.Error(item, $"scales that differ by a factor of {factor:g3}");
    }

    /// <summary>A multiplier under 1, as operators of two inputs want.</summary>
    internal static Multiplier BelowOne(TfLiteOperator item, double factor)
    {
        Multiplier result = Of(item, factor);
        return factor > 0 && factor < 1 && result.Shift <= 0 ? result : throw Graph.Error(item, $"scales that differ by a factor of {factor:g3}");
    }

    /// <summary>The bounds of a fused activation (kernel_util, CalculateActivationRangeQuantized).</summary>
    internal static (int Minimum, int Maximum) Clamp(TfLiteOperator item, TfLiteActivation activation, Quantization output)
    {
        (int minimum, int maximum) = activation switch
        {
            TfLiteActivation.Relu => (Quantised(0, output), sbyte.MaxValue),
            TfLiteActivation.ReluN1To1 => (Quantised(-1, output), Quantised(1, output)),
            TfLiteActivation.Relu6 => (Quantised(0, output), Quantised(6, output)),
            TfLiteActivation.None => (sbyte.MinValue, sbyte.MaxValue),
            _ => throw Graph.Error(item, $"fused activation {TfLiteText.Name(activation)} is not run"),
        };
        return (Math.Max(minimum, sbyte.MinValue), Math.Min(maximum, sbyte.MaxValue));
    }

    /// <summary>A number by a scale and zero point, divided in single precision, halves away from zero.</summary>
    internal static int Quantised(float number, Quantization quantization) =>
        quantization.ZeroPoint + (int)Math.Clamp(MathF.Round(number / quantization.Scale, MidpointRounding.AwayFromZero), -1e6f, 1e6f);
}
