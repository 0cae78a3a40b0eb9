using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// Says how far an output may reach into the input that it is made of. Kernels go from the first pixel (frame and bin) to the
/// last, so an output may lie on what no later pixel reads ("diagonal memory optimisation", Blacker, Bridges and Hadfield,
/// 2022): pixel p, of C bytes, may be written where out + (p + 1) C is at most in + the lowest byte that p or a later pixel
/// reads.
/// </summary>
public static class Overlap
{
    /// <summary>What <see cref="Distance"/> says of operators whose output may lie on no part of their input.</summary>
    public const int Never = int.MaxValue;

    /// <summary>How many bytes before its input an output must begin so that it may overlap it.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="layer">Its shape; the input has no history.</param>
    /// <returns>0 or more, or <see cref="Never"/>.</returns>
    public static int Distance(Operator kind, Layer layer)
    {
        switch (kind)
        {
            case Operator.Convolution:
            case Operator.DepthwiseConvolution:
            case Operator.AveragePool:
            case Operator.MaxPool:
                return OfWindows(layer);
            case Operator.Copy:
            case Operator.Mean:
                return Never;
            default:

                // A value is read before it is written over, and never again.
                return 0;
        }
    }

    private static int OfWindows(Layer layer)
    {
        int distance = 0;
        int written = 0;
        for (int t = 0; t < layer.OutputFrames; t++)
        {
            int next = t + 1 < layer.OutputFrames ? RowStart(layer, t + 1) : int.MaxValue;
            for (int bin = 0; bin < layer.OutputBins; bin++)
            {
                int firstBin = (bin * layer.BinStride) - layer.PadLow;
                int lowest = RowStart(layer, t) + ((firstBin > 0 ? firstBin : 0) * layer.InputChannels);
                lowest = lowest < next ? lowest : next;
                written += layer.OutputChannels;
                distance = written - lowest > distance ? written - lowest : distance;
            }
        }

        return distance;
    }

    /// <summary>The lowest byte, counted from the input's first, that a row of windows reads.</summary>
    private static int RowStart(Layer layer, int t)
    {
        int frame = layer.FirstFrame + (t * layer.TimeStride);
        return (frame > 0 ? frame : 0) * layer.InputBins * layer.InputChannels;
    }
}
