using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using Sotto.Training.Torch;
using Xunit;
using static TorchSharp.torch;

namespace Sotto.TrainingTests;

/// <summary>What is trained is what the device computes.</summary>
public sealed class NetworkTests
{
    private static readonly NetworkShape Shape = new(16, [5, 3], 5, 3, 4);

    public NetworkTests()
    {
        TorchRuntime.Prepare();
        random.manual_seed(5);
    }

    [Theory]
    [InlineData(8, 8, 9, 1, true)]
    [InlineData(8, 6, 1, 1, false)]
    [InlineData(40, 6, 5, 3, false)]
    public void FoldedKernelComputesWhatWasNormalised(int inputs, int outputs, int kernel, int stride, bool depthwise)
    {
        CausalConvolution convolution = new("folded", inputs, outputs, kernel, stride, depthwise);
        Tensor x = rand(4, 60, inputs);

        // Training moves the running statistics off 0 and 1, without which a wrong fold would not show.
        convolution.train();
        for (int i = 0; i < 20; i++)
        {
            convolution.forward(rand(4, 60, inputs) * 3);
        }

        convolution.eval();
        using IDisposable gradients = no_grad();
        Tensor before = convolution.forward(x);
        convolution.Fold();
        Tensor after = convolution.forward(x);
        Assert.Equal(before.shape, after.shape);
        Assert.InRange((before - after).abs().max().item<float>(), 0, 1e-4f);
        Assert.True(before.std().item<float>() > 0.01f, "nothing to compare");
    }

    /// <summary>A frame's outputs are the same whatever comes after it: otherwise it could not be streamed.</summary>
    [Fact]
    public void NetworkLooksOnlyBack()
    {
        KeywordNetwork network = new(Shape, FrontEnd.FeatureCount, 3, 5);
        network.eval();
        using IDisposable gradients = no_grad();
        Tensor x = rand(1, FrontEnd.FeatureCount, 60);
        Tensor y = x.clone();
        y.narrow(2, 30, 30).mul_(0.5);
        Tensor difference = (network.forward(x) - network.forward(y)).abs().amax([0, 1]);
        Assert.Equal(0, difference.narrow(0, 0, 10).max().item<float>());
        Assert.True(difference[10].item<float>() > 0);
    }

    /// <summary>The int8 engine against the network that rounds in training, and against the network read from the file again.</summary>
    [Theory]
    [InlineData("int8", 8)]
    [InlineData("int4", 4)]
    [InlineData("int4, groups of 32", 4)]
    public void ExportedModelSaysWhatTheRoundedNetworkSays(string rounding, int bits)
    {
        KeywordNetwork network = RandomRounded(new[] { WeightRounding.EightBits, WeightRounding.FourBits, WeightRounding.FourBitsInGroups }.Single(r => r.Name == rounding));
        byte[] file = Exporter.ToModel(network, new("test", ModelKind.Wake, ["_unknown_", "a", "b"], [200, 200, 200], 1, 0, 10));
        Model model = Model.Load(file);
        Random chance = new(7);
        sbyte[] rows = [.. Enumerable.Range(0, 90 * FrontEnd.FeatureCount).Select(_ => (sbyte)chance.Next(-128, 128))];
        ModelRunner runner = new(model);
        sbyte[] actual = new sbyte[30 * 3];
        for (int step = 0; step < 30; step++)
        {
            runner.Step(rows, step * 3 * FrontEnd.FeatureCount, actual, step * 3);
        }

        Assert.All(Enumerable.Range(0, 3), layer => Assert.Equal(bits == 4, model.LayerAt(layer).Packed));
        Assert.True(actual.Distinct().Count() > 10, "the network says too little to test anything");
        foreach (KeywordNetwork said in new[] { network, NetworkReader.Read(file, 5) })
        {
            double[] errors = [.. Said(said, rows).Select((x, i) => Math.Abs(Math.Min(x, 255) - (actual[i] + 128)))];
            Assert.InRange(errors.Average(), 0, 1.5);
            Assert.InRange(errors.Max(), 0, 12);
        }
    }

    [Fact]
    public void AModelOfOtherLayersIsRefused()
    {
        ModelBuilder model = new("other", 1, 1, FrontEnd.FeatureCount, new Quantization(1, 0));
        model.Softmax(model.Input);
        byte[] file = model.Build(new("other", ModelKind.Wake, [.. Enumerable.Range(0, FrontEnd.FeatureCount).Select(i => $"l{i}")], new int[FrontEnd.FeatureCount], 1, 0, 10));
        Assert.Contains("not trained here", Assert.Throws<ModelFormatException>(() => NetworkReader.Read(file, 5)).Message, StringComparison.Ordinal);
    }

