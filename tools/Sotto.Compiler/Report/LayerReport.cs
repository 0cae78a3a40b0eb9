using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler.Report;

/// <summary>What a layer does and what it costs.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Shape">Its kernel and strides, and the shape of what it writes.</param>
/// <param name="Input">What it reads; null of a copy that has its values from the file.</param>
/// <param name="WeightCount">How many weights it has.</param>
/// <param name="Weights">Bytes of its weights.</param>
/// <param name="Constants">Bytes of its biases, multipliers and shifts, and of the factors of weights of 4 bits; of a copy, of the values that it has from the file.</param>
/// <param name="LiveBytes">Bytes of the arena that are needed while it runs; bytes that two tensors share count once.</param>
public sealed record LayerReport(
    int Number, Operator Operator, Layer Shape, TensorReport? Input, int WeightCount, int Weights, int Constants, int LiveBytes)
{
    /// <summary>Multiply-accumulates of a step: every weight meets every frame and bin of the output.</summary>
    public int MultiplyAccumulates => WeightCount * Shape.OutputFrames * Shape.OutputBins;
}
