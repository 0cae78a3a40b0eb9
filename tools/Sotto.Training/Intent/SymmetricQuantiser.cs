using Sotto.Training.Network;
using static TorchSharp.torch;

namespace Sotto.Training.Intent;

/// <summary>Rounds activations to the 255 values, symmetric around zero, that they have on the device; gradients pass straight through.</summary>
/// <param name="scale">The step between two values where it is known; 0 where it follows the data.</param>
public sealed class SymmetricQuantiser(double scale = 0)
{
    private const double Momentum = 0.01;

    // Within this many standard deviations nearly all values lie: those beyond are cut off, so that the rest has finer steps.
    private const double Spread = 5.0;

    private readonly bool _known = scale > 0;

    /// <summary>The step between two values.</summary>
    public double Scale { get; private set; } = scale;

    /// <summary>Whether the step still follows the data.</summary>
    public bool Observing { get; set; } = true;

    /// <summary>Follows the data, where it still does, and rounds.</summary>
    public Tensor Apply(Tensor x)
    {
        if (!_known && Observing)
        {
            Observe(x);
        }

        return StraightThrough.Round(x.clamp(-127 * Scale, 127 * Scale), Scale);
    }

    private void Observe(Tensor x)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor detached = x.detach();
        double largest = detached.abs().max().item<float>();
        double spread = Spread * Math.Sqrt(detached.square().mean().item<float>());
        double step = Math.Max(Math.Min(largest, spread) / 127, 1e-6);
        Scale = Scale == 0 ? step : Scale + (Momentum * (step - Scale));
    }
}
