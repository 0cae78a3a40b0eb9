using static TorchSharp.torch;

namespace Sotto.Training.Network;

/// <summary>Rounding whose gradients pass straight through (Bengio et al., "Estimating or Propagating Gradients", 2013, section 3).</summary>
internal static class StraightThrough
{
    /// <summary>The nearest multiples of a step.</summary>
    internal static Tensor Round(Tensor x, double step)
    {
        Tensor exact = x.detach();
        return x + exact.div(step).round_().mul_(step).sub_(exact);
    }

    /// <summary>The nearest of so many multiples of a step on each side of zero; to what lies beyond, gradients pass as well.</summary>
    internal static Tensor Round(Tensor x, double step, int most)
    {
        Tensor exact = x.detach();
        return x + exact.div(step).round_().clamp_(-most, most).mul_(step).sub_(exact);
    }
}
