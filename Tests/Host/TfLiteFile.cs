using System.Runtime.InteropServices;
using Sotto.Compiler.TfLite;

namespace Sotto.HostTests;

/// <summary>
/// A <c>.tflite</c> file to be written, sound or not. Nothing is checked: <see cref="Model"/> and the other tables can be
/// changed at will, by the slots of the schema, before <see cref="ToBytes"/>.
/// </summary>
internal sealed class TfLiteFile
{
    private readonly List<TfLiteNode> _codes = [];
    private readonly List<TfLiteNode> _buffers = [new()];
    private readonly List<TfLiteNode> _subgraphs = [];
    private readonly List<TfLiteNode> _metadata = [];

    internal TfLiteFile()
    {
        Model = new() { [0] = 3u, [1] = _codes, [2] = _subgraphs, [3] = "a test", [4] = _buffers, [6] = _metadata };
        Main = AddSubgraph("main");
    }

    /// <summary>The root table.</summary>
    internal TfLiteNode Model { get; }

    /// <summary>The first subgraph.</summary>
    internal TfLiteFileSubgraph Main { get; }

    internal List<TfLiteNode> Codes => _codes;

    /// <summary>The first is the empty one that tensors without data have.</summary>
    internal List<TfLiteNode> Buffers => _buffers;

    internal string Identifier { get; set; } = "TFL3";

    /// <summary>Adds another subgraph; its number is <see cref="TfLiteFileSubgraph.Index"/>.</summary>
    internal TfLiteFileSubgraph AddSubgraph(string name)
    {
        TfLiteFileSubgraph subgraph = new(this, _subgraphs.Count, name);
        _subgraphs.Add(subgraph.Table);
        return subgraph;
    }

    internal void AddMetadata(string name, byte[] data) => _metadata.Add(new() { [0] = name, [1] = (uint)AddBuffer(data) });

    /// <returns>The buffer's number.</returns>
    internal int AddBuffer(byte[] data)
    {
        _buffers.Add(new() { [0] = data });
        return _buffers.Count - 1;
    }

    /// <summary>Finds or adds an operator code, written as converters do: numbers over 127 in the newer field only.</summary>
    /// <returns>Its number.</returns>
    internal int CodeOf(TfLiteOperatorCode code)
    {
        int index = _codes.FindIndex(table => (int)code.Builtin == (int)table[3]! && (string?)table[1] == code.CustomName);
        if (index < 0)
        {
            index = _codes.Count;
            _codes.Add(new() { [0] = (sbyte)Math.Min((int)code.Builtin, 127), [1] = code.CustomName, [2] = 1, [3] = (int)code.Builtin });
        }

        return index;
    }

    internal byte[] ToBytes() => Model.ToFile(Identifier);
}

/// <summary>A subgraph to be written.</summary>
internal sealed class TfLiteFileSubgraph
{
    private readonly TfLiteFile _file;
    private readonly List<TfLiteNode> _tensors = [];
    private readonly List<TfLiteNode> _operators = [];

    internal TfLiteFileSubgraph(TfLiteFile file, int index, string name)
    {
        _file = file;
        Index = index;
        Table = new() { [0] = _tensors, [1] = Array.Empty<int>(), [2] = Array.Empty<int>(), [3] = _operators, [4] = name };
    }

    internal int Index { get; }

    internal TfLiteNode Table { get; }

    internal List<TfLiteNode> Tensors => _tensors;

    internal List<TfLiteNode> Operators => _operators;

    internal int[] Inputs
    {
        set => Table[1] = value;
    }

    internal int[] Outputs
    {
        set => Table[2] = value;
    }

    /// <summary>Adds a tensor that is computed or given.</summary>
    /// <returns>Its number.</returns>
    internal int AddTensor(string name, int[] shape, TfLiteType type, TfLiteQuantization? quantization = null, bool variable = false)
    {
        _tensors.Add(new()
        {
            [0] = shape,
            [1] = (byte)type,
            [2] = 0u,
            [3] = name,
            [4] = quantization is null ? null : new TfLiteNode
            {
                [2] = quantization.Scales,
                [3] = quantization.ZeroPoints,
                [6] = quantization.Dimension,
            },
            [5] = variable,
        });
        return _tensors.Count - 1;
    }

