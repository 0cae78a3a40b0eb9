using System.Buffers.Binary;
using Sotto.Compiler.TfLite;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Each mistake is refused with one line that names where it is.</summary>
public sealed class TfLiteRefusalTests
{
    /// <summary>
    /// Changes to <see cref="TfLiteSamples.Convolution"/> and what is said of them. Its tensors are in, weights, bias and out;
    /// buffers 1 and 2 hold weights and bias.
    /// </summary>
    private static readonly Dictionary<string, (Action<TfLiteFile> Change, string Message)> Mistakes = new()
    {
        ["identifier"] = (f => f.Identifier = "TFL2", "not a .tflite model"),
        ["version"] = (f => f.Model[0] = 4u, "a .tflite model of version 4, version 3 is read"),
        ["external buffer groups"] = (f => f.Model[8] = Nodes(1), "model: it keeps data in other files"),
        ["external buffers"] = (f => f.Model[9] = Nodes(1), "model: it keeps data in other files"),
        ["no subgraphs"] = (f => f.Model[2] = null, "model: no subgraphs"),
        ["many subgraphs"] = (f => f.Model[2] = Nodes(9), "model: 9 subgraphs, 8 at most"),
        ["many codes"] = (f => f.Model[1] = Nodes(257), "model: 257 operator codes, 256 at most"),
        ["many buffers"] = (f => f.Model[4] = Nodes(16385), "model: 16385 buffers, 16384 at most"),
        ["many tensors"] = (f => f.Main.Table[0] = Nodes(4097), "subgraph 0: 4097 tensors, 4096 at most"),
        ["many operators"] = (f => f.Main.Table[3] = Nodes(2049), "subgraph 0: 2049 operators, 2048 at most"),
        ["many metadata"] = (f => f.Model[6] = Nodes(65), "model: 65 metadata items, 64 at most"),
        ["metadata buffer"] = (f => f.Model[6] = new[] { new TfLiteNode { [1] = 3u } }, "metadata item 0: buffer 3 of 3"),
        ["negative code"] = (f => (f.Codes[0][0], f.Codes[0][3]) = ((sbyte)-2, -3), "operator code 0: -2 is no operator"),
        ["nameless custom code"] = (f => (f.Codes[0][0], f.Codes[0][3]) = ((sbyte)32, 32), "operator code 0: a custom operator without a name"),
        ["buffer offset"] = (f => f.Buffers[1][1] = 4096ul, "buffer 1: its data lies behind the model"),
        ["buffer size"] = (f => f.Buffers[2][2] = 1ul, "buffer 2: its data lies behind the model"),

        ["tensor type"] = (f => f.Main.Tensors[0][1] = (byte)23, "tensor 0 \"in\": type 23 is unknown"),
        ["tensor buffer"] = (f => f.Main.Tensors[0][2] = 3u, "tensor 0 \"in\": buffer 3 of 3"),
        ["external tensor buffer"] = (f => f.Main.Tensors[1][10] = 1u, "tensor 1 \"weights\": its data lies in another file"),
        ["sparsity"] = (f => f.Main.Tensors[1][6] = new TfLiteNode(), "tensor 1 \"weights\": it is sparse"),
        ["variant tensors"] = (f => f.Main.Tensors[1][9] = Nodes(1), "tensor 1 \"weights\": it holds tensors"),
        ["negative extent"] = (f => f.Main.Tensors[0][0] = new[] { 1, -1, 40 }, "tensor 0 \"in\": shape [1,-1,40]"),
        ["elements"] = (f => f.Main.Tensors[0][0] = new[] { 4097, 4096 }, "tensor 0 \"in\": shape [4097,4096]"),
        ["overflow"] = (f => f.Main.Tensors[0][0] = new[] { 65536, 65536, 65536, 65536 }, "tensor 0 \"in\": shape [65536,65536,65536,65536]"),
        ["extent of nothing"] = (f => f.Main.Tensors[0][0] = new[] { 0, int.MaxValue }, "tensor 0 \"in\": shape [0,2147483647]"),
        ["rank"] = (f => f.Main.Tensors[0][0] = new int[9], "tensor 0 \"in\": 9 dimensions, 8 at most"),
        ["short data"] = (f => f.Main.Tensors[1][0] = new[] { 2, 4 }, "tensor 1 \"weights\": 6 bytes of data for 8 elements of INT8"),
        ["data of other type"] = (f => f.Main.Tensors[2][1] = (byte)7, "tensor 2 \"bias\": 8 bytes of data for 2 elements of INT16"),
        ["data of nothing"] = (f => f.Main.Tensors[2][0] = new[] { 2, 0 }, "tensor 2 \"bias\": 8 bytes of data for 0 elements of INT32"),
        ["data of text"] = (f => f.Main.Tensors[2][1] = (byte)5, "tensor 2 \"bias\": 8 bytes of data for 2 elements of STRING"),

        ["details"] = (f => Quantization(f, 1)[4] = (byte)2, "tensor 1 \"weights\": quantisation of kind 2"),
        ["scale 0"] = (f => Quantization(f, 0)[2] = new[] { 0f }, "tensor 0 \"in\": scale 0"),
        ["negative scale"] = (f => Quantization(f, 1)[2] = new[] { 0.5f, -0.5f }, "tensor 1 \"weights\": scale -0.5"),
        ["infinite scale"] = (f => Quantization(f, 0)[2] = new[] { float.PositiveInfinity }, "tensor 0 \"in\": scale Infinity"),
        ["scale that is no number"] = (f => Quantization(f, 0)[2] = new[] { float.NaN }, "tensor 0 \"in\": scale NaN"),
        ["scales"] = (f => Quantization(f, 1)[2] = new[] { 1f, 1f, 1f }, "tensor 1 \"weights\": 3 scales over dimension 0 of shape [2,1,1,3]"),
        ["dimension"] = (f => Quantization(f, 1)[6] = 4, "tensor 1 \"weights\": 2 scales over dimension 4 of shape [2,1,1,3]"),
        ["negative dimension"] = (f => Quantization(f, 1)[6] = -1, "tensor 1 \"weights\": 2 scales over dimension -1 of shape [2,1,1,3]"),
        ["zero points"] = (f => Quantization(f, 0)[3] = new[] { 0L, 0L }, "tensor 0 \"in\": 2 zero points for 1 scales"),
        ["zero point"] = (f => Quantization(f, 0)[3] = new[] { 128L }, "tensor 0 \"in\": zero point 128 of INT8"),

        ["input"] = (f => f.Main.Inputs = [4], "subgraph 0: tensor 4 of 4"),
        ["output"] = (f => f.Main.Outputs = [-1], "subgraph 0: tensor -1 of 4"),
        ["opcode"] = (f => f.Main.Operators[0][0] = 1u, "operator 0: operator code 1 of 1"),
        ["operator input"] = (f => f.Main.Operators[0][1] = new[] { 0, 99 }, "operator 0 (CONV_2D): tensor 99 of 4"),
        ["negative operator input"] = (f => f.Main.Operators[0][1] = new[] { -2 }, "operator 0 (CONV_2D): tensor -2 of 4"),
        ["operator output"] = (f => f.Main.Operators[0][2] = new[] { -1 }, "operator 0 (CONV_2D): tensor -1 of 4"),
        ["options behind the model"] = (f => f.Main.Operators[0][9] = 9ul, "operator 0 (CONV_2D): its options lie behind the model"),
        ["size of options behind the model"] = (f => f.Main.Operators[0][10] = 9ul, "operator 0 (CONV_2D): its options lie behind the model"),
        ["operator of another subgraph"] = (f => f.AddSubgraph("").AddOperator(TfLiteBuiltin.Relu, [0], []), "subgraph 1, operator 0 (RELU): tensor 0 of 0"),
        ["tensor of another subgraph"] = (f => f.AddSubgraph("").AddTensor("t\n", [-1], TfLiteType.Int8), "subgraph 1, tensor 0 \"t?\": shape [-1]"),

        ["no options"] = (f => f.Main.Operators[0][4] = null, "operator 0 (CONV_2D): no options"),
        ["options of no type"] = (f => f.Main.Operators[0][3] = null, "operator 0 (CONV_2D): options of type 0, type 1 is wanted"),
        ["options of another type"] = (f => f.Main.Operators[0][3] = (byte)2, "operator 0 (CONV_2D): options of type 2, type 1 is wanted"),
        ["other options"] = (f => f.Main.Operators[0][11] = (byte)3, "operator 0 (CONV_2D): options of type 3, type 1 is wanted"),
        ["padding"] = (f => Options(f)[0] = (byte)2, "operator 0 (CONV_2D): padding 2 is unknown"),
        ["stride_w"] = (f => Options(f)[1] = null, "operator 0 (CONV_2D): stride_w 0, not 1 to 65535"),
        ["stride_h"] = (f => Options(f)[2] = -1, "operator 0 (CONV_2D): stride_h -1, not 1 to 65535"),
        ["activation"] = (f => Options(f)[3] = (byte)6, "operator 0 (CONV_2D): fused_activation_function 6 is unknown"),
        ["dilation_w"] = (f => Options(f)[4] = 65536, "operator 0 (CONV_2D): dilation_w_factor 65536, not 1 to 65535"),
        ["dilation_h"] = (f => Options(f)[5] = 0, "operator 0 (CONV_2D): dilation_h_factor 0, not 1 to 65535"),
        ["bias type"] = (f => Options(f)[6] = (byte)23, "operator 0 (CONV_2D): quantized_bias_type 23 is unknown"),
        ["depth_multiplier"] = (f => Add(f, TfLiteBuiltin.DepthwiseConv2D, new DepthwiseOptions(TfLitePadding.Same, 1, 1, 0)), "operator 1 (DEPTHWISE_CONV_2D): depth_multiplier 0, not 1 to 65535"),
        ["filter_width"] = (f => Add(f, TfLiteBuiltin.MaxPool2D, new PoolOptions(TfLitePadding.Same, 1, 1, 1, 0)), "operator 1 (MAX_POOL_2D): filter_width 0, not 1 to 65535"),
        ["filter_height"] = (f => Add(f, TfLiteBuiltin.AveragePool2D, new PoolOptions(TfLitePadding.Same, 1, 1, 0, 1)), "operator 1 (AVERAGE_POOL_2D): filter_height 0, not 1 to 65535"),
        ["weights_format"] = (f => Add(f, TfLiteBuiltin.FullyConnected, new FullyConnectedOptions())[1] = (byte)1, "operator 1 (FULLY_CONNECTED): weights_format 1 is not read"),
        ["beta"] = (f => Add(f, TfLiteBuiltin.Softmax, new SoftmaxOptions(0)), "operator 1 (SOFTMAX): beta 0"),
        ["infinite beta"] = (f => Add(f, TfLiteBuiltin.Softmax, new SoftmaxOptions(float.NegativeInfinity)), "operator 1 (SOFTMAX): beta -Infinity"),
        ["ellipsis_mask"] = (f => Add(f, TfLiteBuiltin.StridedSlice, new StridedSliceOptions())[2] = 1, "operator 1 (STRIDED_SLICE): ellipsis_mask 1 is not read"),
        ["new_axis_mask"] = (f => Add(f, TfLiteBuiltin.StridedSlice, new StridedSliceOptions())[3] = 2, "operator 1 (STRIDED_SLICE): new_axis_mask 2 is not read"),
        ["offset"] = (f => Add(f, TfLiteBuiltin.StridedSlice, new StridedSliceOptions())[5] = true, "operator 1 (STRIDED_SLICE): offset 1 is not read"),
        ["num_splits"] = (f => Add(f, TfLiteBuiltin.SplitV, new SplitOptions(2)), "operator 1 (SPLIT_V): num_splits 2 for 0 outputs"),
        ["values_count"] = (f => Add(f, TfLiteBuiltin.Pack, new PackOptions(-1, 0)), "operator 1 (PACK): values_count -1 for 0 inputs"),
        ["called subgraph"] = (f => Add(f, TfLiteBuiltin.CallOnce, new CallOnceOptions(1)), "operator 1 (CALL_ONCE): subgraph 1 of 1"),
        ["negative called subgraph"] = (f => Add(f, TfLiteBuiltin.CallOnce, new CallOnceOptions(-1)), "operator 1 (CALL_ONCE): subgraph -1 of 1"),
    };

