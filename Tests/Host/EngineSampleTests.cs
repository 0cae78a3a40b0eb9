using System.Globalization;
using System.Text;
using Sotto.Compiler.Import;
using Sotto.Compiler.TfLite;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>
/// The device tests of the engine need models, inputs and outputs in their source: these are drawn here, and the outputs come
/// from the second implementations that the host's tests hold the engine against.
/// </summary>
public sealed class EngineSampleTests
{
    private const int Steps = 4;
    private const int MostBytes = 1500;
    private const int MostInputs = 200;
    private const int NumbersALine = 32;

    /// <summary>Set to 1 to write the samples anew, after a change of the model format.</summary>
    private const string WriteVariable = "SOTTO_WRITE_SAMPLES";

    private sealed record Sample(string Name, byte[] File, sbyte[] Input, sbyte[] Output);

    [Fact]
    public void TheDeviceTestsHaveTheseSamples()
    {
        string path = Path.Combine(TestPaths.Root, "Tests", "Device", "EngineSamples.cs");
        string text = Source([.. Networks(), .. Layers()]);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path));
    }

    private static IEnumerable<Sample> Networks()
    {
        foreach (WeightKind kind in Enum.GetValues<WeightKind>())
        {
            RandomNetwork network = Enumerable.Range(1, 100).Select(seed => new RandomNetwork(seed, kind)).First(n => n.File.Length <= MostBytes);
            sbyte[] input = network.Noise(Steps * RandomNetwork.StepLength);
            yield return new Sample($"network, {kind}", network.File, input, network.Expected(input, Steps));
        }
    }

    /// <summary>A small imported layer of every kind.</summary>
    private static IEnumerable<Sample> Layers()
    {
        Random random = new(77);
        foreach (string kind in RandomLayer.Kinds)
        {
            (byte[] original, byte[] file) = Enumerable.Range(0, 1000).Select(_ => RandomLayer.Draw(kind, random))
                .Select(tflite => (tflite, TfLiteImporter.Import(tflite, "random", Streams(kind) ? new MicroManifest("word", 128, 1, 10) : null)))
                .First(pair => pair.Item2.Length <= MostBytes && Model.Load(pair.Item2).InputLength <= MostInputs);
            Model model = Model.Load(file);
            TfLiteReference reference = new(TfLiteReader.Read(original));
            List<sbyte> input = [], output = [];
            for (int step = 0; step < (Streams(kind) ? Steps : 1); step++)
            {
                sbyte[] taken = [.. Enumerable.Range(0, model.InputLength).Select(_ => (sbyte)random.Next(-128, 128))];
                long[] given = reference.Run(Array.ConvertAll(taken, x => x + (model.InputIsUnsigned ? 128L : 0)));
                input.AddRange(taken);
                output.AddRange(given.Select(x => (sbyte)(x - (model.OutputIsUnsigned ? 128 : 0))));
            }

            yield return new Sample(kind, file, [.. input], [.. output]);
        }
    }

    private static bool Streams(string kind) => kind.Contains("ring", StringComparison.Ordinal);

    private static string Source(Sample[] samples)
    {
        StringBuilder text = new();
        text.Append($$"""
            namespace Sotto.Tests;

            /// <summary>
            /// Small models, what goes into them and what has to come out. Written by Tests/Host/EngineSampleTests.cs with {{WriteVariable}}=1.
            /// </summary>
            public static class EngineSamples
            {

            """);
        text.Append(CultureInfo.InvariantCulture, $"    public static readonly string[] Names =\n    {{\n        {string.Join("\n        ", samples.Select(s => $"\"{s.Name}\","))}\n    }};\n");
        Table(text, "Models", samples.Select(s => s.File));
        Table(text, "Inputs", samples.Select(s => (byte[])(Array)s.Input));
        Table(text, "Outputs", samples.Select(s => (byte[])(Array)s.Output));
        return text.Append("}\n").ToString();
    }

    private static void Table(StringBuilder text, string name, IEnumerable<byte[]> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n    public static readonly byte[][] {name} =\n    {{\n");
        foreach (byte[] row in rows)
        {
            IEnumerable<string> lines = row.Chunk(NumbersALine).Select(line => $"            {string.Join(", ", line)},");
            text.Append(CultureInfo.InvariantCulture, $"        new byte[]\n        {{\n{string.Join('\n', lines)}\n        }},\n");
        }

        text.Append("    };\n");
    }
}