    /// <summary>Rounding to 4 bits errs by half a step at most where nothing is cut off, and groups err less.</summary>
    [Fact]
    public void GroupsErrLessThanRowsAndFitTheirBits()
    {
        Tensor weight = randn(8, 40, 5) * (0.1 + rand(8, 40, 5));
        double[] errors = [.. new[] { WeightRounding.EightBits, WeightRounding.FourBitsInGroups, WeightRounding.FourBits }
            .Select(rounding => (double)(rounding.Apply(weight) - weight).square().mean().item<float>())];
        Assert.True(errors[0] < errors[1] / 20, $"{errors[0]} against {errors[1]}");
        Assert.True(errors[1] < errors[2] * 0.8, $"{errors[1]} against {errors[2]}");
        float[] integers = WeightRounding.FourBits.Integers(weight).Integers.data<float>().ToArray();
        Assert.Equal(7, integers.Max(Math.Abs));
    }

    private static KeywordNetwork RandomRounded(WeightRounding rounding)
    {
        KeywordNetwork network = new(Shape, FrontEnd.FeatureCount, 3, 5);
        network.train();
        for (int i = 0; i < 10; i++)
        {
            network.forward(rand(4, FrontEnd.FeatureCount, 90) * 4);
        }

        network.eval();
        using IDisposable gradients = no_grad();
        network.FoldAndQuantise();
        network.SetRounding(rounding);
        network.Quantisers.Observe(true);
        network.forward(rand(1, FrontEnd.FeatureCount, 90) * 4);
        network.Quantisers.Observe(false);
        return network;
    }

    /// <summary>Probabilities of all labels, step by step, in units of 1/256.</summary>
    private static float[] Said(KeywordNetwork network, sbyte[] rows)
    {
        using IDisposable gradients = no_grad();
        Tensor input = ((tensor(rows).to(ScalarType.Float32).reshape(1, -1, FrontEnd.FeatureCount) + 128) * KeywordNetwork.InputScale)
            .transpose(1, 2).contiguous();
        return (nn.functional.softmax(network.forward(input), 1)[0].transpose(0, 1).contiguous() * 256).data<float>().ToArray();
    }

    [Fact]
    public void RoundedValuesAreThoseOfTheDevice()
    {
        FakeQuantiser quantiser = new() { Observing = true };
        using IDisposable gradients = no_grad();
        quantiser.Apply(tensor([-1f, 3f]));
        quantiser.Observing = false;
        Assert.Equal(4f / 255, quantiser.Scale, 6);
        Assert.Equal(-64, quantiser.ZeroPoint);
        float[] rounded = quantiser.Round(tensor([-1.5f, 0f, 0.02f, 9f])).data<float>().ToArray();
        Assert.Equal([-64 * quantiser.Scale, 0, quantiser.Scale, 191 * quantiser.Scale], rounded.Select(x => x), new Near());
    }

    /// <summary>A word called where it may be costs less than one called elsewhere or not at all, and noise must be quiet.</summary>
    [Fact]
    public void LossPrefersTheWordAtItsPlace()
    {
        KeywordLoss loss = new(quiet: 1, smoothing: 3);
        Targets word = Nothing;
        Targets noise = word with { Label = tensor([0L]) };
        double there = Cost(loss, word, at: 12);
        double early = Cost(loss, word, at: 3);
        double never = Cost(loss, word, at: -1);
        Assert.True(there < never && never < early, $"{there} {never} {early}");
        Assert.True(Cost(loss, noise, at: -1) < Cost(loss, noise, at: 12));
    }

    [Fact]
    public void EmbeddingLossIsTheMeanSquareWhereAnythingIsSaid()
    {
        Tensor wanted = ones(2, 96, 3);
        Targets targets = Nothing with { Human = tensor([1L, -1L]), Embedding = wanted };
        Assert.Equal(4, KeywordLoss.OfEmbedding(wanted + 2, targets).item<float>(), 4);
    }

    private static Targets Nothing => new(
        tensor([1L]), tensor([1L]), tensor([1L]), Steps(20, from: 10, to: 15), Steps(20, from: 0, to: 6), zeros(1, 2),
        zeros(1, 96, 0), zeros(1, 0, dtype: ScalarType.Int64));

    private static Tensor Steps(int count, int from, int to) =>
        tensor([.. Enumerable.Range(0, count).Select(i => i >= from && i < to ? 1f : 0f)]).reshape(1, count);

    /// <summary>The loss of logits that call label 1 for three steps around a place.</summary>
    private static double Cost(KeywordLoss loss, Targets targets, int at)
    {
        Tensor logits = zeros(1, 2, 20);
        logits.select(1, 0).add_(4);
        if (at >= 0)
        {
            logits.select(1, 1).narrow(1, at - 1, 3).add_(8);
        }

        return loss.Of(logits, targets)[0].item<float>();
    }

    private sealed class Near : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) < 1e-5;

        public int GetHashCode(float x) => 0;
    }
}
