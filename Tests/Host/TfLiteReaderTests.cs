using System.Runtime.InteropServices;
using Sotto.Compiler.TfLite;
using Xunit;

namespace Sotto.HostTests;

/// <summary>What is written is read, and what is left out is at its default.</summary>
public sealed class TfLiteReaderTests
{
    [Fact]
    public void TensorsAreRead()
    {
        TfLiteModel model = TfLiteReader.Read(TfLiteSamples.Convolution().ToBytes());
        Assert.Equal(3, model.Version);
        Assert.Equal("a test", model.Description);
        TfLiteSubgraph main = Assert.Single(model.Subgraphs);
        Assert.Equal((0, "main"), (main.Index, main.Name));
        Assert.Equal([0], main.Inputs);
        Assert.Equal([3], main.Outputs);
        Assert.Equal([0, 1, 2, 3], main.Tensors.Select(tensor => tensor.Index));
        Assert.Equal(["in", "weights", "bias", "out"], main.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([24, 6, 2, 16], main.Tensors.Select(tensor => tensor.ElementCount));

        TfLiteTensor input = main.Tensors[0];
        Assert.Equal([1, 4, 2, 3], input.Shape);
        Assert.Equal(TfLiteType.Int8, input.Type);
        Assert.Equal([0.5f], input.Quantization!.Scales);
        Assert.Equal([3], input.Quantization.ZeroPoints);
        Assert.Null(input.Data);

        TfLiteTensor weights = main.Tensors[1];
        Assert.Equal([0.25f, 0.125f], weights.Quantization!.Scales);
        Assert.Equal([0], weights.Quantization.ZeroPoints);
        Assert.Equal(0, weights.Quantization.Dimension);
        Assert.Equal([1, -2, 3, -4, 5, -6], MemoryMarshal.Cast<byte, sbyte>(weights.Data!.Value.Span).ToArray());
        Assert.Equal([1000, -2000], MemoryMarshal.Cast<byte, int>(main.Tensors[2].Data!.Value.Span).ToArray());
        Assert.Equal("tensor 1 \"weights\"", weights.Label);

        TfLiteOperator convolution = Assert.Single(main.Operators);
        Assert.Equal([0, 1, 2], convolution.Inputs);
        Assert.Equal([3], convolution.Outputs);
        Assert.Equal("operator 0 (CONV_2D)", convolution.Label);
    }

    [Fact]
    public void VariablesAndOtherSubgraphsAreRead()
    {
        TfLiteModel model = TfLiteReader.Read(TfLiteSamples.Streaming().ToBytes());
        Assert.Equal(["main", "init"], model.Subgraphs.Select(subgraph => subgraph.Name));
        Assert.Equal(["min_runtime_version"], model.MetadataNames);
        TfLiteOperator[] main = model.Subgraphs[0].Operators;
        Assert.Equal(
            ["CALL_ONCE", "VAR_HANDLE", "READ_VARIABLE", "CONCATENATION", "STRIDED_SLICE", "ASSIGN_VARIABLE", "DEPTHWISE_CONV_2D"],
            main.Select(item => TfLiteText.Name(item.Code)));
        Assert.Equal(new CallOnceOptions(1), main[0].Options);
        Assert.Equal(new VarHandleOptions("", "ring"), main[1].Options);
        Assert.Equal(new VarHandleOptions("", "ring"), model.Subgraphs[1].Operators[0].Options);
        Assert.Equal(new StridedSliceOptions(13, 15), main[4].Options);
        Assert.Equal([3, 8, -1], main[6].Inputs);
        TfLiteTensor filter = model.Subgraphs[0].Tensors[8];
        Assert.Equal(3, filter.Quantization!.Dimension);
        Assert.Equal([0, 0, 0, 0], filter.Quantization.ZeroPoints);
        TfLiteTensor ring = model.Subgraphs[0].Tensors[0];
        Assert.Equal(TfLiteType.Resource, ring.Type);
        Assert.Empty(ring.Shape);
        Assert.Equal(1, ring.ElementCount);
    }

    /// <summary>18 operators with options, none of them at its default, and three without.</summary>
    [Fact]
    public void EveryOptionIsRead()
    {
        (TfLiteFile file, (TfLiteBuiltin Builtin, TfLiteOptions Options)[] expected) = TfLiteSamples.Everything();
        TfLiteSubgraph main = TfLiteReader.Read(file.ToBytes()).Subgraphs[0];
        Assert.Equal(18 + 3, main.Operators.Length);
        Assert.Equal(expected.Select(item => item.Options), main.Operators.Take(18).Select(item => item.Options!));
        Assert.Equal(expected.Select(item => item.Builtin), main.Operators.Take(18).Select(item => item.Code.Builtin));
        Assert.All(main.Operators.Skip(18), item => Assert.Null(item.Options));
        Assert.Equal(
            ["operator 18 (LOGISTIC)", "operator 19 (code 200)", "operator 20 (CUSTOM my_op)"], main.Operators.Skip(18).Select(item => item.Label));
        Assert.Equal(new TfLiteOperatorCode(TfLiteBuiltin.Custom, "my_op"), main.Operators[20].Code);
        Assert.Equal([-1], main.Operators[19].Inputs);
        Assert.Equal([false, true], main.Tensors.Select(tensor => tensor.IsVariable));
        Assert.Equal(1, main.Tensors[1].Quantization!.Dimension);
    }

    /// <summary>Fields that the schema gives no default that could be meant are set; all others are absent.</summary>
    public static TheoryData<int, int, int[], TfLiteOptions> Defaults => new()
    {
        { (int)TfLiteBuiltin.Conv2D, 1, [1, 2], new Conv2DOptions(TfLitePadding.Same, 7, 7, TfLiteActivation.None, 1, 1, TfLiteType.Float32) },
        { (int)TfLiteBuiltin.DepthwiseConv2D, 2, [1, 2, 3], new DepthwiseOptions(TfLitePadding.Same, 7, 7, 7, TfLiteActivation.None, 1, 1) },
        { (int)TfLiteBuiltin.AveragePool2D, 5, [1, 2, 3, 4], new PoolOptions(TfLitePadding.Same, 7, 7, 7, 7, TfLiteActivation.None) },
        { (int)TfLiteBuiltin.MaxPool2D, 5, [1, 2, 3, 4], new PoolOptions(TfLitePadding.Same, 7, 7, 7, 7, TfLiteActivation.None) },
        { (int)TfLiteBuiltin.FullyConnected, 8, [], new FullyConnectedOptions(TfLiteActivation.None, TfLiteType.Float32) },
        { (int)TfLiteBuiltin.Concatenation, 10, [], new ConcatenationOptions(0, TfLiteActivation.None) },
        { (int)TfLiteBuiltin.Add, 11, [], new BinaryOptions(TfLiteActivation.None) },
        { (int)TfLiteBuiltin.Mul, 21, [], new BinaryOptions(TfLiteActivation.None) },
        { (int)TfLiteBuiltin.Sub, 28, [], new BinaryOptions(TfLiteActivation.None) },
        { (int)TfLiteBuiltin.Mean, 27, [], new ReducerOptions(false) },
        { (int)TfLiteBuiltin.Sum, 27, [], new ReducerOptions(false) },
        { (int)TfLiteBuiltin.StridedSlice, 32, [], new StridedSliceOptions(0, 0, 0) },
        { (int)TfLiteBuiltin.Split, 35, [], new SplitOptions(0) },
        { (int)TfLiteBuiltin.SplitV, 79, [], new SplitOptions(0) },
        { (int)TfLiteBuiltin.Pack, 59, [], new PackOptions(0, 0) },
        { (int)TfLiteBuiltin.VarHandle, 111, [], new VarHandleOptions(null, "") },
        { (int)TfLiteBuiltin.CallOnce, 103, [], new CallOnceOptions(0) },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void AbsentOptionsAreAtTheirDefaults(int builtin, int type, int[] set, TfLiteOptions expected)
    {
        TfLiteFile file = new();
        file.Main.AddOperator((TfLiteBuiltin)builtin, [], []);
        TfLiteNode options = new();
        foreach (int slot in set)
        {
            options[slot] = 7;
        }

        file.Main.Operators[0][3] = (byte)type;
        file.Main.Operators[0][4] = options;
        Assert.Equal(expected, TfLiteReader.Read(file.ToBytes()).Subgraphs[0].Operators[0].Options);
    }

    [Fact]
    public void AbsentPartsAreEmpty()
    {
        TfLiteFile file = new();
        file.Model[1] = file.Model[3] = file.Model[6] = null;
        file.Main.AddTensor("", [], TfLiteType.Int8, new TfLiteQuantization([], [0], 0));
        file.Main.Tensors.Add(new TfLiteNode());
        file.Main.Table[1] = file.Main.Table[2] = file.Main.Table[3] = file.Main.Table[4] = null;
        TfLiteModel model = TfLiteReader.Read(file.ToBytes());
        Assert.Equal("", model.Description);
        Assert.Empty(model.MetadataNames);
        TfLiteSubgraph main = Assert.Single(model.Subgraphs);
        Assert.Equal("", main.Name);
        Assert.Empty(main.Inputs);
        Assert.Empty(main.Outputs);
        Assert.Empty(main.Operators);
        Assert.Null(main.Tensors[0].Quantization);
        TfLiteTensor bare = main.Tensors[1];
        Assert.Equal(("", TfLiteType.Float32, false, 1), (bare.Name, bare.Type, bare.IsVariable, bare.ElementCount));
        Assert.Null(bare.Quantization);
        Assert.Null(bare.Data);
        Assert.Equal("tensor 1", bare.Label);
    }

    /// <summary>Files from before the builtin_code field have only the older one; in newer files that is 127 for the newer operators.</summary>
    [Theory]
    [InlineData(14, null, 14)]
    [InlineData(null, 14, 14)]
    [InlineData(127, 144, 144)]
    [InlineData(null, null, 0)]
    [InlineData(-1, 22, 22)]
    public void TheGreaterOfBothCodesCounts(int? deprecated, int? code, int expected)
    {
        TfLiteFile file = new();
        file.Main.AddOperator(TfLiteBuiltin.Logistic, [], []);
        file.Codes[0][0] = (sbyte?)deprecated;
        file.Codes[0][3] = code;
        file.Main.Operators[0][3] = (byte)11;
        file.Main.Operators[0][4] = new TfLiteNode();
        Assert.Equal((TfLiteBuiltin)expected, TfLiteReader.Read(file.ToBytes()).Subgraphs[0].Operators[0].Code.Builtin);
    }

    /// <summary>Bytes that so many elements take: small ones are packed.</summary>
    [Theory]
    [InlineData(TfLiteType.Int2, 5, 2)]
    [InlineData(TfLiteType.Int4, 5, 3)]
    [InlineData(TfLiteType.UInt4, 4, 2)]
    [InlineData(TfLiteType.Bool, 5, 5)]
    [InlineData(TfLiteType.Int16, 5, 10)]
    [InlineData(TfLiteType.Float32, 5, 20)]
    [InlineData(TfLiteType.Int64, 5, 40)]
    [InlineData(TfLiteType.Complex128, 5, 80)]
    public void ConstantsAreAsLongAsTheirType(TfLiteType type, int elements, int bytes)
    {
        TfLiteFile file = new();
        file.Main.AddConstant("c", [elements], type, new byte[bytes]);
        Assert.Equal(bytes, TfLiteReader.Read(file.ToBytes()).Subgraphs[0].Tensors[0].Data!.Value.Length);
        file.Main.Tensors[0][2] = (uint)file.AddBuffer(new byte[bytes + 1]);
        string message = TfLiteRefusalTests.Refusal(file.ToBytes());
        Assert.Equal($"tensor 0 \"c\": {bytes + 1} bytes of data for {elements} elements of {TfLiteText.Name(type)}", message);
    }

    [Theory]
    [InlineData(TfLiteType.Int8, -128, 127)]
    [InlineData(TfLiteType.UInt8, 0, 255)]
    [InlineData(TfLiteType.Int16, -32768, 32767)]
    [InlineData(TfLiteType.UInt16, 0, 65535)]
    [InlineData(TfLiteType.Int32, int.MinValue, int.MaxValue)]
    [InlineData(TfLiteType.Int4, -8, 7)]
    [InlineData(TfLiteType.UInt4, 0, 15)]
    [InlineData(TfLiteType.Int2, -2, 1)]
    [InlineData(TfLiteType.Float32, 0, 0)]
    public void ZeroPointsLieWithinTheirType(TfLiteType type, long least, long most)
    {
        foreach (long zeroPoint in new[] { least, most })
        {
            Assert.Equal([zeroPoint], TfLiteReader.Read(File(zeroPoint)).Subgraphs[0].Tensors[0].Quantization!.ZeroPoints);
        }

        foreach (long zeroPoint in new[] { least - 1, most + 1 })
        {
            Assert.Equal($"tensor 0 \"t\": zero point {zeroPoint} of {TfLiteText.Name(type)}", TfLiteRefusalTests.Refusal(File(zeroPoint)));
        }

        byte[] File(long zeroPoint)
        {
            TfLiteFile file = new();
            file.Main.AddTensor("t", [4], type, 1, zeroPoint);
            return file.ToBytes();
        }
    }

    [Fact]
    public void NamesAreMadePrintable()
    {
        Assert.Equal("a?b?[31m??", TfLiteText.Printable("a\nb\u001b[31m\u00e9\u202e"));
        Assert.Equal(new string('x', 60), TfLiteText.Printable(new string('x', 60)));
        Assert.Equal(new string('x', 57) + "...", TfLiteText.Printable(new string('x', 61)));
    }
}
