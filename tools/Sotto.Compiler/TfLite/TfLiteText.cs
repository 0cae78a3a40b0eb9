namespace Sotto.Compiler.TfLite;

/// <summary>How parts of a model are called in messages. Names in a file may hold anything.</summary>
public static class TfLiteText
{
    private const int LongestName = 60;

    /// <summary>A name as it may be printed: in ASCII, a question mark for every character that is not, and no longer than 60.</summary>
    /// <param name="name">Any text.</param>
    public static string Printable(string name)
    {
        string cut = name.Length > LongestName ? $"{name[..(LongestName - 3)]}..." : name;
        return string.Concat(cut.Select(c => c is >= ' ' and <= '~' ? c : '?'));
    }

    /// <summary>What an operator is called, as the schema writes it.</summary>
    /// <param name="code">Which operator.</param>
    public static string Name(TfLiteOperatorCode code) => code.Builtin switch
    {
        TfLiteBuiltin.AveragePool2D => "AVERAGE_POOL_2D",
        TfLiteBuiltin.Conv2D => "CONV_2D",
        TfLiteBuiltin.DepthwiseConv2D => "DEPTHWISE_CONV_2D",
        TfLiteBuiltin.FullyConnected => "FULLY_CONNECTED",
        TfLiteBuiltin.MaxPool2D => "MAX_POOL_2D",
        TfLiteBuiltin.Custom => $"CUSTOM {Printable(code.CustomName ?? "")}",
        TfLiteBuiltin.StridedSlice => "STRIDED_SLICE",
        TfLiteBuiltin.ExpandDims => "EXPAND_DIMS",
        TfLiteBuiltin.LeakyRelu => "LEAKY_RELU",
        TfLiteBuiltin.SplitV => "SPLIT_V",
        TfLiteBuiltin.HardSwish => "HARD_SWISH",
        TfLiteBuiltin.CallOnce => "CALL_ONCE",
        TfLiteBuiltin.VarHandle => "VAR_HANDLE",
        TfLiteBuiltin.ReadVariable => "READ_VARIABLE",
        TfLiteBuiltin.AssignVariable => "ASSIGN_VARIABLE",
        _ when Enum.IsDefined(code.Builtin) => code.Builtin.ToString().ToUpperInvariant(),
        _ => $"code {(int)code.Builtin}",
    };

    /// <summary>What a type is called, in capitals.</summary>
    /// <param name="type">Which type.</param>
    public static string Name(TfLiteType type) => type.ToString().ToUpperInvariant();

    /// <summary>What an activation is called, as the schema writes it.</summary>
    /// <param name="activation">Which activation.</param>
    public static string Name(TfLiteActivation activation) => activation switch
    {
        TfLiteActivation.ReluN1To1 => "RELU_N1_TO_1",
        TfLiteActivation.SignBit => "SIGN_BIT",
        _ => activation.ToString().ToUpperInvariant(),
    };

    internal static string Operator(int index, TfLiteOperatorCode code) => $"operator {index} ({Name(code)})";

    internal static string Tensor(int index, string name) => name.Length == 0 ? $"tensor {index}" : $"tensor {index} \"{Printable(name)}\"";
}
