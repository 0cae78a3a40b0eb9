namespace Sotto.Compiler.TfLite;

/// <summary>How an operator does what it does. Fields that change no result of int8 or int16 models are left out.</summary>
public abstract record TfLiteOptions;

/// <summary>Options of CONV_2D; strides and dilations are 1 to 65535.</summary>
/// <param name="Padding">What happens at the rim.</param>
/// <param name="StrideHeight">Rows that an output moves on by.</param>
/// <param name="StrideWidth">Columns that an output moves on by.</param>
/// <param name="Activation">What is done to the sums.</param>
/// <param name="DilationHeight">Rows between two taps.</param>
/// <param name="DilationWidth">Columns between two taps.</param>
/// <param name="BiasType">In what int16 sums without a bias are kept; Float32 if nothing is said.</param>
public sealed record Conv2DOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, TfLiteActivation Activation = TfLiteActivation.None,
    int DilationHeight = 1, int DilationWidth = 1, TfLiteType BiasType = TfLiteType.Float32) : TfLiteOptions;

/// <summary>Options of DEPTHWISE_CONV_2D; all numbers are 1 to 65535.</summary>
/// <param name="Padding">What happens at the rim.</param>
/// <param name="StrideHeight">Rows that an output moves on by.</param>
/// <param name="StrideWidth">Columns that an output moves on by.</param>
/// <param name="DepthMultiplier">Outputs of every channel.</param>
/// <param name="Activation">What is done to the sums.</param>
/// <param name="DilationHeight">Rows between two taps.</param>
/// <param name="DilationWidth">Columns between two taps.</param>
public sealed record DepthwiseOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, int DepthMultiplier, TfLiteActivation Activation = TfLiteActivation.None,
    int DilationHeight = 1, int DilationWidth = 1) : TfLiteOptions;

/// <summary>Options of AVERAGE_POOL_2D and MAX_POOL_2D; all numbers are 1 to 65535.</summary>
/// <param name="Padding">What happens at the rim.</param>
/// <param name="StrideHeight">Rows that an output moves on by.</param>
/// <param name="StrideWidth">Columns that an output moves on by.</param>
/// <param name="FilterHeight">Rows of a window.</param>
/// <param name="FilterWidth">Columns of a window.</param>
/// <param name="Activation">What is done to the results.</param>
public sealed record PoolOptions(
    TfLitePadding Padding, int StrideHeight, int StrideWidth, int FilterHeight, int FilterWidth,
    TfLiteActivation Activation = TfLiteActivation.None) : TfLiteOptions;

/// <summary>Options of FULLY_CONNECTED.</summary>
/// <param name="Activation">What is done to the sums.</param>
/// <param name="BiasType">In what int16 sums without a bias are kept; Float32 if nothing is said.</param>
public sealed record FullyConnectedOptions(
    TfLiteActivation Activation = TfLiteActivation.None, TfLiteType BiasType = TfLiteType.Float32) : TfLiteOptions;

/// <summary>Options of SOFTMAX.</summary>
/// <param name="Beta">What the logits are multiplied by, finite and over 0.</param>
public sealed record SoftmaxOptions(float Beta) : TfLiteOptions;

/// <summary>Options of CONCATENATION.</summary>
/// <param name="Axis">Along which dimension, from the last if negative.</param>
/// <param name="Activation">What is done to the values.</param>
public sealed record ConcatenationOptions(int Axis, TfLiteActivation Activation = TfLiteActivation.None) : TfLiteOptions;

/// <summary>Options of ADD, SUB and MUL.</summary>
/// <param name="Activation">What is done to the results.</param>
public sealed record BinaryOptions(TfLiteActivation Activation = TfLiteActivation.None) : TfLiteOptions;

/// <summary>Options of MEAN and SUM.</summary>
/// <param name="KeepDimensions">Whether the dimensions gone over stay, with extent 1.</param>
public sealed record ReducerOptions(bool KeepDimensions = false) : TfLiteOptions;

/// <summary>Options of STRIDED_SLICE; in a mask, bit n is for dimension n.</summary>
/// <param name="BeginMask">Dimensions that begin where they do, whatever the begin input says.</param>
/// <param name="EndMask">Dimensions that end where they do, whatever the end input says.</param>
/// <param name="ShrinkAxisMask">Dimensions of which one index is taken and which are no more.</param>
public sealed record StridedSliceOptions(int BeginMask = 0, int EndMask = 0, int ShrinkAxisMask = 0) : TfLiteOptions;

/// <summary>Options of SPLIT and SPLIT_V.</summary>
/// <param name="Splits">How many parts, as many as the operator has outputs.</param>
public sealed record SplitOptions(int Splits) : TfLiteOptions;

/// <summary>Options of PACK.</summary>
/// <param name="Values">How many tensors, as many as the operator has inputs.</param>
/// <param name="Axis">Where the new dimension goes, from the last of the output if negative.</param>
public sealed record PackOptions(int Values, int Axis) : TfLiteOptions;

/// <summary>Options of VAR_HANDLE: a variable is known by both names.</summary>
/// <param name="Container">Null matches any.</param>
/// <param name="SharedName">May be empty.</param>
public sealed record VarHandleOptions(string? Container, string SharedName) : TfLiteOptions;

/// <summary>Options of CALL_ONCE.</summary>
/// <param name="InitSubgraph">The number of a subgraph that there is; it may call others in turn.</param>
public sealed record CallOnceOptions(int InitSubgraph) : TfLiteOptions;
