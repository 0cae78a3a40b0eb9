using System.Runtime.InteropServices;
using Sotto.Compiler.TfLite;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Reads the models of others that lie beside the repository, where they do.</summary>
public sealed class TfLiteModelTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Root, "..", "shared", "models");

    /// <summary>The models that are there.</summary>
    public static string[] Present() =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.tflite").Order(StringComparer.Ordinal)] : [];

    [SkippableTheory]
    [InlineData("microwakeword_okay_nabu", "MLIR Converted.", new[] { 94, 12 }, new[] { 55, 12 })]
    [InlineData("microwakeword_vad", "MLIR Converted.", new[] { 53, 8 }, new[] { 32, 8 })]
    [InlineData("mlperf_tiny_kws_ref", "MLIR Converted.", new[] { 35 }, new[] { 13 })]
    [InlineData("micro_speech_quantized", "TOCO Converted.", new[] { 10 }, new[] { 4 })]
    public void TensorsAndOperatorsAreCounted(string name, string description, int[] tensors, int[] operators)
    {
        TfLiteModel model = Read(name);
        Assert.Equal(description, model.Description);
        Assert.Equal(tensors, model.Subgraphs.Select(subgraph => subgraph.Tensors.Length));
        Assert.Equal(operators, model.Subgraphs.Select(subgraph => subgraph.Operators.Length));
        Assert.Equal("min_runtime_version", model.MetadataNames[0]);
    }

    [SkippableFact]
    public void OkayNabuStreams()
    {
        TfLiteModel model = Read("microwakeword_okay_nabu");
        TfLiteSubgraph main = model.Subgraphs[0];
        Assert.Equal([0], main.Inputs);
        Assert.Equal([93], main.Outputs);
        AssertTensor(main.Tensors[0], TfLiteType.Int8, [1, 3, 40], 0.101960786f, -128);
        AssertTensor(main.Tensors[93], TfLiteType.UInt8, [1, 1], 0.00390625f, 0);
        Assert.Equal(new CallOnceOptions(1), main.Operators[0].Options);
        Assert.Equal(new VarHandleOptions("", "stream/states"), main.Operators[1].Options);
        Assert.Equal("operator 7 (RESHAPE)", main.Operators[7].Label);
        Assert.Null(main.Operators[7].Options);
        Assert.Equal(new ConcatenationOptions(1), main.Operators[14].Options);
        Assert.Equal(new StridedSliceOptions(13, 15), main.Operators[15].Options);
        Assert.Equal([0, -2, 0, 0], MemoryMarshal.Cast<byte, int>(main.Tensors[2].Data!.Value.Span).ToArray());
        Assert.Equal(new Conv2DOptions(TfLitePadding.Valid, 3, 1, TfLiteActivation.Relu), main.Operators[17].Options);
        Assert.Equal([57, 43, 42], main.Operators[17].Inputs);
        Assert.Equal(6400, main.Tensors[43].Data!.Value.Length);
        Assert.Equal(32, main.Tensors[43].Quantization!.Scales.Length);
        Assert.True(main.Tensors[40].Data!.Value.Equals(main.Tensors[42].Data!.Value), "both biases have buffer 41");
        Assert.Equal(2, main.Operators.Count(item => item.Options is SplitOptions { Splits: 2 }));
        Assert.Equal(["VAR_HANDLE", "ASSIGN_VARIABLE"], model.Subgraphs[1].Operators.Select(item => TfLiteText.Name(item.Code)).Distinct());
        Assert.Equal(["min_runtime_version", "CONVERSION_METADATA"], model.MetadataNames);
    }

    [SkippableFact]
    public void MicroSpeechHasEightFilters()
    {
        TfLiteSubgraph main = Read("micro_speech_quantized").Subgraphs[0];
        Assert.Equal(["RESHAPE", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "SOFTMAX"], main.Operators.Select(item => TfLiteText.Name(item.Code)));
        Assert.Equal(new DepthwiseOptions(TfLitePadding.Same, 2, 2, 8, TfLiteActivation.Relu), main.Operators[1].Options);
        Assert.Equal(new FullyConnectedOptions(), main.Operators[2].Options);
        Assert.Equal(new SoftmaxOptions(1), main.Operators[3].Options);
        AssertTensor(main.Tensors[3], TfLiteType.Int8, [1, 1960], 0.101715684f, -128);
        Assert.Equal((8, 8, 3), (main.Tensors[8].Quantization!.Scales.Length, main.Tensors[8].Quantization!.ZeroPoints.Length, main.Tensors[8].Quantization!.Dimension));
        Assert.Equal([-374, 169, -48, 208, 82, 6, -1201, -694], MemoryMarshal.Cast<byte, int>(main.Tensors[0].Data!.Value.Span).ToArray());
        Assert.Equal([9], main.Outputs);
    }

    [SkippableFact]
    public void KeywordSpotterPoolsAtTheEnd()
    {
        TfLiteSubgraph main = Read("mlperf_tiny_kws_ref").Subgraphs[0];
        AssertTensor(main.Tensors[0], TfLiteType.Int8, [1, 49, 10, 1], 0.584702909f, 83);
        Assert.Equal(new Conv2DOptions(TfLitePadding.Same, 2, 2, TfLiteActivation.Relu), main.Operators[0].Options);
        Assert.Equal(new DepthwiseOptions(TfLitePadding.Same, 1, 1, 1, TfLiteActivation.Relu), main.Operators[1].Options);
        Assert.Equal(new PoolOptions(TfLitePadding.Valid, 25, 5, 25, 5), main.Operators[9].Options);
        Assert.Equal([64, 10, 4, 1], main.Tensors[17].Shape);
        Assert.Equal(2560, main.Tensors[17].Data!.Value.Length);
        Assert.Equal(
            "tensor 3 \"functional_1/activation/Relu;functional_1/batch_normaliza...\"", main.Tensors[3].Label);
    }

    private static TfLiteModel Read(string name)
    {
        string path = Path.Combine(Folder, name + ".tflite");
        Skip.IfNot(File.Exists(path), "the model is not there");
        return TfLiteReader.Read(File.ReadAllBytes(path));
    }

    private static void AssertTensor(TfLiteTensor tensor, TfLiteType type, int[] shape, float scale, long zeroPoint)
    {
        Assert.Equal(type, tensor.Type);
        Assert.Equal(shape, tensor.Shape);
        Assert.Equal([scale], tensor.Quantization!.Scales);
        Assert.Equal([zeroPoint], tensor.Quantization.ZeroPoints);
    }
}
