namespace Sotto.Compiler.TfLite;

/// <summary>The operators that speech models are made of, by their numbers in the file; other numbers occur.</summary>
public enum TfLiteBuiltin
{
    /// <summary>Sum of two tensors.</summary>
    Add = 0,

    /// <summary>Mean over windows.</summary>
    AveragePool2D = 1,

    /// <summary>Tensors behind each other.</summary>
    Concatenation = 2,

    /// <summary>Convolution over height and width.</summary>
    Conv2D = 3,

    /// <summary>Convolution of every channel with kernels of its own.</summary>
    DepthwiseConv2D = 4,

    /// <summary>Numbers of integers.</summary>
    Dequantize = 6,

    /// <summary>Weighted sums of all inputs.</summary>
    FullyConnected = 9,

    /// <summary>A probability of every value.</summary>
    Logistic = 14,

    /// <summary>Maximum over windows.</summary>
    MaxPool2D = 17,

    /// <summary>Product of two tensors.</summary>
    Mul = 18,

    /// <summary>Negative values become zero.</summary>
    Relu = 19,

    /// <summary>Values are kept within 0 and 6.</summary>
    Relu6 = 21,

    /// <summary>The same values in another shape.</summary>
    Reshape = 22,

    /// <summary>Probabilities of logits.</summary>
    Softmax = 25,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh = 28,

    /// <summary>An operator with a name instead of a number.</summary>
    Custom = 32,

    /// <summary>Zeros around a tensor.</summary>
    Pad = 34,

    /// <summary>Dimensions in another order.</summary>
    Transpose = 39,

    /// <summary>Mean over dimensions.</summary>
    Mean = 40,

    /// <summary>Difference of two tensors.</summary>
    Sub = 41,

    /// <summary>Without dimensions of extent 1.</summary>
    Squeeze = 43,

    /// <summary>Part of a tensor.</summary>
    StridedSlice = 45,

    /// <summary>Equal parts of a tensor.</summary>
    Split = 49,

    /// <summary>A constant around a tensor.</summary>
    PadV2 = 60,

    /// <summary>With another dimension of extent 1.</summary>
    ExpandDims = 70,

    /// <summary>Sum over dimensions.</summary>
    Sum = 74,

    /// <summary>Tensors along a new dimension.</summary>
    Pack = 83,

    /// <summary>Negative values are made smaller.</summary>
    LeakyRelu = 98,

    /// <summary>Parts of a tensor.</summary>
    SplitV = 102,

    /// <summary>Integers of numbers, or of other integers.</summary>
    Quantize = 114,

    /// <summary>A value times its clamped self.</summary>
    HardSwish = 117,

    /// <summary>Runs another subgraph, the first time only.</summary>
    CallOnce = 129,

    /// <summary>Names a variable.</summary>
    VarHandle = 142,

    /// <summary>What a variable holds.</summary>
    ReadVariable = 143,

    /// <summary>Gives a variable its content.</summary>
    AssignVariable = 144,
}
