using Sotto.Compiler.TfLite;
using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>A kernel or pool along one dimension.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Inputs that an output moves on by.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Before">Padding before the first input.</param>
/// <param name="After">Padding after the last.</param>
internal readonly record struct Window(int Kernel, int Stride, int Dilation, int Before, int After)
{
    /// <summary>
    /// The window of an operator along one dimension (TensorFlow Lite's ComputePaddingHeightWidth): with SAME an output for
    /// every stride, padding shared between the ends, the odd one behind; with VALID only outputs within the input.
    /// </summary>
    internal static Window Of(TfLiteOperator item, TfLitePadding padding, int input, int output, int kernel, int stride, int dilation)
    {
        long reach = ((kernel - 1L) * dilation) + 1;
        long outputs = padding == TfLitePadding.Same ? (input + stride - 1L) / stride : (input + stride - reach) / stride;
        if (outputs < 1 || outputs != output)
        {
            throw Graph.Error(item, $"{output} outputs of {input} inputs by a kernel of {reach} and a stride of {stride}");
        }

        long total = Math.Max(0, ((outputs - 1) * stride) + reach - input);
        return new Window(kernel, stride, dilation, (int)(total / 2), (int)(total - (total / 2)));
    }

    /// <summary>How many inputs it spans.</summary>
    internal long Reach => ((Kernel - 1L) * Dilation) + 1;

    /// <summary>The whole of a dimension at once.</summary>
    internal static Window All(int input) => new(input, 1, 1, 0, 0);
}

/// <summary>Lowers what goes over windows of time (height) and bins (width): convolutions, fully connected layers, pools.</summary>
internal static class Windows
{
    internal static void Convolution(Graph graph, TfLiteOperator item)
    {
        Conv2DOptions options = (Conv2DOptions)item.Options!;
        TfLiteTensor weights = Kernel(graph, item);
        (int from, Extents input, Extents output) = Image(graph, item);
        int depth = weights.Shape[3];
        if (weights.Shape[0] != output.Channels || depth == 0 || input.Channels % depth != 0 || output.Channels % (input.Channels / depth) != 0)
        {
            throw Graph.Error(item, $"weights {Graph.Text(weights.Shape)} for {input.Channels} channels in and {output.Channels} out");
        }

        Window time = Window.Of(item, options.Padding, input.Frames, output.Frames, weights.Shape[1], options.StrideHeight, options.DilationHeight);
        Window bins = Window.Of(item, options.Padding, input.Bins, output.Bins, weights.Shape[2], options.StrideWidth, options.DilationWidth);
        sbyte[] dense = KernelLayout.Convolution(graph, item, weights, input.Channels, bins);
        AddWeighted(graph, item, new WeightedLayer(
            Operator.Convolution, from, output, time, bins, dense, Multipliers(graph, item, weights, output.Channels), options.Activation));
    }

    internal static void Depthwise(Graph graph, TfLiteOperator item)
    {
        DepthwiseOptions options = (DepthwiseOptions)item.Options!;
        TfLiteTensor weights = Kernel(graph, item);
        (int from, Extents input, Extents output) = Image(graph, item);
        if (weights.Shape[0] != 1 || weights.Shape[3] != output.Channels || output.Channels != (long)input.Channels * options.DepthMultiplier)
        {
            throw Graph.Error(
                item, $"weights {Graph.Text(weights.Shape)} for {input.Channels} channels in and {output.Channels} out, {options.DepthMultiplier} of each");
        }

        Window time = Window.Of(item, options.Padding, input.Frames, output.Frames, weights.Shape[1], options.StrideHeight, options.DilationHeight);
        Window bins = Window.Of(item, options.Padding, input.Bins, output.Bins, weights.Shape[2], options.StrideWidth, options.DilationWidth);
        bool one = options.DepthMultiplier == 1;
        sbyte[] laidOut = one ? KernelLayout.Depthwise(graph, item, weights, bins) : KernelLayout.Multiplied(graph, item, weights, input.Channels, bins);
        AddWeighted(graph, item, new WeightedLayer(
            one ? Operator.DepthwiseConvolution : Operator.Convolution, from, output, time, bins, laidOut,
            Multipliers(graph, item, weights, output.Channels), options.Activation));
    }

