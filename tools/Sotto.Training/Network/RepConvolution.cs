using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sotto.Training.Network;

/// <summary>
/// A causal convolution over time that is trained as several parallel branches of different length, each with its own
/// batch normalisation, and folded into a single kernel afterwards
/// (Ding et al., "RepVGG", 2021, section 3.3; used for keyword spotting by "RepCNN", Interspeech 2024).
/// </summary>
public sealed class RepConvolution : Module<Tensor, Tensor>
{
    private readonly int _kernel;
    private readonly int _stride;
    private readonly int _groups;
    private readonly ModuleList<Conv2d> _branches = ModuleList<Conv2d>();
    private readonly ModuleList<BatchNorm2d> _norms = ModuleList<BatchNorm2d>();
    private readonly BatchNorm2d? _identity;

    private Parameter? weight;
    private Parameter? bias;

    /// <summary>Makes the branches.</summary>
    /// <param name="name">Name in the state.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernels">Branch lengths in frames, the longest first; all end at the newest frame.</param>
    /// <param name="stride">Frames a step; every branch sees the newest frames of the step.</param>
    /// <param name="depthwise">Whether every channel has a kernel of its own.</param>
    public RepConvolution(string name, int inputs, int outputs, int[] kernels, int stride = 1, bool depthwise = false)
        : base(name)
    {
        _kernel = kernels[0];
        _stride = stride;
        _groups = depthwise ? inputs : 1;
        foreach (int kernel in kernels)
        {
            _branches.Add(Conv2d(inputs, outputs, (1, kernel), stride: (1, stride), groups: _groups, bias: false));
            _norms.Add(BatchNorm2d(outputs));
        }

        if (depthwise && stride == 1)
        {
            _identity = BatchNorm2d(outputs);
        }

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
        Tensor padded = functional.pad(input, [_kernel - _stride, 0L]);
        if (weight is not null)
        {
            Tensor kernel = Quantised ? FakeQuantiser.Weights(weight) : weight;
            return functional.conv2d(padded, kernel.unsqueeze(2), bias, strides: [1L, _stride], groups: _groups);
        }

        Tensor? sum = _identity?.forward(input);
        for (int i = 0; i < _branches.Count; i++)
        {
            long skip = _kernel - _branches[i].weight!.shape[3];
            Tensor branch = _norms[i].forward(_branches[i].forward(padded.narrow(3, skip, padded.shape[3] - skip)));
            sum = sum is null ? branch : sum + branch;
        }

        return sum!;
    }

    /// <summary>Replaces the branches by the single kernel and bias that compute the same.</summary>
    public void Fold()
    {
        using IDisposable gradients = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor first = _branches[0].weight!.squeeze(2);
        Tensor kernel = zeros(first.shape);
        Tensor offset = zeros(first.shape[0]);
        for (int i = 0; i < _branches.Count; i++)
        {
            Tensor branch = _branches[i].weight!.squeeze(2);
            (Tensor gain, Tensor shift) = Affine(_norms[i]);
            kernel.narrow(2, _kernel - branch.shape[2], branch.shape[2]).add_(branch * gain.reshape(-1, 1, 1));
            offset.add_(shift);
        }

        if (_identity is not null)
        {
            (Tensor gain, Tensor shift) = Affine(_identity);
            kernel.select(2, _kernel - 1).add_(gain.reshape(-1, 1));
            offset.add_(shift);
        }

        weight = new Parameter(kernel.MoveToOuterDisposeScope());
        bias = new Parameter(offset.MoveToOuterDisposeScope());
        register_parameter("folded_weight", weight);
        register_parameter("folded_bias", bias);
    }

    private static (Tensor Gain, Tensor Shift) Affine(BatchNorm2d norm)
    {
        Tensor gain = norm.weight! / (norm.running_var! + 1e-5).sqrt();
        return (gain, norm.bias! - (norm.running_mean! * gain));
    }
}