    /// <summary>Changes to the bytes of the same file, given where its root table lies, and what is said of them.</summary>
    private static readonly Dictionary<string, (Func<byte[], int, byte[]> Change, Func<int, string> Message)> Breaks = new()
    {
        ["root far outside"] = ((f, _) => Put(f, 0, uint.MaxValue), _ => "model: the offset at byte 0 leads outside the file"),
        ["root at the end"] = ((f, _) => Put(f, 0, (uint)f.Length), _ => "model: the offset at byte 0 leads outside the file"),
        ["no root"] = ((f, _) => Put(f, 0, 0), _ => "model: the offset at byte 0 leads outside the file"),
        ["odd root"] = ((f, at) => Put(f, 0, (uint)at + 1), _ => "model: the offset at byte 0 is misaligned"),
        ["vtable before the file"] = ((f, at) => Put(f, at, int.MaxValue), at => $"model: the table at byte {at} has its fields listed outside the file"),
        ["vtable behind the file"] = ((f, at) => Put(f, at, 0x80000000), at => $"model: the table at byte {at} has its fields listed outside the file"),
        ["odd vtable"] = ((f, at) => Put(f, at, 1), at => $"model: the table at byte {at} has its fields listed outside the file"),
        ["short vtable"] = ((f, at) => PutVtable(f, at, 0, 2), at => $"model: the table at byte {at} has a broken list of fields"),
        ["odd length of vtable"] = ((f, at) => PutVtable(f, at, 0, 9), at => $"model: the table at byte {at} has a broken list of fields"),
        ["long vtable"] = ((f, at) => PutVtable(f, at, 0, 0x7FFE), at => $"model: the table at byte {at} has a broken list of fields"),
        ["negative vtable"] = ((f, at) => PutVtable(f, at, 0, 0xFFFE), at => $"model: the table at byte {at} has a broken list of fields"),
        ["short table"] = ((f, at) => PutVtable(f, at, 2, 3), at => $"model: the table at byte {at} does not fit into the file"),
        ["long table"] = ((f, at) => PutVtable(f, at, 2, 0xFFFF), at => $"model: the table at byte {at} does not fit into the file"),
        ["field over the vtable"] = ((f, at) => PutVtable(f, at, 4, 2), at => $"model: field 0 of the table at byte {at} lies outside of it or misaligned"),
        ["field behind the table"] = ((f, at) => PutVtable(f, at, 4, 200), at => $"model: field 0 of the table at byte {at} lies outside of it or misaligned"),
        ["odd field"] = ((f, at) => PutVtable(f, at, 4, 5), at => $"model: field 0 of the table at byte {at} lies outside of it or misaligned"),
        ["cut before its root"] = ((f, _) => f[..8], _ => "model: the offset at byte 0 leads outside the file"),
        ["cut identifier"] = ((f, _) => f[..7], _ => "not a .tflite model"),
        ["nothing"] = ((_, _) => [], _ => "not a .tflite model"),
    };

