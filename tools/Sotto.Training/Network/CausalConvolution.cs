using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sotto.Training.Network;

/// <summary>
/// A causal convolution over time whose batch normalisation, where it has one, is folded into kernel and bias before the
/// network is rounded (Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
/// Inference", section 3.2).
/// </summary>
/// <remarks>
/// Only dense convolutions are normalised: without it the depthwise ones learned as well, in fewer passes over memory. So did
/// parallel branches of several lengths, each normalised and all folded into one (Ding et al., "RepVGG"): they cost a third
/// more time and gained nothing.
/// </remarks>
public sealed class CausalConvolution : Module<Tensor, Tensor>
{
    private readonly int _kernel;
    private readonly int _stride;
    private readonly int _groups;
    private readonly Conv2d _convolution;
    private readonly BatchNorm2d? _norm;

    private Parameter? weight;
    private Parameter? bias;

    /// <summary>Makes a convolution of chance weights.</summary>
    /// <param name="name">Name in the state.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">Length in frames; it ends at the newest frame.</param>
    /// <param name="stride">Frames a step.</param>
    /// <param name="depthwise">Whether every channel has a kernel of its own.</param>
    public CausalConvolution(string name, int inputs, int outputs, int kernel, int stride = 1, bool depthwise = false)
        : base(name)
    {
        _kernel = kernel;
        _stride = stride;
        _groups = depthwise ? inputs : 1;
        _convolution = Conv2d(inputs, outputs, (1, kernel), stride: (1, stride), groups: _groups, bias: depthwise);
        _norm = depthwise ? null : BatchNorm2d(outputs);
        RegisterComponents();
    }

    /// <summary>The folded kernel, [outputs, inputs / groups, kernel]; only after <see cref="Fold"/>.</summary>
    public Tensor Weight => weight ?? throw new InvalidOperationException("not folded yet");

    /// <summary>The folded bias, [outputs]; only after <see cref="Fold"/>.</summary>
    public Tensor Bias => bias ?? throw new InvalidOperationException("not folded yet");

    /// <summary>Whether weights are rounded as on the device; only after <see cref="Fold"/>.</summary>
    public bool Quantised { get; set; }

    /// <summary>Convolves. A height of 1 and channels last in memory let libtorch choose kernels four times as fast.</summary>
    /// <param name="input">[batch, inputs, 1, frames].</param>
    /// <returns>[batch, outputs, 1, frames / stride].</returns>
    public override Tensor forward(Tensor input)
    {
        Tensor padded = _kernel > _stride ? functional.pad(input, [_kernel - _stride, 0L]) : input;
        if (weight is not null)
        {
            Tensor kernel = Quantised ? FakeQuantiser.Weights(weight) : weight;
            return functional.conv2d(padded, kernel.unsqueeze(2), bias, strides: [1L, _stride], groups: _groups);
        }

        Tensor output = _convolution.forward(padded);
        return _norm is null ? output : _norm.forward(output);
    }

    /// <summary>Replaces convolution and normalisation by the one kernel and bias that compute the same.</summary>
    public void Fold()
    {
        using IDisposable gradients = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor kernel = _convolution.weight!.squeeze(2);
        Tensor offset = _convolution.bias ?? zeros(kernel.shape[0]);
        if (_norm is not null)
        {
            Tensor gain = _norm.weight! / (_norm.running_var! + 1e-5).sqrt();
            kernel = kernel * gain.reshape(-1, 1, 1);
            offset = _norm.bias! + ((offset - _norm.running_mean!) * gain);
        }

        weight = new Parameter(kernel.clone().MoveToOuterDisposeScope());
        bias = new Parameter(offset.clone().MoveToOuterDisposeScope());
        register_parameter("folded_weight", weight);
        register_parameter("folded_bias", bias);
    }
}
