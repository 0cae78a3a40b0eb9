using System.Globalization;
using Sotto.Compiler;
using Sotto.Models;
using Sotto.Models.Spoken;
using Xunit;

namespace Sotto.HostTests.Spoken;

/// <summary>The device tests of sentences need an acoustic model in their source: each sound is how loud one bin of the features is.</summary>
public sealed class AcousticSampleTests
{
    private const int StepFrames = 3;
    private const int NumbersALine = 32;

    /// <summary>Set to 1 to write the sample anew, after a change of the model format.</summary>
    private const string WriteVariable = "SOTTO_WRITE_SAMPLES";

    /// <summary>The blank's logit, of which any sound's is more that is a tone in its bin.</summary>
    private const int Blank = 40;

    [Fact]
    public void TheDeviceTestsHaveThisSample()
    {
        string path = Path.Combine(TestPaths.Root, "Tests", "Device", "AcousticSample.cs");
        string text = Source(Build());
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path));
    }

    // The sounds of the words: a tone is loud in its neighbours' bins too.
    private static readonly int[] Sounds = [1, 3, 4, 6, 10, 14, 18, 21, 23, 29, 31];

    /// <summary>A sound is the mean of its bin over a step, halved; the blank is always the same.</summary>
    private static byte[] Build()
    {
        const int labels = SpokenFormat.Labels;
        const int weight = 64;
        const float scale = 1f / (2 * StepFrames * weight);
        sbyte[] weights = [.. Enumerable.Range(0, StepFrames * labels).Select(i => (sbyte)(Sounds.Contains(i % labels) ? weight : 0))];
        int[] bias = new int[labels];
        bias[0] = (int)(Blank / scale);
        ModelBuilder model = new("tones", StepFrames, 1, labels, new Quantization(1, -128));
        model.Depthwise(
            model.Input, new ConvolutionShape(StepFrames, StepFrames, 1, 1, 1, 0, 0, labels), weights, [.. Enumerable.Repeat(scale, labels)], bias,
            new Quantization(1, 0), Activation.None);
        return model.Build(new Manifest("tones", ModelKind.Acoustic, [.. Enumerable.Range(0, labels).Select(i => i == 0 ? "_" : $"t{i}")], new int[labels], 1, 0, 10));
    }

    private static string Source(byte[] file)
    {
        IEnumerable<string> lines = file.Chunk(NumbersALine).Select(line => $"        {string.Join(", ", line)},");
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            namespace Sotto.Tests;

            /// <summary>
            /// An acoustic model whose sounds are tones: each label is how loud one bin of the features is. Written by
            /// Tests/Host/Spoken/AcousticSampleTests.cs with {{WriteVariable}}=1.
            /// </summary>
            internal static class AcousticSample
            {
                internal static readonly byte[] File =
                {
            {{string.Join('\n', lines)}}
                };
            }

            """);
    }
}
