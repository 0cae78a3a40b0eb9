using System.Globalization;
using System.Runtime.InteropServices;
using Sotto.Compiler.Import;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Imports the models of others that lie beside the repository and holds them against TensorFlow Lite Micro's outputs.</summary>
public sealed class ImportGoldenTests
{
    private static readonly string Shared = Path.Combine(TestPaths.Root, "..", "shared");

    [SkippableTheory]
    [InlineData("mlperf_tiny_kws_ref", "mlperf_kws/inputs_int8_500x490.bin", "mlperf_kws/tflm_outputs_int8_500x12.bin", 12, 10048)]
    [InlineData("micro_speech_quantized", "micro_speech/inputs_int8_8x1960.bin", "micro_speech/tflm_outputs_int8_8x4.bin", 3, 4165)]
    public void ClipModelGivesTheReferenceBytes(string name, string inputs, string outputs, int layers, int arena)
    {
        Model model = Import(name);
        Assert.Equal((layers, arena), (model.LayerCount, model.ArenaBytes));
        sbyte[] actual = Run(model, Golden(inputs));
        Assert.Equal(Golden(outputs), actual);
    }

    [SkippableFact]
    public void KeywordSpotterIsRightIn898Of1000()
    {
        sbyte[] outputs = Run(Import("mlperf_tiny_kws_ref"), Golden("mlperf_kws/inputs_int8_500x490.bin"));
        string[] labels = File.ReadAllLines(Path.Combine(Shared, "golden", "mlperf_kws", "labels.txt"));
        int right = outputs.Chunk(12).Zip(labels).Count(pair => Array.IndexOf(pair.First, pair.First.Max()) == int.Parse(pair.Second, CultureInfo.InvariantCulture));
        Assert.Equal(449, right);
    }

    [SkippableTheory]
    [InlineData("okay_nabu", "0075d273-51bb-47cb-b323-4437bd0de029", 12, 4000)]
    [InlineData("okay_nabu", "0386da81-9db7-499c-b4f8-910beec53c23", 12, 4000)]
    [InlineData("vad", "0075d273-51bb-47cb-b323-4437bd0de029", 10, 1488)]
    [InlineData("vad", "0386da81-9db7-499c-b4f8-910beec53c23", 10, 1488)]
    public void StreamingModelGivesTheReferenceBytes(string name, string recording, int layers, int arena)
    {
        Model model = Import("microwakeword_" + name);
        Assert.Equal((layers, arena), (model.LayerCount, model.ArenaBytes));
        int[] features = Numbers(Path.Combine(Shared, "golden", "microfrontend", recording + ".txt"));
        int[] expected = Numbers(Path.Combine(Shared, "golden", "microwakeword", $"{name}__{recording}.txt"));
        sbyte[] inputs = [.. features.Take(expected.Length * model.InputLength).Select(v => (sbyte)Math.Clamp((((v * 256) + 333) / 666) - 128, -128, 127))];
        Assert.True(model.OutputIsUnsigned, "the original gives 0 to 255");
        Assert.Equal(expected, Run(model, inputs).Select(value => value + 128));
    }

    private static Model Import(string name)
    {
        string path = Path.Combine(Shared, "models", name + ".tflite");
        Skip.IfNot(File.Exists(path), "the model is not there");
        string manifest = Path.ChangeExtension(path, ".json");
        return Model.Load(TfLiteImporter.Import(File.ReadAllBytes(path), name, File.Exists(manifest) ? MicroManifest.Read(File.ReadAllBytes(manifest)) : null));
    }

    private static sbyte[] Run(Model model, sbyte[] inputs)
    {
        ModelRunner runner = new(model);
        int steps = inputs.Length / model.InputLength;
        sbyte[] outputs = new sbyte[steps * model.OutputLength];
        for (int step = 0; step < steps; step++)
        {
            runner.Step(inputs, step * model.InputLength, outputs, step * model.OutputLength);
        }

        return outputs;
    }

    private static sbyte[] Golden(string path)
    {
        string file = Path.Combine(Shared, "golden", path);
        Skip.IfNot(File.Exists(file), "the goldens are not there");
        return MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(file)).ToArray();
    }

    private static int[] Numbers(string path) =>
        [.. File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
}
