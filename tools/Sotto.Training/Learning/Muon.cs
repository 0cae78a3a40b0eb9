using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>
/// Steps along the nearest orthogonal matrix of the momentum, so that every direction of a matrix learns as fast as the loudest one
/// (Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024). Its steps are as large as those of AdamW
/// (Liu et al., "Muon is Scalable for LLM Training", 2025, equation 4), so that one rate serves both.
/// </summary>
/// <param name="matrices">Weights of one shape, [outputs, inputs] when trailing axes of 1 are left out.</param>
/// <param name="decay">Share of a weight that a step of rate 1 takes away.</param>
public sealed class Muon(IReadOnlyList<Parameter> matrices, double decay)
{
    private const double Momentum = 0.95;
    private const double AdamStep = 0.2;
    private const int Iterations = 5;

    private readonly Tensor[] _momentum = [.. matrices.Select(matrix => zeros_like(matrix))];

    /// <summary>Takes a step along the gradients.</summary>
    /// <param name="rate">Learning rate, as that of AdamW.</param>
    public void Step(double rate)
    {
        using IDisposable gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor steps = Orthogonal(stack([.. matrices.Select(Nesterov)]));
        double length = rate * AdamStep * Math.Sqrt(Math.Max(steps.shape[1], steps.shape[2]));
        for (int i = 0; i < matrices.Count; i++)
        {
            matrices[i].mul_(1 - (rate * decay)).add_(steps[i].reshape(matrices[i].shape), -length);
        }
    }

    private Tensor Nesterov(Parameter matrix, int i)
    {
        Tensor gradient = matrix.grad!;
        _momentum[i].mul_(Momentum).add_(gradient);
        return (gradient + (_momentum[i] * Momentum)).reshape(matrix.shape[0], -1);
    }

    /// <summary>Newton and Schulz's iteration with the coefficients of Jordan et al., which bring singular values near 1 in five rounds.</summary>
    private static Tensor Orthogonal(Tensor x)
    {
        x = x / (x.square().sum([1L, 2L], keepdim: true).sqrt() + 1e-7);
        for (int i = 0; i < Iterations; i++)
        {
            Tensor square = x.bmm(x.transpose(1, 2));
            x = (x * 3.4445) + ((square * -4.7750) + (square.bmm(square) * 2.0315)).bmm(x);
        }

        return x;
    }
}
