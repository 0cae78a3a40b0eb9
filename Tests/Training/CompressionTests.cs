using Sotto.Kernels;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using Sotto.Training.Torch;
using Xunit;
using static TorchSharp.torch;

namespace Sotto.TrainingTests;

/// <summary>Networks that are made smaller say what is left of them.</summary>
public sealed class CompressionTests
{
    private static readonly NetworkShape Shape = new(16, [5, 3], 5, 3, 4);

    public CompressionTests()
    {
        TorchRuntime.Prepare();
        random.manual_seed(11);
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(0.3, 50)]
    [InlineData(0.5, 40)]
    [InlineData(0.9, 12)]
    public void SoManyChannelsAreLeft(double share, int channels)
    {
        NetworkShape shape = new(64, [9, 9, 9, 9, 9, 9], 5, 3, 8);
        Assert.Equal(channels, Compression.ChannelsAfter(shape, 40, 7, share));
        double left = (shape with { Channels = channels }).MultiplyAccumulates(40, 7) / (double)shape.MultiplyAccumulates(40, 7);
        Assert.InRange(left, 1 - share - 0.03, 1 - share);
    }

    /// <summary>A channel that a gate shuts might as well not be there.</summary>
    [Fact]
    public void KeptChannelsSayWhatTheWholeSaysWithTheOthersShut()
    {
        KeywordNetwork network = Folded();
        int[] kept = [0, 2, 3, 7, 8, 9, 15];
        using IDisposable gradients = no_grad();
        Tensor input = rand(2, FrontEnd.FeatureCount, 60) * 4;
        Tensor open = network.forward(input);
        network.Gate = tensor([.. Enumerable.Range(0, Shape.Channels).Select(channel => kept.Contains(channel) ? 1f : 0f)]);
        Tensor shut = network.forward(input);
        Tensor smaller = network.Keep(kept, 5).forward(input);
        Assert.InRange((shut - smaller).abs().max().item<float>(), 0, 1e-4f);
        Assert.True((open - shut).abs().max().item<float>() > 0.01f, "the gate shuts nothing");
    }

    [Fact]
    public void ATeacherIsDearerTheFurtherItIsAway()
    {
        KeywordLoss loss = new(quiet: 1, smoothing: 3);
        Targets targets = new(
            tensor([1L]), tensor([-1L]), tensor([1L]), ones(1, 20), zeros(1, 20), zeros(1, 3), zeros(1, 96, 0), zeros(1, 0, dtype: ScalarType.Int64));
        Tensor wanted = randn(1, 3, 20);
        double[] costs = [.. new[] { 0, 0.5, 2 }.Select(off => (double)loss.OfTeacher(wanted + (off * randn(1, 3, 20)), wanted, targets).item<float>())];
        Assert.InRange(costs[0], -1e-5, 1e-5);
        Assert.True(costs[0] + 0.01 < costs[1] && costs[1] * 2 < costs[2], string.Join(", ", costs));
    }

    /// <summary>The smallest weights are zero, and stay so in what is exported.</summary>
    [Fact]
    public void SparseWeightsAreZeroInTheModelAndTheOthersAreAsTheyWere()
    {
        KeywordNetwork network = Folded();
        Tensor before = network.Stem.Weight.detach().clone();
        int zeros = Compression.Sparsify(network, 0.3);
        Assert.Equal((5 * 40 * 16 * 3 / 10) + (5 * 16 * 3 / 10) + (3 * 16 * 3 / 10) + (2 * (16 * 16 * 3 / 10)), zeros);
        Tensor after = network.Stem.Weight.detach();
        Assert.Equal(5 * 40 * 16 * 3 / 10, (after == 0).sum().item<long>());
        Assert.True(before[after == 0].abs().max().item<float>() <= before[after != 0].abs().min().item<float>());
        Assert.Equal(0, (before - after)[after != 0].abs().max().item<float>());
    }

    private static KeywordNetwork Folded()
    {
        KeywordNetwork network = new(Shape, FrontEnd.FeatureCount, 3, 5);
        network.train();
        for (int i = 0; i < 10; i++)
        {
            network.forward(rand(4, FrontEnd.FeatureCount, 90) * 4);
        }

        network.eval();
        network.FoldAndQuantise();
        network.Rounding = false;
        return network;
    }
}