    /// <summary>Every row of the input, or all of it, times the weights; where it is all, as one kernel over the tensor that holds it.</summary>
    internal static void FullyConnected(Graph graph, TfLiteOperator item)
    {
        Value value = graph.Activation(item, 0);
        TfLiteTensor weights = graph.Wanted(item, 1);
        int[] shape = Graph.Shape(item, graph.Result(item));
        int inputs = weights.Shape.Length == 2 ? weights.Shape[1] : throw Graph.Error(item, $"weights {Graph.Text(weights.Shape)}");
        int outputs = shape.Length == 0 ? 1 : shape[^1];
        int rows = shape.Aggregate(1, (product, extent) => product * extent) / outputs;
        if (weights.Shape[0] != outputs || inputs == 0 || (long)rows * inputs != value.Shape.Aggregate(1L, (product, extent) => product * extent))
        {
            throw Graph.Error(item, $"weights {Graph.Text(weights.Shape)} for inputs {Graph.Text(value.Shape)} and outputs {Graph.Text(shape)}");
        }

        bool all = rows == 1 && (value.Whole || graph.Tensors[value.Tensor].History == 0);
        int from = all ? value.Tensor : graph.Shaped(value, new Extents(rows, 1, inputs));
        TensorPlan tensor = graph.Tensors[from];
        Window time = all ? Window.All(tensor.History + tensor.Frames) : Window.All(1);
        AddWeighted(graph, item, new WeightedLayer(
            Operator.Convolution, from, new Extents(rows, 1, outputs), time, Window.All(tensor.Bins), Constants.Weights(graph, item, weights),
            FullyConnectedMultipliers(graph, item, weights, outputs), ((FullyConnectedOptions)item.Options!).Activation));
    }

    internal static void Pool(Graph graph, TfLiteOperator item)
    {
        PoolOptions options = (PoolOptions)item.Options!;
        (int from, Extents input, Extents output) = Image(graph, item);
        Window time = Window.Of(item, options.Padding, input.Frames, output.Frames, options.FilterHeight, options.StrideHeight, 1);
        Window bins = Window.Of(item, options.Padding, input.Bins, output.Bins, options.FilterWidth, options.StrideWidth, 1);
        Quantization before = graph.Tensors[from].Quantization;
        int to = graph.AddOutput(item, output);
        Quantization after = graph.Tensors[to].Quantization;
        if (Math.Abs(before.Scale - after.Scale) > 1e-6 || before.ZeroPoint != after.ZeroPoint || input.Channels != output.Channels)
        {
            throw Graph.Error(item, "its output has another scale, zero point or depth than its input");
        }

        (int minimum, int maximum) = Factors.Clamp(item, options.Activation, after);
        graph.Layers.Add(new LayerPlan
        {
            Operator = item.Code.Builtin == TfLiteBuiltin.AveragePool2D ? Operator.AveragePool : Operator.MaxPool,
            Input = from,
            Output = to,
            Shape = Shape(time, bins, output.Channels),
            OverAllFrames = true,
            PadFirst = time.Before,
            PadLast = time.After,
            ClampMinimum = minimum,
            ClampMaximum = maximum,
        });
    }

    private static TfLiteTensor Kernel(Graph graph, TfLiteOperator item)
    {
        TfLiteTensor weights = graph.Wanted(item, 1);
        return weights.Shape.Length == 4 && weights.ElementCount > 0 ? weights : throw Graph.Error(item, $"weights {Graph.Text(weights.Shape)}");
    }

