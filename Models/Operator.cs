namespace Sotto.Models;

/// <summary>The operators of a layer list, by their numbers in the file.</summary>
public enum Operator
{
    /// <summary>Convolution over time and bins; a fully connected layer is one over all bins.</summary>
    Convolution = 1,

    /// <summary>A kernel for every channel.</summary>
    DepthwiseConvolution = 2,

    /// <summary>Mean over frames and bins.</summary>
    AveragePool = 3,

    /// <summary>Maximum over frames and bins.</summary>
    MaxPool = 4,

    /// <summary>Sum of two tensors.</summary>
    Add = 5,

    /// <summary>Probabilities of logits.</summary>
    Softmax = 6,

    /// <summary>A probability of every value.</summary>
    Logistic = 7,

    /// <summary>Product of two tensors.</summary>
    Multiply = 8,

    /// <summary>Difference of two tensors.</summary>
    Subtract = 9,

    /// <summary>Mean over whole dimensions.</summary>
    Mean = 10,

    /// <summary>Another scale and zero point, or a clamp.</summary>
    Requantise = 11,

    /// <summary>A box of values from a tensor or from the file.</summary>
    Copy = 12,
}
