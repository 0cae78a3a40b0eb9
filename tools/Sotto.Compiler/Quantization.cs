namespace Sotto.Compiler;

/// <summary>How int8 values stand for numbers: number = (value - zero point) * scale.</summary>
/// <param name="Scale">The step, over 0.</param>
/// <param name="ZeroPoint">-128 to 127.</param>
public readonly record struct Quantization(float Scale, int ZeroPoint);

/// <summary>What a layer does to its sums before they are rounded.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Negative sums become zero.</summary>
    Relu,

    /// <summary>Sums are kept within 0 and 6.</summary>
    Relu6,
}

/// <summary>The shape of a convolution.</summary>
/// <param name="TimeKernel">Taps over time.</param>
/// <param name="TimeStride">Input frames an output frame moves on by.</param>
/// <param name="Dilation">Frames between two taps.</param>
/// <param name="BinKernel">Taps over bins.</param>
/// <param name="BinStride">Input bins an output bin moves on by.</param>
/// <param name="PadLow">Bins of zero before the first.</param>
/// <param name="PadHigh">Bins of zero after the last.</param>
/// <param name="Outputs">Output channels.</param>
public sealed record ConvolutionShape(
    int TimeKernel, int TimeStride, int Dilation, int BinKernel, int BinStride, int PadLow, int PadHigh, int Outputs);