    /// <summary>Adds a tensor with one scale.</summary>
    /// <returns>Its number.</returns>
    internal int AddTensor(string name, int[] shape, TfLiteType type, float scale, long zeroPoint) =>
        AddTensor(name, shape, type, new TfLiteQuantization([scale], [zeroPoint], 0));

    /// <summary>Adds the RESOURCE that stands for a variable, and the operator that makes it.</summary>
    /// <returns>Its number.</returns>
    internal int AddVariable(string name)
    {
        int handle = AddTensor(name, [], TfLiteType.Resource);
        AddOperator(TfLiteBuiltin.VarHandle, [], [handle], new VarHandleOptions("", name));
        return handle;
    }

    /// <summary>Adds a tensor with a buffer of its own.</summary>
    /// <returns>Its number.</returns>
    internal int AddConstant<T>(string name, int[] shape, TfLiteType type, T[] data, TfLiteQuantization? quantization = null)
        where T : struct
    {
        int tensor = AddTensor(name, shape, type, quantization);
        _tensors[tensor][2] = (uint)_file.AddBuffer(MemoryMarshal.AsBytes<T>(data).ToArray());
        return tensor;
    }

    /// <summary>Adds an operator.</summary>
    /// <returns>Its number.</returns>
    internal int AddOperator(TfLiteBuiltin builtin, int[] inputs, int[] outputs, TfLiteOptions? options = null) =>
        AddOperator(new TfLiteOperatorCode(builtin), inputs, outputs, options);

    /// <summary>Adds an operator.</summary>
    /// <returns>Its number.</returns>
    internal int AddOperator(TfLiteOperatorCode code, int[] inputs, int[] outputs, TfLiteOptions? options = null)
    {
        TfLiteNode table = new() { [0] = (uint)_file.CodeOf(code), [1] = inputs, [2] = outputs };
        if (options is not null)
        {
            (int type, TfLiteNode fields) = Encode(code.Builtin, options);
            table[3] = (byte)type;
            table[4] = fields;
        }

        _operators.Add(table);
        return _operators.Count - 1;
    }

    /// <summary>The number of options in the schema's union, and their table with every field written.</summary>
    private static (int Type, TfLiteNode Fields) Encode(TfLiteBuiltin builtin, TfLiteOptions options) => options switch
    {
        Conv2DOptions o => (1, new()
        {
            [0] = (byte)o.Padding,
            [1] = o.StrideWidth,
            [2] = o.StrideHeight,
            [3] = (byte)o.Activation,
            [4] = o.DilationWidth,
            [5] = o.DilationHeight,
            [6] = (byte)o.BiasType,
        }),
        DepthwiseOptions o => (2, new()
        {
            [0] = (byte)o.Padding,
            [1] = o.StrideWidth,
            [2] = o.StrideHeight,
            [3] = o.DepthMultiplier,
            [4] = (byte)o.Activation,
            [5] = o.DilationWidth,
            [6] = o.DilationHeight,
        }),
        PoolOptions o => (5, new()
        {
            [0] = (byte)o.Padding,
            [1] = o.StrideWidth,
            [2] = o.StrideHeight,
            [3] = o.FilterWidth,
            [4] = o.FilterHeight,
            [5] = (byte)o.Activation,
        }),
        FullyConnectedOptions o => (8, new() { [0] = (byte)o.Activation, [1] = (byte)0, [4] = (byte)o.BiasType }),
        SoftmaxOptions o => (9, new() { [0] = o.Beta }),
        ConcatenationOptions o => (10, new() { [0] = o.Axis, [1] = (byte)o.Activation }),
        BinaryOptions o => (builtin switch { TfLiteBuiltin.Add => 11, TfLiteBuiltin.Mul => 21, _ => 28 }, new() { [0] = (byte)o.Activation }),
        ReducerOptions o => (27, new() { [0] = o.KeepDimensions }),
        StridedSliceOptions o => (32, new() { [0] = o.BeginMask, [1] = o.EndMask, [2] = 0, [3] = 0, [4] = o.ShrinkAxisMask, [5] = false }),
        SplitOptions o => (builtin == TfLiteBuiltin.Split ? 35 : 79, new() { [0] = o.Splits }),
        PackOptions o => (59, new() { [0] = o.Values, [1] = o.Axis }),
        VarHandleOptions o => (111, new() { [0] = o.Container, [1] = o.SharedName }),
        CallOnceOptions o => (103, new() { [0] = o.InitSubgraph }),
        _ => throw new ArgumentException($"{options} has no number", nameof(options)),
    };
}