    public static TheoryData<string> MistakeNames => [.. Mistakes.Keys];

    public static TheoryData<string> BreakNames => [.. Breaks.Keys];

    /// <summary>What is said of a file.</summary>
    public static string Refusal(byte[] file) => Assert.Throws<ModelFormatException>(() => TfLiteReader.Read(file)).Message;

    [Theory]
    [MemberData(nameof(MistakeNames))]
    public void AMistakeIsNamed(string name)
    {
        TfLiteFile file = TfLiteSamples.Convolution();
        Mistakes[name].Change(file);
        Assert.Equal(Mistakes[name].Message, Refusal(file.ToBytes()));
    }

    [Theory]
    [MemberData(nameof(BreakNames))]
    public void ABrokenTableIsNamed(string name)
    {
        byte[] file = TfLiteSamples.Convolution().ToBytes();
        int root = BinaryPrimitives.ReadInt32LittleEndian(file);
        Assert.Equal(Breaks[name].Message(root), Refusal(Breaks[name].Change(file, root)));
    }

    /// <summary>The description is the model's last string: its count, its end and its bytes are changed in turn.</summary>
    [Fact]
    public void ABrokenVectorOrStringIsNamed()
    {
        byte[] file = TfLiteSamples.Convolution().ToBytes();
        int text = file.AsSpan().IndexOf("a test\0"u8);
        Assert.Equal($"model: the 4294967295 elements at byte {text - 4} do not fit into the file", Refusal(Put([.. file], text - 4, uint.MaxValue)));
        Assert.Equal($"model: the string at byte {text} is not UTF-8 with a zero behind", Refusal(Put([.. file], text - 4, 5)));
        Assert.Equal($"model: the string at byte {text} is not UTF-8 with a zero behind", Refusal(Put([.. file], text, 0xFFFFFFFF)));
    }

