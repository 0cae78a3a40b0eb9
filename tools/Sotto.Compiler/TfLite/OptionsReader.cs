namespace Sotto.Compiler.TfLite;

/// <summary>Reads the options of operators. Each record's table in the schema has the slots given with its fields.</summary>
internal static class OptionsReader
{
    private const int MaximumExtent = 65535;

    /// <summary>The options of an operator that needs some.</summary>
    /// <param name="table">The operator's table.</param>
    /// <param name="builtin">Which operator.</param>
    internal static TfLiteOptions? Read(FlatTable table, TfLiteBuiltin builtin) => builtin switch
    {
        TfLiteBuiltin.Conv2D => Conv2D(Options(table, 1)),
        TfLiteBuiltin.DepthwiseConv2D => Depthwise(Options(table, 2)),
        TfLiteBuiltin.AveragePool2D or TfLiteBuiltin.MaxPool2D => Pool(Options(table, 5)),
        TfLiteBuiltin.FullyConnected => FullyConnected(Options(table, 8)),
        TfLiteBuiltin.Softmax => Softmax(Options(table, 9)),
        TfLiteBuiltin.Concatenation => Concatenation(Options(table, 10)),
        TfLiteBuiltin.Add => new BinaryOptions(Activation(Options(table, 11), 0)),
        TfLiteBuiltin.Mul => new BinaryOptions(Activation(Options(table, 21), 0)),
        TfLiteBuiltin.Sub => new BinaryOptions(Activation(Options(table, 28), 0)),
        TfLiteBuiltin.Mean or TfLiteBuiltin.Sum => new ReducerOptions(KeepDimensions: Options(table, 27).Byte(0) != 0),
        TfLiteBuiltin.StridedSlice => StridedSlice(Options(table, 32)),
        TfLiteBuiltin.Split => new SplitOptions(Splits: Options(table, 35).Int(0)),
        TfLiteBuiltin.SplitV => new SplitOptions(Splits: Options(table, 79).Int(0)),
        TfLiteBuiltin.Pack => Pack(Options(table, 59)),
        TfLiteBuiltin.VarHandle => VarHandle(Options(table, 111)),
        TfLiteBuiltin.CallOnce => new CallOnceOptions(InitSubgraph: Options(table, 103).Int(0)),
        _ => null,
    };

    /// <summary>Operator: 3 builtin_options_type, 4 builtin_options, 11 builtin_options_2_type.</summary>
    private static FlatTable Options(FlatTable table, int type)
    {
        if (table.Byte(3) != type || table.Byte(11) != 0)
        {
            throw table.Error($"options of type {(table.Byte(11) == 0 ? table.Byte(3) : table.Byte(11))}, type {type} is wanted");
        }

        return table.Table(4) ?? throw table.Error("no options");
    }

    private static Conv2DOptions Conv2D(FlatTable table) => new(
        Padding: Padding(table, 0),
        StrideWidth: Extent(table, 1, "stride_w"),
        StrideHeight: Extent(table, 2, "stride_h"),
        Activation: Activation(table, 3),
        DilationWidth: Extent(table, 4, "dilation_w_factor", absent: 1),
        DilationHeight: Extent(table, 5, "dilation_h_factor", absent: 1),
        BiasType: Known<TfLiteType>(table, 6, "quantized_bias_type"));

    private static DepthwiseOptions Depthwise(FlatTable table) => new(
        Padding: Padding(table, 0),
        StrideWidth: Extent(table, 1, "stride_w"),
        StrideHeight: Extent(table, 2, "stride_h"),
        DepthMultiplier: Extent(table, 3, "depth_multiplier"),
        Activation: Activation(table, 4),
        DilationWidth: Extent(table, 5, "dilation_w_factor", absent: 1),
        DilationHeight: Extent(table, 6, "dilation_h_factor", absent: 1));

    private static PoolOptions Pool(FlatTable table) => new(
        Padding: Padding(table, 0),
        StrideWidth: Extent(table, 1, "stride_w"),
        StrideHeight: Extent(table, 2, "stride_h"),
        FilterWidth: Extent(table, 3, "filter_width"),
        FilterHeight: Extent(table, 4, "filter_height"),
        Activation: Activation(table, 5));

    private static FullyConnectedOptions FullyConnected(FlatTable table)
    {
        Zero(table, "weights_format", table.Byte(1));
        return new FullyConnectedOptions(Activation: Activation(table, 0), BiasType: Known<TfLiteType>(table, 4, "quantized_bias_type"));
    }

    private static SoftmaxOptions Softmax(FlatTable table)
    {
        float beta = table.Float(0);
        return float.IsFinite(beta) && beta > 0 ? new SoftmaxOptions(beta) : throw table.Error($"beta {beta}");
    }

    private static ConcatenationOptions Concatenation(FlatTable table) => new(Axis: table.Int(0), Activation: Activation(table, 1));

    /// <summary>The masks of ellipses and new axes and <c>offset</c> are refused: TensorFlow Lite Micro does not heed them.</summary>
    private static StridedSliceOptions StridedSlice(FlatTable table)
    {
        Zero(table, "ellipsis_mask", table.Int(2));
        Zero(table, "new_axis_mask", table.Int(3));
        Zero(table, "offset", table.Byte(5));
        return new StridedSliceOptions(BeginMask: table.Int(0), EndMask: table.Int(1), ShrinkAxisMask: table.Int(4));
    }

    private static PackOptions Pack(FlatTable table) => new(Values: table.Int(0), Axis: table.Int(1));

    private static VarHandleOptions VarHandle(FlatTable table) => new(Container: table.String(0), SharedName: table.String(1) ?? "");

    private static TfLitePadding Padding(FlatTable table, int slot) => Known<TfLitePadding>(table, slot, "padding");

    private static TfLiteActivation Activation(FlatTable table, int slot) =>
        Known<TfLiteActivation>(table, slot, "fused_activation_function");

    private static T Known<T>(FlatTable table, int slot, string field)
        where T : struct, Enum
    {
        T value = (T)Enum.ToObject(typeof(T), table.Byte(slot));
        return Enum.IsDefined(value) ? value : throw table.Error($"{field} {table.Byte(slot)} is unknown");
    }

    private static int Extent(FlatTable table, int slot, string field, int absent = 0)
    {
        int value = table.Int(slot, absent);
        return value is > 0 and <= MaximumExtent ? value : throw table.Error($"{field} {value}, not 1 to {MaximumExtent}");
    }

    private static void Zero(FlatTable table, string field, int value)
    {
        if (value != 0)
        {
            throw table.Error($"{field} {value} is not read");
        }
    }
}
