namespace Sotto.Compiler.TfLite;

/// <summary>What a <c>.tflite</c> file holds. Names are the file's own: <see cref="TfLiteText"/> makes them fit to print.</summary>
/// <param name="Version">Of the schema, always 3.</param>
/// <param name="Description">What the converter says of itself; may be empty.</param>
/// <param name="Subgraphs">One or more; the first is the model, the others are called by it.</param>
/// <param name="MetadataNames">What else is in the file.</param>
public sealed record TfLiteModel(int Version, string Description, TfLiteSubgraph[] Subgraphs, string[] MetadataNames);

/// <summary>Operators in the order they run, and the tensors between them.</summary>
/// <param name="Index">Its number in the model.</param>
/// <param name="Name">May be empty.</param>
/// <param name="Tensors">All its tensors.</param>
/// <param name="Inputs">Numbers of the tensors that it is given.</param>
/// <param name="Outputs">Numbers of the tensors that it gives back.</param>
/// <param name="Operators">All its operators.</param>
public sealed record TfLiteSubgraph(
    int Index, string Name, TfLiteTensor[] Tensors, int[] Inputs, int[] Outputs, TfLiteOperator[] Operators);

/// <summary>A tensor.</summary>
/// <param name="Index">Its number in the subgraph.</param>
/// <param name="Name">May be empty.</param>
/// <param name="Shape">Its extents, none of a scalar; at most 2^24 elements in all.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Quantization">What its values stand for; null if they stand for themselves.</param>
/// <param name="Data">
/// What a constant holds, little endian, as many bytes as shape and type ask for, elements under 8 bits packed; null of what
/// is computed, or given, or has no elements. Several tensors may share it.
/// </param>
/// <param name="IsVariable">Whether it keeps its content from one run to the next.</param>
public sealed record TfLiteTensor(
    int Index, string Name, int[] Shape, TfLiteType Type, TfLiteQuantization? Quantization, ReadOnlyMemory<byte>? Data,
    bool IsVariable)
{
    /// <summary>What it is called in messages: <c>tensor 4 "conv/weights"</c>.</summary>
    public string Label => TfLiteText.Tensor(Index, Name);

    /// <summary>How many elements it has, 0 to 2^24.</summary>
    public int ElementCount => Shape.Aggregate(1, (product, extent) => product * extent);
}

/// <summary>How integers stand for numbers: number = (value - zero point) * scale.</summary>
/// <param name="Scales">The steps, finite and over 0: one, or one for each index of the dimension.</param>
/// <param name="ZeroPoints">Within the tensor's type: one, or as many as there are scales.</param>
/// <param name="Dimension">Which dimension the scales run over; 0 where there is one scale.</param>
public sealed record TfLiteQuantization(float[] Scales, long[] ZeroPoints, int Dimension);

/// <summary>An operator.</summary>
/// <param name="Index">Its number in the subgraph.</param>
/// <param name="Code">What it does.</param>
/// <param name="Inputs">Numbers of its input tensors, -1 for one that is left out.</param>
/// <param name="Outputs">Numbers of its output tensors.</param>
/// <param name="Options">How it does it; null where the operator needs no saying or is not known.</param>
public sealed record TfLiteOperator(int Index, TfLiteOperatorCode Code, int[] Inputs, int[] Outputs, TfLiteOptions? Options)
{
    /// <summary>What it is called in messages: <c>operator 7 (CONV_2D)</c>.</summary>
    public string Label => TfLiteText.Operator(Index, Code);
}

/// <summary>Which operator it is.</summary>
/// <param name="Builtin">A number of the schema, whether named in the enumeration or not.</param>
/// <param name="CustomName">The name of a custom operator, not empty; null of all others.</param>
public sealed record TfLiteOperatorCode(TfLiteBuiltin Builtin, string? CustomName = null);
