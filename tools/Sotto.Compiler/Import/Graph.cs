using System.Runtime.InteropServices;
using Sotto.Compiler.TfLite;
using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>
/// The layers that a TFLite subgraph comes down to, while they are being found, and which of its tensors are computed. The
/// operators are lowered by the classes beside this one; what they leave is simplified by the passes.
/// </summary>
internal sealed class Graph(TfLiteSubgraph source)
{
    private const int MaximumTensors = 4096;
    private const int MaximumLayers = 4096;

    private readonly Value?[] _values = new Value?[source.Tensors.Length];
    private double _weights;

    internal TfLiteSubgraph Source => source;

    internal List<TensorPlan> Tensors { get; } = [];

    internal List<LayerPlan> Layers { get; } = [];

    internal int Input { get; set; }

    internal int Output { get; set; }

    /// <summary>Takes weights from what a file can hold.</summary>
    internal void Spend(TfLiteOperator item, double weights)
    {
        _weights += weights;
        if (_weights > ModelFile.MaximumLength)
        {
            throw Error(item, $"{_weights:g3} weights up to here");
        }
    }

    internal static ModelFormatException Error(TfLiteOperator item, string what) => new($"{item.Label}: {what}");

    internal int AddTensor(Extents extents, Quantization quantization)
    {
        if (Tensors.Count == MaximumTensors)
        {
            throw new ModelFormatException($"over {MaximumTensors} tensors");
        }

        Tensors.Add(new TensorPlan { Frames = extents.Frames, Bins = extents.Bins, Channels = extents.Channels, Quantization = quantization });
        return Tensors.Count - 1;
    }

    internal void Set(int tensor, Value value) => _values[tensor] = value;

    /// <summary>What was computed of a tensor so far; null if nothing was.</summary>
    internal Value? Find(int tensor) => _values[tensor];

    /// <summary>Makes a tensor for an operator's only output.</summary>
    internal int AddOutput(TfLiteOperator item) => AddOutput(item, Extents.Of(Shape(item, Result(item))));

    /// <summary>Makes a tensor of these extents for an operator's only output, as many values as its shape has.</summary>
    internal int AddOutput(TfLiteOperator item, Extents extents)
    {
        TfLiteTensor tensor = Result(item);
        if (tensor.ElementCount != (long)extents.Frames * extents.Bins * extents.Channels)
        {
            throw Error(item, $"shape {Text(tensor.Shape)} of the output, {extents.Frames} x {extents.Bins} x {extents.Channels} are computed");
        }

        int result = AddTensor(extents, Quantization(item, tensor));
        if (tensor.Type != TfLiteType.Int8 && item.Code.Builtin != TfLiteBuiltin.Quantize)
        {
            throw Error(item, $"{tensor.Label} holds {TfLiteText.Name(tensor.Type)}, which only QUANTIZE gives");
        }

        Set(tensor.Index, new Value(result, Whole: false, Shape(item, tensor), tensor.Type));
        return result;
    }

    /// <summary>The tensor that an operator gives, where it gives one.</summary>
    internal TfLiteTensor Result(TfLiteOperator item) =>
        item.Outputs.Length == 1 ? source.Tensors[item.Outputs[0]] : throw Error(item, $"{item.Outputs.Length} outputs, 1 is wanted");

    /// <summary>A tensor that an operator is given; null if it is left out.</summary>
    internal TfLiteTensor? Find(TfLiteOperator item, int slot) =>
        slot < item.Inputs.Length && item.Inputs[slot] >= 0 ? source.Tensors[item.Inputs[slot]] : null;

    /// <summary>A tensor that an operator is given.</summary>
    internal TfLiteTensor Wanted(TfLiteOperator item, int slot) => Find(item, slot) ?? throw Error(item, $"input {slot} is missing");

    /// <summary>What an operator is given as values of INT8 to compute with: computed before, or constant.</summary>
    internal Value Activation(TfLiteOperator item, int slot)
    {
        Value value = Given(item, slot);
        return value.Type == TfLiteType.Int8 ? value : throw Error(item, $"{Wanted(item, slot).Label} holds {TfLiteText.Name(value.Type)}, which only QUANTIZE takes");
    }

    /// <summary>What an operator is given, INT8 or UINT8.</summary>
    internal Value Given(TfLiteOperator item, int slot)
    {
        TfLiteTensor tensor = Wanted(item, slot);
        return _values[tensor.Index] ?? (tensor.Data is null ? throw Error(item, $"{tensor.Label} is not computed before") : Constant(item, tensor));
    }