    /// <summary>The input's one zero point of 3 is taken for a count of three, with elements where no int64 can lie.</summary>
    [Fact]
    public void AMisalignedVectorIsNamed()
    {
        byte[] file = TfLiteSamples.Convolution().ToBytes();
        int vector = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
        int field = Enumerable.Range(0, vector / 4).Select(word => word * 4).Single(at => at + BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) == vector);
        Assert.Equal($"tensor 0 \"in\": the elements at byte {vector + 8} are misaligned", Refusal(Put(file, field, (uint)(vector + 4 - field))));
    }

    [Fact]
    public void AFileOfOver16MebibytesIsRefused()
    {
        byte[] file = [.. TfLiteSamples.Convolution().ToBytes(), .. new byte[1 << 24]];
        Assert.Equal($"a .tflite model of {file.Length} bytes, 16777216 at most are read", Refusal(file));
        Assert.Single(TfLiteReader.Read(file[..(1 << 24)]).Subgraphs);
    }

    /// <summary>4000 tensors that share a million scales: 16 GB if each were read.</summary>
    [Fact]
    public void AFileThatIsReadAgainAndAgainIsRefused()
    {
        TfLiteFile file = new();
        float[] scales = new float[1 << 20];
        Array.Fill(scales, 1f);
        int tensor = file.Main.AddTensor("t", [1 << 20], TfLiteType.Int8, new TfLiteQuantization(scales, [0], 0));
        file.Main.Tensors.AddRange(Enumerable.Repeat(file.Main.Tensors[tensor], 4000));
        byte[] bytes = file.ToBytes();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("tensor 4 \"t\": the file is read over 4 times: its parts are used again and again", Refusal(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 16_000_000, 20_000_000);
    }

    /// <summary>As long and as full as files can be: 8 times 4096 tensors with names of 900 letters, and 2048 operators.</summary>
    [Fact]
    public void TheLargestFileTakesUnder200Megabytes()
    {
        TfLiteFile file = new();
        int tensor = file.Main.AddTensor(new string('n', 900), [1, 2, 3, 4], TfLiteType.Int8, 1, 0);
        file.Main.Tensors.AddRange(Enumerable.Repeat(file.Main.Tensors[tensor], 4095));
        file.Main.AddOperator(TfLiteBuiltin.Conv2D, [0, 0, 0], [0], new Conv2DOptions(TfLitePadding.Same, 1, 1));
        file.Main.Operators.AddRange(Enumerable.Repeat(file.Main.Operators[0], 2047));
        file.Model[2] = Enumerable.Repeat(file.Main.Table, 8);
        byte[] bytes = file.ToBytes();
        Array.Resize(ref bytes, 1 << 24);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(8 * 4096, TfLiteReader.Read(bytes).Subgraphs.Sum(subgraph => subgraph.Tensors.Length));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    private static TfLiteNode[] Nodes(int count) => [.. Enumerable.Repeat(new TfLiteNode(), count)];

    private static TfLiteNode Quantization(TfLiteFile file, int tensor) => (TfLiteNode)file.Main.Tensors[tensor][4]!;

    private static TfLiteNode Options(TfLiteFile file) => (TfLiteNode)file.Main.Operators[0][4]!;

    private static TfLiteNode Add(TfLiteFile file, TfLiteBuiltin builtin, TfLiteOptions options) =>
        (TfLiteNode)file.Main.Operators[file.Main.AddOperator(builtin, [], [], options)][4]!;

    private static byte[] Put(byte[] file, int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }

    /// <summary>Overwrites two bytes of a table's vtable: 0 its length, 2 the table's, 4 where the first field lies.</summary>
    private static byte[] PutVtable(byte[] file, int table, int at, ushort value)
    {
        int vtable = table - BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(table));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(vtable + at), value);
        return file;
    }
}