    /// <summary>The tensor that an operator goes over, its extents and those of the output, both of four dimensions and one batch.</summary>
    private static (int From, Extents Input, Extents Output) Image(Graph graph, TfLiteOperator item)
    {
        Value value = graph.Activation(item, 0);
        int[] shape = Graph.Shape(item, graph.Result(item));
        if (value.Shape.Length != 4 || shape.Length != 4 || value.Shape[0] != 1 || shape[0] != 1)
        {
            throw Graph.Error(item, $"shapes {Graph.Text(value.Shape)} and {Graph.Text(shape)}; one batch of height, width and depth is run");
        }

        Extents input = Extents.Of(value.Shape);
        return (graph.Shaped(value, input), input, Extents.Of(shape));
    }

    private static ConvolutionShape Shape(Window time, Window bins, int outputs) =>
        new(time.Kernel, time.Stride, time.Dilation, bins.Kernel, bins.Stride, bins.Before, bins.After, outputs);

    private static void AddWeighted(Graph graph, TfLiteOperator item, WeightedLayer layer)
    {
        int to = graph.AddOutput(item, layer.Output);
        (int minimum, int maximum) = Factors.Clamp(item, layer.Activation, graph.Tensors[to].Quantization);
        int zeroPoint = graph.Tensors[layer.From].Quantization.ZeroPoint;
        bool depthwise = layer.Operator == Operator.DepthwiseConvolution;
        int[] bias = Constants.Bias(graph, item, layer.Output.Channels);
        Window bins = layer.Bins with { Kernel = (int)layer.Bins.Reach };
        graph.Layers.Add(new LayerPlan
        {
            Operator = layer.Operator,
            Input = layer.From,
            Output = to,
            Shape = Shape(layer.Time, bins, layer.Output.Channels),
            OverAllFrames = true,
            PadFirst = layer.Time.Before,
            PadLast = layer.Time.After,
            ClampMinimum = minimum,
            ClampMaximum = maximum,
            Weights = layer.Weights,
            Biases = Constants.WithoutZeroPoint(item, bias, layer.Weights, depthwise, zeroPoint),
            Multipliers = layer.Multipliers,
        });
    }

    /// <summary>Input scale times weight scale over output scale, all in double precision.</summary>
    private static Multiplier[] Multipliers(Graph graph, TfLiteOperator item, TfLiteTensor weights, int outputs)
    {
        double input = Graph.Quantization(item, graph.Wanted(item, 0)).Scale;
        double output = Graph.Quantization(item, graph.Result(item)).Scale;
        return [.. Constants.Scales(item, weights, outputs).Select(scale => Factors.Of(item, input * scale / output))];
    }

    /// <summary>
    /// With one scale the product of input and weight scale is in single precision, and the bias must have it too, within 2% of
    /// the output's scale (GetQuantizedConvolutionMultipler).
    /// </summary>
    private static Multiplier[] FullyConnectedMultipliers(Graph graph, TfLiteOperator item, TfLiteTensor weights, int outputs)
    {
        if (weights.Quantization is not { Scales: [float weight] } quantization)
        {
            return Multipliers(graph, item, weights, outputs);
        }

        if (quantization.ZeroPoints[0] != 0)
        {
            throw Graph.Error(item, $"weights with a zero point of {quantization.ZeroPoints[0]}");
        }

        float input = Graph.Quantization(item, graph.Wanted(item, 0)).Scale;
        double output = Graph.Quantization(item, graph.Result(item)).Scale;
        if (graph.Find(item, 2)?.Quantization is { } bias && Math.Abs(((double)input * weight) - bias.Scales[0]) / output > 0.02)
        {
            throw Graph.Error(item, "the bias has another scale than the products of inputs and weights");
        }

        Multiplier multiplier = Factors.Of(item, input * weight / output);
        return [.. Enumerable.Repeat(multiplier, outputs)];
    }

    /// <summary>A layer with weights, laid out as the kernels read them.</summary>
    private sealed record WeightedLayer(
        Operator Operator, int From, Extents Output, Window Time, Window Bins, sbyte[] Weights, Multiplier[] Multipliers,
        TfLiteActivation Activation);
}
