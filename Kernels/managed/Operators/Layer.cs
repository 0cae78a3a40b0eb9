namespace Sotto.Kernels;

/// <summary>
/// Everything an operator needs to run once: where its tensors lie in the arena, where its constants lie in the model
/// file, and its shape. Filled in and checked when a model is loaded; operators trust it.
/// </summary>
public sealed class Layer
{
    /// <summary>Place in the arena of the oldest frame of the first input, history included.</summary>
    public int Input;

    /// <summary>Frames of history that lie before the newest frames of the first input.</summary>
    public int InputHistory;

    /// <summary>Frames of the first input, history included.</summary>
    public int InputFrames;

    /// <summary>Bins of a frame of the first input.</summary>
    public int InputBins;

    /// <summary>Channels of a bin of the first input.</summary>
    public int InputChannels;

    /// <summary>Zero point of the first input, -128 to 127.</summary>
    public int InputZeroPoint;

    /// <summary>Place in the arena of the newest frames of the second input.</summary>
    public int Second;

    /// <summary>Zero point of the second input, -128 to 127.</summary>
    public int SecondZeroPoint;

    /// <summary>Place in the arena of the newest frames of the output.</summary>
    public int Output;

    /// <summary>Frames that a step writes.</summary>
    public int OutputFrames;

    /// <summary>Bins of a frame of the output.</summary>
    public int OutputBins;

    /// <summary>Channels of a bin of the output.</summary>
    public int OutputChannels;

    /// <summary>Zero point of the output, -128 to 127.</summary>
    public int OutputZeroPoint;

    /// <summary>Taps over time of a kernel, frames of a pool or of a copy.</summary>
    public int TimeKernel;

    /// <summary>The frame that the first window begins at, counted from the oldest; under 0 in padding.</summary>
    public int FirstFrame;

    /// <summary>Input frames that an output frame moves on by.</summary>
    public int TimeStride;

    /// <summary>Frames between two taps.</summary>
    public int Dilation;

    /// <summary>Taps over bins of a kernel, bins of a pool or of a copy.</summary>
    public int BinKernel;

    /// <summary>Input bins that an output bin moves on by; channels of a copy.</summary>
    public int BinStride;

    /// <summary>Bins of zero before the first bin.</summary>
    public int PadLow;

    /// <summary>Lowest output value; what a copy fills its output with.</summary>
    public int ClampMinimum;

    /// <summary>Highest output value.</summary>
    public int ClampMaximum;

    /// <summary>Place in the file of the weights; of what a copy copies, 0 if it copies from the arena.</summary>
    public int Weights;

    /// <summary>Whether weights have 4 bits and not 8 (<see cref="Int4"/>).</summary>
    public bool Packed;

    /// <summary>Weights in a row that share a factor, where they have 4 bits; all taps of an output where there are no factors.</summary>
    public int GroupLength;

    /// <summary>Place in the file of the factors, one byte a group, output by output; 0 if there are none.</summary>
    public int Factors;

    /// <summary>Place in the file of the int32 biases, one a channel, the input's zero point already in them.</summary>
    public int Biases;

    /// <summary>Place in the file of the int32 Q0.31 multipliers, one a channel.</summary>
    public int Multipliers;

    /// <summary>Place in the file of the int8 shifts, one a channel.</summary>
    public int Shifts;

    /// <summary>Multiplier of the first input (add, subtract), of products, sums and values (multiply, mean, requantise), or of
    /// the logits (softmax, logistic); where a copy begins in its input.</summary>
    public int InputMultiplier;

    /// <summary>Shift that goes with <see cref="InputMultiplier"/>; values that a copy moves on by in its input a frame.</summary>
    public int InputShift;

    /// <summary>Multiplier of the second input; what requantise adds; values that a copy moves on by a bin.</summary>
    public int SecondMultiplier;

    /// <summary>Shift of the second input; values that a copy moves on by a channel.</summary>
    public int SecondShift;

    /// <summary>Multiplier of a sum; where a copy begins in its output.</summary>
    public int OutputMultiplier;

    /// <summary>Shift of a sum; how far below the largest a logit still counts (softmax), or from zero (logistic); 1 if a
    /// copy fills its output first.</summary>
    public int OutputShift;
}