    /// <summary>The int32 numbers of a constant input.</summary>
    internal int[] Numbers(TfLiteOperator item, int slot)
    {
        TfLiteTensor tensor = Wanted(item, slot);
        if (tensor.Type != TfLiteType.Int32 || tensor.Data is not { } data)
        {
            throw Error(item, $"{tensor.Label} is not a constant of INT32");
        }

        return MemoryMarshal.Cast<byte, int>(data.Span).ToArray();
    }

    /// <summary>How a tensor is quantised; UINT8 is kept as INT8, 128 lower.</summary>
    internal static Quantization Quantization(TfLiteOperator item, TfLiteTensor tensor)
    {
        if (tensor.Type is not (TfLiteType.Int8 or TfLiteType.UInt8))
        {
            throw Error(item, $"{tensor.Label} holds {TfLiteText.Name(tensor.Type)}; only models of INT8 are imported");
        }

        TfLiteQuantization quantization = tensor.Quantization ?? throw Error(item, $"{tensor.Label} has no scale and zero point");
        if (quantization.Scales.Length != 1)
        {
            throw Error(item, $"{tensor.Label} has {quantization.Scales.Length} scales");
        }

        return new Quantization(quantization.Scales[0], (int)quantization.ZeroPoints[0] - (tensor.Type == TfLiteType.UInt8 ? 128 : 0));
    }

    /// <summary>A tensor's shape, where it has values at all.</summary>
    internal static int[] Shape(TfLiteOperator item, TfLiteTensor tensor) =>
        tensor.ElementCount > 0 ? tensor.Shape : throw Error(item, $"{tensor.Label} is empty");

    internal static string Text(int[] shape) => $"[{string.Join(',', shape)}]";

    /// <summary>The tensor with these extents that holds a value, made by a copy where the value's own has others.</summary>
    internal int Shaped(Value value, Extents extents)
    {
        TensorPlan tensor = Tensors[value.Tensor];
        bool all = value.Whole || tensor.History == 0;
        bool same = (tensor.History + tensor.Frames, tensor.Bins, tensor.Channels) == (extents.Frames, extents.Bins, extents.Channels);
        return all && same ? value.Tensor : Copied(value, extents);
    }

    /// <summary>The tensor of which the newest frames are a value, whatever its extents as long as they are those of the output.</summary>
    internal int Newest(Value value, Extents extents)
    {
        TensorPlan tensor = Tensors[value.Tensor];
        bool newest = !value.Whole || tensor.History == 0;
        bool same = (tensor.Frames, tensor.Bins, tensor.Channels) == (extents.Frames, extents.Bins, extents.Channels);
        return newest && same ? value.Tensor : Copied(value, extents);
    }

    /// <summary>Where a value begins in its tensor, counted from the oldest frame.</summary>
    internal int Start(Value value)
    {
        TensorPlan tensor = Tensors[value.Tensor];
        return value.Whole ? 0 : tensor.History * tensor.Bins * tensor.Channels;
    }

    /// <summary>A layer that copies a box into a tensor.</summary>
    internal void AddCopy(int from, int start, Extents steps, Extents box, int to, int place, int? fill = null, sbyte[]? constant = null)
    {
        if (Layers.Count == MaximumLayers)
        {
            throw new ModelFormatException($"over {MaximumLayers} layers");
        }

        Layers.Add(new LayerPlan
        {
            Operator = Operator.Copy,
            Input = from,
            Output = to,
            Shape = new ConvolutionShape(box.Frames, 1, 1, box.Bins, box.Channels, 0, 0, 1),
            ClampMinimum = fill ?? -128,
            Parameters = [start, steps.Frames, steps.Bins, steps.Channels, place, fill is null ? 0 : 1],
            Weights = constant,
        });
    }

    private int Copied(Value value, Extents extents)
    {
        int result = AddTensor(extents, Tensors[value.Tensor].Quantization);
        AddCopy(value.Tensor, Start(value), Steps(extents), extents, result, 0);
        return result;
    }

    private Value Constant(TfLiteOperator item, TfLiteTensor tensor)
    {
        Quantization quantization = Quantization(item, tensor);
        if (tensor.Type != TfLiteType.Int8)
        {
            throw Error(item, $"{tensor.Label} is a constant of {TfLiteText.Name(tensor.Type)}");
        }

        Extents extents = Extents.Of(Shape(item, tensor));
        int result = AddTensor(extents, quantization);
        Spend(item, tensor.ElementCount);
        sbyte[] data = MemoryMarshal.Cast<byte, sbyte>(tensor.Data!.Value.Span).ToArray();
        AddCopy(ModelFile.None, 0, Steps(extents), extents, result, 0, constant: data);
        return new Value(result, Whole: false, tensor.Shape, tensor.Type);
    }

    /// <summary>How far apart values of these extents lie.</summary>
    internal static Extents Steps(Extents extents) => new(extents.Bins * extents.Channels, extents.Channels, 1);
}
