using Sotto.Training.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>Steps of a keyword network: <see cref="Muon"/> for its pointwise matrices, AdamW for all else, at one rate.</summary>
/// <param name="network">The network.</param>
/// <param name="rate">The learning rate until another is set.</param>
public sealed class NetworkOptimiser(KeywordNetwork network, double rate)
{
    private const double Decay = 0.01;
    private const double MostGradient = 5;

    private readonly Muon _matrices = new([.. network.Pointwise.Select(convolution => convolution.Kernel)], Decay);

    /// <summary>AdamW, whose rate is both's.</summary>
    public AdamW Others { get; } = optim.AdamW(
        network.parameters().ExceptBy(network.Pointwise.Select(convolution => convolution.Kernel.Handle), parameter => parameter.Handle),
        rate, weight_decay: Decay);

    /// <summary>Takes a step along the gradients, which are made shorter where they are too long.</summary>
    public void Step()
    {
        nn.utils.clip_grad_norm_(network.parameters(), MostGradient);
        Others.step();
        _matrices.Step(Others.ParamGroups.First().LearningRate);
    }
}
