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
    private readonly BatchNorm1d? _norm;

    private Parameter? weight;
    private Parameter? bias;
    private bool _unfolding;

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
        _convolution = Conv2d(inputs, outputs, (kernel, 1), stride: (stride, 1), groups: _groups, bias: depthwise);
        _norm = depthwise ? null : BatchNorm1d(outputs);
        RegisterComponents();
    }

    /// <summary>The folded kernel, [outputs, inputs / groups, kernel]; only after <see cref="Fold"/>.</summary>
    public Tensor Weight => !IsFolded ? throw new InvalidOperationException("not folded yet") : Mask is null ? weight! : weight! * Mask;

    /// <summary>Whether the normalisation is part of the kernel.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>The kernel that learns, folded or not: [outputs, inputs / groups, kernel] and perhaps a last axis of 1.</summary>
    public Parameter Kernel => IsFolded ? weight! : _convolution.weight!;

    /// <summary>1 for each weight that may be other than zero, [outputs, inputs / groups, kernel]; null where all may.</summary>
    public Tensor? Mask { get; set; }

    /// <summary>The folded bias, [outputs]; only after <see cref="Fold"/>.</summary>
    public Tensor Bias => IsFolded ? bias! : throw new InvalidOperationException("not folded yet");

    /// <summary>Whether weights are rounded as on the device; only after <see cref="Fold"/>.</summary>
    public bool Quantised { get; set; }

    /// <summary>How they are.</summary>
    public WeightRounding Rounding { get; set; } = WeightRounding.EightBits;

    /// <summary>Convolves.</summary>
    /// <param name="input">[batch, frames, inputs].</param>
    /// <returns>[batch, frames / stride, outputs].</returns>
    public override Tensor forward(Tensor input)
    {
        Tensor padded = _kernel > _stride ? functional.pad(input, [0L, 0L, _kernel - _stride, 0L]) : input;
        if (_unfolding)
        {
            Normalise(padded);
        }

        if (IsFolded)
        {
            return Convolve(padded, (Quantised ? Rounding.Apply(Weight) : Weight).unsqueeze(3), bias);
        }

        Tensor output = Convolve(padded, _convolution.weight!, _convolution.bias);
        return _norm is null ? output : _norm.forward(output.reshape(-1, output.shape[2])).reshape(output.shape);
    }

    /// <summary>
    /// A matrix product where channels mix. Where they do not, a picture of width 1 with channels last in memory and time as its
    /// height: with time as its width, or channels first, libtorch takes four times as long for the gradient.
    /// </summary>
    private Tensor Convolve(Tensor frames, Tensor kernel, Tensor? offset)
    {
        if (_groups == 1)
        {
            Tensor windows = frames.unfold(1, _kernel, _stride);
            return functional.linear(windows.reshape(windows.shape[0], windows.shape[1], -1), kernel.reshape(kernel.shape[0], -1), offset);
        }

        Tensor picture = frames.unsqueeze(2).permute(0, 3, 1, 2);
        return functional.conv2d(picture, kernel, offset, strides: [_stride, 1L], groups: _groups).squeeze(3).transpose(1, 2);
    }

    /// <summary>Replaces convolution and normalisation by the one kernel and bias that compute the same.</summary>
    public void Fold()
    {
        using IDisposable gradients = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor kernel = _convolution.weight!.squeeze(3);
        Tensor offset = _convolution.bias ?? zeros(kernel.shape[0]);
        if (_norm is not null)
        {
            Tensor gain = _norm.weight! / (_norm.running_var! + 1e-5).sqrt();
            kernel = kernel * gain.reshape(-1, 1, 1);
            offset = _norm.bias! + ((offset - _norm.running_mean!) * gain);
        }

        Set(kernel, offset);
    }

    /// <summary>Undoes <see cref="Fold"/> with the next input: what comes out stays the same, and is normalised from then on.</summary>
    public void Unfold() => _unfolding = true;

    private void Normalise(Tensor padded)
    {
        using IDisposable gradients = no_grad();
        using IDisposable scope = NewDisposeScope();
        _unfolding = false;
        _convolution.weight!.copy_(Weight.unsqueeze(3));
        if (_norm is null)
        {
            _convolution.bias!.copy_(Bias);
        }
        else
        {
            Tensor outputs = Convolve(padded, _convolution.weight!, null);
            (Tensor variance, Tensor mean) = (outputs.var([0L, 1L], unbiased: false), outputs.mean([0L, 1L]));
            _norm.running_mean!.copy_(mean);
            _norm.running_var!.copy_(variance);
            _norm.weight!.copy_((variance + 1e-5).sqrt());
            _norm.bias!.copy_(mean + Bias);
        }

        IsFolded = false;
    }

    /// <summary>Takes a kernel and bias that are folded already.</summary>
    /// <param name="kernel">[outputs, inputs / groups, kernel].</param>
    /// <param name="offset">[outputs].</param>
    public void Set(Tensor kernel, Tensor offset)
    {
        IsFolded = true;
        if (weight is not null)
        {
            using IDisposable gradients = no_grad();
            weight.copy_(kernel);
            bias!.copy_(offset);
            return;
        }

        weight = new Parameter(kernel.clone().MoveToOuterDisposeScope());
        bias = new Parameter(offset.clone().MoveToOuterDisposeScope());
        register_parameter("folded_weight", weight);
        register_parameter("folded_bias", bias);
    }
}
