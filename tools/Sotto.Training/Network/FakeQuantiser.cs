using static TorchSharp.torch;

namespace Sotto.Training.Network;

/// <summary>
/// Rounds a tensor to the 256 values it will have on the device while gradients pass straight through
/// (Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", section 3).
/// </summary>
public sealed class FakeQuantiser
{
    private const double Momentum = 0.02;

    private double _low;
    private double _high;
    private bool _seen;

    /// <summary>Whether the range still follows the data.</summary>
    public bool Observing { get; set; } = true;

    /// <summary>The step between two values; the range always contains zero.</summary>
    public float Scale => (float)Math.Max((_high - _low) / 255, 1e-6);

    /// <summary>The int8 value that stands for zero.</summary>
    public int ZeroPoint => (int)Math.Clamp(Math.Round(-128 - (_low / Scale)), -128, 127);

    /// <summary>Follows the data, where it still does, and rounds to the 256 values of the range.</summary>
    public Tensor Apply(Tensor x)
    {
        if (Observing)
        {
            Observe(x);
        }

        return Round(x);
    }

    /// <summary>Rounds to the 256 values of the current range.</summary>
    public Tensor Round(Tensor x)
    {
        float scale = Scale;
        return StraightThrough.Round(x.clamp((-128 - ZeroPoint) * scale, (127 - ZeroPoint) * scale), scale);
    }

    private void Observe(Tensor x)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor detached = x.detach();
        double low = Math.Min(0, detached.min().item<float>());
        double high = Math.Max(0, detached.max().item<float>());
        double momentum = _seen ? Momentum : 1;
        _low += momentum * (low - _low);
        _high += momentum * (high - _high);
        _seen = true;
    }

    /// <summary>A range that is known and does not follow the data.</summary>
    /// <param name="scale">The step between two values.</param>
    /// <param name="zeroPoint">The int8 value that stands for zero.</param>
    public void Set(float scale, int zeroPoint)
    {
        Observing = false;
        _seen = true;
        _low = (-128 - zeroPoint) * (double)scale;
        _high = (127 - zeroPoint) * (double)scale;
    }
}
