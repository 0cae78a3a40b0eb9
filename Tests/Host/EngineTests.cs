using Sotto.Compiler;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>
/// Holds the streaming engine against a second implementation that shares nothing with it: whole sequences at once,
/// rounding by its definition in decimals.
/// </summary>
public sealed class EngineTests
{
    private const int Steps = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(1, WeightKind.FourBits)]
    [InlineData(2, WeightKind.FourBits)]
    [InlineData(3, WeightKind.FourBits)]
    [InlineData(4, WeightKind.Grouped)]
    [InlineData(5, WeightKind.Grouped)]
    [InlineData(6, WeightKind.Grouped)]
    public void NetworkGivesTheBytesOfTheDefinition(int seed, WeightKind kind = WeightKind.EightBits)
    {
        RandomNetwork network = new(seed, kind);
        Model model = Model.Load(network.File);
        Assert.Equal(kind != WeightKind.EightBits, model.LayerAt(0).Packed);
        Assert.Equal(kind == WeightKind.Grouped ? WeightKinds.GroupLength : model.LayerAt(0).InputChannels * 5, model.LayerAt(0).GroupLength);
        ModelRunner runner = new(model);
        sbyte[] input = network.Noise(Steps * RandomNetwork.StepLength);
        sbyte[] output = new sbyte[Steps * network.Outputs];
        for (int step = 0; step < Steps; step++)
        {
            runner.Step(input, step * RandomNetwork.StepLength, output, step * network.Outputs);
        }

        Assert.Equal(network.Expected(input, Steps), output);
        Assert.True(output.Distinct().Count() > 20, "the random network says too little to test anything");
    }

    /// <summary>Half the bytes a weight, and a byte a group: all that 4 bits are for.</summary>
    [Fact]
    public void WeightsOfFourBitsTakeHalf()
    {
        int[] bytes = [.. new[] { WeightKind.EightBits, WeightKind.FourBits, WeightKind.Grouped }.Select(kind => Dense(kind).Length)];
        Assert.Equal(64 * 64 / 2, bytes[0] - bytes[1]);
        Assert.Equal(64 * 64 / WeightKinds.GroupLength, bytes[2] - bytes[1]);
    }

    [Fact]
    public void WeightsThatAreNoSmallMultiplesKeepEightBits()
    {
        sbyte[] weights = WeightKinds.Draw(new Random(1), WeightKind.Grouped, 64, 64);
        weights[100] = 121;
        Assert.False(Model.Load(Dense(weights)).LayerAt(0).Packed);
    }

    private static byte[] Dense(WeightKind kind) => Dense(WeightKinds.Draw(new Random(1), kind, 64, 64));

    private static byte[] Dense(sbyte[] weights)
    {
        ModelBuilder model = new("dense", 1, 1, 64, new Quantization(0.02f, 11));
        model.FullyConnected(
            model.Input, 64, weights, [.. Enumerable.Repeat(0.01f, 64)], new int[64], new Quantization(0.05f, -3), Activation.None);
        return model.Build(RandomNetwork.ManifestOf(64));
    }

    [Fact]
    public void ResetForgetsTheStream()
    {
        RandomNetwork network = new(7);
        ModelRunner runner = new(Model.Load(network.File));
        sbyte[] input = network.Noise(Steps * RandomNetwork.StepLength);
        sbyte[] first = new sbyte[network.Outputs];
        sbyte[] again = new sbyte[network.Outputs];
        runner.Step(input, 0, first, 0);
        for (int step = 1; step < Steps; step++)
        {
            runner.Step(input, step * RandomNetwork.StepLength, again, 0);
        }

        runner.Reset();
        runner.Step(input, 0, again, 0);
        Assert.Equal(first, again);
    }

    [Fact]
    public void StepAllocatesNothing()
    {
        RandomNetwork network = new(8);
        ModelRunner runner = new(Model.Load(network.File));
        sbyte[] input = network.Noise(RandomNetwork.StepLength);
        sbyte[] output = new sbyte[network.Outputs];
        runner.Step(input, 0, output, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            runner.Step(input, 0, output, 0);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void SoftmaxIsWithinARoundingOfTheExponential()
    {
        const int labels = 9;
        Random random = new(3);
        ModelBuilder model = new("softmax", 1, 1, labels, new Quantization(0.07f, 0));
        model.Softmax(model.Input);
        ModelRunner runner = new(Model.Load(model.Build(RandomNetwork.ManifestOf(labels))));
        for (int round = 0; round < 500; round++)
        {
            sbyte[] logits = [.. Enumerable.Range(0, labels).Select(_ => (sbyte)random.Next(-128, 128))];
            sbyte[] actual = new sbyte[labels];
            runner.Step(logits, 0, actual, 0);
            double sum = logits.Sum(x => Math.Exp(0.07 * x));
            for (int i = 0; i < labels; i++)
            {
                double exact = Math.Min(255, 256 * Math.Exp(0.07 * logits[i]) / sum) - 128;
                Assert.InRange(actual[i] - exact, -1.01, 1.01);
            }
        }
    }

    [Fact]
    public void LogisticIsWithinARoundingOfTheExponential()
    {
        ModelBuilder model = new("logistic", 1, 1, 2, new Quantization(0.05f, 7));
        model.Logistic(model.Input);
        ModelRunner runner = new(Model.Load(model.Build(RandomNetwork.ManifestOf(2))));
        sbyte[] actual = new sbyte[2];
        for (int x = -128; x < 128; x++)
        {
            runner.Step([(sbyte)x, 0], 0, actual, 0);
            double exact = Math.Min(255, 256 / (1 + Math.Exp(-0.05 * (x - 7)))) - 128;
            Assert.InRange(actual[0] - exact, -1.01, 1.01);
        }
    }

    /// <summary>The probabilities that TensorFlow Lite Micro's reference softmax gives for these logits at this scale.</summary>
    [Fact]
    public void SoftmaxGivesTheReferenceBytes()
    {
        sbyte[] logits = [22, 115, -16, -104, 86, 98, 56, -91, 29, 32, 55, 65, 45, 24, 99, -82, -65, 13];
        sbyte[] expected =
            [-128, 8, -128, -128, -109, -85, -125, -128, -128, -128, -126, -123, -127, -128, -82, -128, -128, -128];
        ModelBuilder model = new("softmax", 1, 1, logits.Length, new Quantization(0.0676666647f, 0));
        model.Softmax(model.Input);
        sbyte[] actual = new sbyte[logits.Length];
        new ModelRunner(Model.Load(model.Build(RandomNetwork.ManifestOf(logits.Length)))).Step(logits, 0, actual, 0);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(WeightKind.EightBits)]
    [InlineData(WeightKind.FourBits)]
    [InlineData(WeightKind.Grouped)]
    public void PaddedBinsAndDilationGiveTheBytesOfTheDefinition(WeightKind kind)
    {
        Random random = new(5);
        ConvolutionShape shape = new(3, 1, 2, 3, 2, 1, 1, 4);
        sbyte[] weights = WeightKinds.Draw(random, kind, 4, 3 * 3 * 2);
        ModelBuilder model = new("padded", 1, 5, 2, new Quantization(0.02f, 11));
        model.Convolution(model.Input, shape, weights, [0.01f, 0.02f, 0.005f, 0.03f], [5, -9, 100, 0], new Quantization(0.05f, -3), Activation.None);
        ModelRunner runner = new(Model.Load(model.Build(RandomNetwork.ManifestOf(12))));
        sbyte[] input = [.. Enumerable.Range(0, 10 * Steps).Select(_ => (sbyte)random.Next(-128, 128))];
        float[] scales = [0.01f, 0.02f, 0.005f, 0.03f];
        int[] bias = [5, -9, 100, 0];
        sbyte[] actual = new sbyte[12];
        for (int step = 0; step < Steps; step++)
        {
            runner.Step(input, step * 10, actual, 0);
            for (int i = 0; i < actual.Length; i++)
            {
                (int bin, int output) = (i / 4, i % 4);
                long sum = bias[output];
                for (int tap = 0; tap < 18; tap++)
                {
                    (int t, int k, int c) = (tap / 6, tap / 2 % 3, tap % 2);
                    int frame = step - ((2 - t) * 2);
                    int source = (bin * 2) + k - 1;
                    bool inside = frame >= 0 && source is >= 0 and < 5;
                    sum += weights[(output * 18) + tap] * (inside ? input[(frame * 10) + (source * 2) + c] - 11L : 0);
                }

                Assert.Equal(Reference.Requantise(sum, (double)0.02f * scales[output] / 0.05f, -3, -128, 127), actual[i]);
            }
        }
    }
}
