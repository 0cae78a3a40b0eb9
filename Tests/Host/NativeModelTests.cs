using System.Diagnostics;
using System.Runtime.InteropServices;
using Sotto.Compiler.Import;
using Sotto.Interop;
using Sotto.Models;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests;

/// <summary>Holds the native engine against the managed one: what it loads, what it refuses, and every byte that models give.</summary>
/// <param name="output">Where the counts go.</param>
public sealed class NativeModelTests(ITestOutputHelper output)
{
    private const int FewestFiles = 2000;

    private static readonly MicroManifest Manifest = new("word", 128, 1, 10);
    private static readonly string Shared = Path.Combine(TestPaths.Root, "..", "shared");
    private static readonly TimeSpan TimeBox = TimeSpan.FromSeconds(6);

    [SkippableFact]
    public void RandomGraphsGiveTheManagedBytes()
    {
        NativeBuild.Need();
        Random random = new(21);
        int graphs = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); graphs < RandomLayer.Kinds.Length || watch.Elapsed < TimeBox; graphs++)
        {
            string kind = RandomLayer.Kinds[graphs % RandomLayer.Kinds.Length];
            AssertSame(TfLiteImporter.Import(RandomLayer.Draw(kind, random), kind, Manifest), random, 5, $"graph {graphs}, {kind}");
        }

        output.WriteLine($"{graphs} graphs");
    }

    [SkippableFact]
    public void RandomNetworksGiveTheManagedBytes()
    {
        NativeBuild.Need();
        for (int seed = 0; seed < 150; seed++)
        {
            AssertSame(new RandomNetwork(seed, (WeightKind)(seed % 3)).File, new Random(seed), 40, $"network {seed}");
        }
    }

    [SkippableTheory]
    [InlineData("wake")]
    [InlineData("commands")]
    public void ShippedModelGivesTheManagedBytes(string name)
    {
        NativeBuild.Need();
        byte[] file = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", name + ".sotto"));
        AssertSame(file, new Random(5), 300, name);
    }

    [SkippableFact]
    public void ResetForgetsTheStream()
    {
        NativeBuild.Need();
        RandomNetwork network = new(7);
        using NativeModel model = NativeModel.FromImage(network.File);
        using NativeRunner runner = new(model);
        sbyte[] first = new sbyte[network.Outputs];
        sbyte[] again = new sbyte[network.Outputs];
        sbyte[] input = network.Noise(RandomNetwork.StepLength);
        runner.Step(input, 0, first, 0);
        runner.Step(input, 0, again, 0);
        Assert.NotEqual(first, again);
        runner.Reset();
        runner.Step(input, 0, again, 0);
        Assert.Equal(first, again);
    }

    [SkippableTheory]
    [InlineData("mlperf_tiny_kws_ref", "mlperf_kws/inputs_int8_500x490.bin", "mlperf_kws/tflm_outputs_int8_500x12.bin")]
    [InlineData("micro_speech_quantized", "micro_speech/inputs_int8_8x1960.bin", "micro_speech/tflm_outputs_int8_8x4.bin")]
    public void ImportedModelGivesTheReferenceBytes(string name, string inputs, string outputs)
    {
        NativeBuild.Need();
        string path = Path.Combine(Shared, "models", name + ".tflite");
        Skip.IfNot(File.Exists(path) && File.Exists(Path.Combine(Shared, "golden", inputs)), "the model or its goldens are not there");
        using NativeModel model = NativeModel.FromImage(TfLiteImporter.Import(File.ReadAllBytes(path), name, null));
        using NativeRunner runner = new(model);
        sbyte[] input = Golden(inputs);
        sbyte[] expected = Golden(outputs);
        sbyte[] actual = new sbyte[expected.Length];
        for (int step = 0; step < input.Length / model.InputLength; step++)
        {
            runner.Step(input, step * model.InputLength, actual, step * model.OutputLength);
        }

        Assert.Equal(expected, actual);
    }

    /// <summary>
    /// Flipped, cut, spliced and overwritten files: both loaders take the same ones, and what they take gives the same bytes.
    /// The shapes there are those that no compiler writes.
    /// </summary>
    [SkippableFact]
    public void BrokenModelsAreTakenAndRefusedAsByTheManagedLoader()
    {
        NativeBuild.Need();
        Random random = new(43);
        byte[][] models =
        [
            .. Enumerable.Range(10, 6).Select(seed => new RandomNetwork(seed, (WeightKind)(seed % 3)).File), .. ImportTests.OneOfEachKind(random),
        ];
        int files = 0;
        int taken = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); files < FewestFiles || watch.Elapsed < TimeBox; files++)
        {
            taken += AssertSame(ModelFuzzTests.Break(models, random), random, 2, $"file {files}") ? 1 : 0;
        }

        output.WriteLine($"{files} files, {taken} taken");
        Assert.InRange(taken, files / 100, files * 9 / 10);
    }

    [SkippableTheory]
    [InlineData(0, "not a model of this kind")]
    [InlineData(4, "a model of another version")]
    [InlineData(8, "cut short or too long")]
    [InlineData(12, "damaged: its checksum does not match")]
    [InlineData(100, "damaged: its checksum does not match")]
    public void AFlippedByteIsNamed(int at, string refusal)
    {
        NativeBuild.Need();
        byte[] file = new RandomNetwork(20).File;
        file[at] ^= 0x10;
        Assert.Equal(refusal, Assert.Throws<ModelFormatException>(() => NativeModel.FromImage(file)).Message);
    }

    [SkippableFact]
    public void ATruncatedFileIsRefused()
    {
        NativeBuild.Need();
        byte[] file = new RandomNetwork(21).File;
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => NativeModel.FromImage(file[..length]));
        }
    }

    private static T? TryLoad<T>(Func<byte[], T> load, byte[] file, out string message)
        where T : class
    {
        try
        {
            message = "takes it";
            return load(file);
        }
        catch (ModelFormatException error)
        {
            message = error.Message;
            return null;
        }
    }

    /// <summary>That both engines take or refuse a file, and say and give the same; whether they take it.</summary>
    private static bool AssertSame(byte[] file, Random random, int steps, string name)
    {
        Model? managed = TryLoad(Model.Load, file, out string managedSays);
        using NativeModel? native = TryLoad(NativeModel.FromImage, file, out string nativeSays);
        Assert.True(managed is null == (native is null), $"{name}: managed {managedSays}, native {nativeSays}");
        if (managed is null || native is null)
        {
            return false;
        }

        AssertSameFacts(managed, native);
        ModelRunner runner = new(managed);
        using NativeRunner nativeRunner = new(native);
        sbyte[] input = new sbyte[managed.InputLength];
        sbyte[] expected = new sbyte[managed.OutputLength];
        sbyte[] actual = new sbyte[managed.OutputLength];
        for (int step = 0; step < steps; step++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(input.AsSpan()));
            runner.Step(input, 0, expected, 0);
            nativeRunner.Step(input, 0, actual, 0);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{name}, step {step}: {string.Join(' ', actual)}, not {string.Join(' ', expected)}");
        }

        return true;
    }

    private static void AssertSameFacts(Model managed, NativeModel native)
    {
        Assert.Equal(
            (managed.ArenaBytes, managed.InputLength, managed.OutputLength, managed.StepFrames, managed.Kind, managed.MultiplyAccumulatesPerStep),
            (native.ArenaBytes, native.InputLength, native.OutputLength, native.StepFrames, native.Kind, native.MultiplyAccumulatesPerStep));
        Assert.Equal(
            (managed.Smoothing, managed.RefractoryMilliseconds, managed.FeatureStepMilliseconds, managed.InputIsUnsigned, managed.OutputIsUnsigned),
            (native.Smoothing, native.RefractoryMilliseconds, native.FeatureStepMilliseconds, native.InputIsUnsigned, native.OutputIsUnsigned));
        Assert.Equal(managed.Name, native.Name);
        Assert.Equal(managed.Labels, native.Labels);
        Assert.Equal(managed.Thresholds, Enumerable.Range(0, native.Labels.Length).Select(native.ThresholdOf));
    }

    private static sbyte[] Golden(string path) =>
        MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(Path.Combine(Shared, "golden", path))).ToArray();
}
