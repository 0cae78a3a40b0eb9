using System.Numerics;
using Sotto.Compiler.TfLite;
using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>Lowers operators that go value by value, and means.</summary>
internal static class Elementwise
{
    /// <summary>ADD and SUB. The ratios of scales are in double precision for a sum and in single precision for a difference.</summary>
    internal static void Sum(Graph graph, TfLiteOperator item)
    {
        bool difference = item.Code.Builtin == TfLiteBuiltin.Sub;
        (LayerPlan plan, float first, float second, float output) = Pair(graph, item, difference ? Operator.Subtract : Operator.Add);
        float larger = 2 * Math.Max(first, second);
        double[] factors = difference
            ? [first / larger, second / larger, larger / ((1 << ModelBuilder.SpareBits) * output)]
            : ModelBuilder.SumFactors(first, second, output);
        int[] parameters = [.. factors.Select(factor => Factors.BelowOne(item, factor)).SelectMany(m => new[] { m.Value, m.Shift })];
        graph.Layers.Add(plan with { Parameters = parameters });
    }

    internal static void Product(Graph graph, TfLiteOperator item)
    {
        (LayerPlan plan, float first, float second, float output) = Pair(graph, item, Operator.Multiply);
        Multiplier multiplier = Factors.Of(item, (double)first * second / output);
        graph.Layers.Add(plan with { Parameters = [multiplier.Value, multiplier.Shift, 0, 0, 0, 0] });
    }

    /// <summary>SOFTMAX over the last dimension, int8 (PreprocessSoftmaxScaling).</summary>
    internal static void Softmax(Graph graph, TfLiteOperator item)
    {
        double scale = Graph.Quantization(item, graph.Wanted(item, 0)).Scale;
        double factor = Math.Min(((SoftmaxOptions)item.Options!).Beta * scale * (1 << ModelBuilder.LogitBits), int.MaxValue);
        if (factor <= 1 || Graph.Quantization(item, graph.Result(item)) != new Quantization(1f / 256, -128))
        {
            throw Graph.Error(item, "a scale or zero point that softmax does not have");
        }

        Multiplier multiplier = Multiplier.Of(factor);
        AddProbability(graph, item, Operator.Softmax, multiplier, -ModelBuilder.Radius(5, multiplier.Shift));
    }

    internal static void Logistic(Graph graph, TfLiteOperator item)
    {
        double scale = Graph.Quantization(item, graph.Wanted(item, 0)).Scale;
        if (Graph.Quantization(item, graph.Result(item)).ZeroPoint != -128)
        {
            throw Graph.Error(item, "its output has a zero point other than -128");
        }

        Multiplier multiplier = Factors.Of(item, scale * (1 << 27));
        AddProbability(graph, item, Operator.Logistic, multiplier, ModelBuilder.Radius(4, multiplier.Shift));
    }

    /// <summary>QUANTIZE from integers to integers; where nothing changes, nothing is done.</summary>
    internal static void Quantise(Graph graph, TfLiteOperator item)
    {
        Value value = graph.Given(item, 0);
        TfLiteTensor output = graph.Result(item);
        Quantization before = Graph.Quantization(item, graph.Wanted(item, 0));
        Quantization after = Graph.Quantization(item, output);
        if (before == after && Same(value.Shape, output.Shape))
        {
            graph.Set(output.Index, value with { Type = output.Type });
            return;
        }

        Requantise(graph, item, Factors.Of(item, (double)before.Scale / after.Scale), after.ZeroPoint, sbyte.MinValue, sbyte.MaxValue);
    }

    /// <summary>RELU: the ratio of scales is in single precision.</summary>
    internal static void Relu(Graph graph, TfLiteOperator item)
    {
        Quantization before = graph.Tensors[graph.Activation(item, 0).Tensor].Quantization;
        Quantization after = Graph.Quantization(item, graph.Result(item));
        Requantise(graph, item, Factors.Of(item, before.Scale / after.Scale), after.ZeroPoint, after.ZeroPoint, sbyte.MaxValue);
    }

    /// <summary>RELU6 clamps by the input's scale and zero point, whatever the output's are.</summary>
    internal static void Relu6(Graph graph, TfLiteOperator item)
    {
        Quantization before = graph.Tensors[graph.Activation(item, 0).Tensor].Quantization;
        int six = Math.Min(Factors.Quantised(6, before), sbyte.MaxValue);
        Requantise(graph, item, Multiplier.Of(1), before.ZeroPoint, before.ZeroPoint, six);
    }

    /// <summary>
    /// MEAN: the number of values is divided out of the multiplier, which is shifted up before as far as it can be
    /// (QuantizedMeanOrSum).
    /// </summary>
    internal static void Mean(Graph graph, TfLiteOperator item)
    {
        Value value = graph.Activation(item, 0);
        bool[] summed = Axes(graph, item, value.Shape);
        int[] kept = [.. value.Shape.Select((extent, axis) => summed[axis] ? 1 : extent)];
        (Extents input, Extents output) = (Extents.Of(value.Shape), Grouped(value.Shape, kept));
        if ((output.Frames != 1 && output.Frames != input.Frames) || (output.Bins != 1 && output.Bins != input.Bins))
        {
            throw Graph.Error(item, $"a mean over part of the first dimensions of {Graph.Text(value.Shape)}");
        }

        int[] wanted = ((ReducerOptions)item.Options!).KeepDimensions ? kept : [.. value.Shape.Where((_, axis) => !summed[axis])];
        if (!Same(wanted, graph.Result(item).Shape))
        {
            throw Graph.Error(item, $"output {Graph.Text(graph.Result(item).Shape)}, {Graph.Text(wanted)} is computed");
        }

        int from = graph.Shaped(value, input);
        int to = graph.AddOutput(item, output);
        long count = value.Shape.Where((_, axis) => summed[axis]).Aggregate(1L, (product, extent) => product * extent);
        Multiplier ratio = Factors.Of(item, (double)graph.Tensors[from].Quantization.Scale / graph.Tensors[to].Quantization.Scale);
        int up = Math.Min(Math.Min(BitOperations.Log2((ulong)count), 32), 31 + ratio.Shift);
        graph.Layers.Add(new LayerPlan
        {
            Operator = Operator.Mean,
            Input = from,
            Output = to,
            Parameters = [(int)(((long)ratio.Value << up) / count), ratio.Shift - up, 0, 0, 0, 0],
        });
    }

    private static bool Same(int[] a, int[] b) => a.AsSpan().SequenceEqual(b);

    private static Extents Grouped(int[] shape, int[] extents)
    {
        int[] result = [1, 1, 1];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            result[Extents.Place(shape, axis)] *= extents[axis];
        }

        return new Extents(result[0], result[1], result[2]);
    }

    private static bool[] Axes(Graph graph, TfLiteOperator item, int[] shape)
    {
        bool[] result = new bool[shape.Length];
        foreach (int number in graph.Numbers(item, 1))
        {
            int axis = number < 0 ? number + shape.Length : number;
            if (axis < 0 || axis >= shape.Length)
            {
                throw Graph.Error(item, $"axis {number} of {Graph.Text(shape)}");
            }

            result[axis] = true;
        }

        return result;
    }

    /// <summary>Everything but the constants of an operator of two inputs, which are spread to the output's shape.</summary>
    private static (LayerPlan Plan, float First, float Second, float Output) Pair(Graph graph, TfLiteOperator item, Operator kind)
    {
        int[] shape = Graph.Shape(item, graph.Result(item));
        int first = Movement.Broadcast(graph, item, graph.Activation(item, 0), shape);
        int second = Movement.Broadcast(graph, item, graph.Activation(item, 1), shape);
        int to = graph.AddOutput(item);
        Quantization output = graph.Tensors[to].Quantization;
        (int minimum, int maximum) = Factors.Clamp(item, ((BinaryOptions)item.Options!).Activation, output);
        LayerPlan plan = new()
        {
            Operator = kind,
            Input = first,
            Second = second,
            Output = to,
            ClampMinimum = minimum,
            ClampMaximum = maximum,
        };
        return (plan, graph.Tensors[first].Quantization.Scale, graph.Tensors[second].Quantization.Scale, output.Scale);
    }

    private static void AddProbability(Graph graph, TfLiteOperator item, Operator kind, Multiplier multiplier, int limit)
    {
        Extents extents = SameShape(graph, item);
        int from = graph.Newest(graph.Activation(item, 0), extents);
        graph.Layers.Add(new LayerPlan
        {
            Operator = kind,
            Input = from,
            Output = graph.AddOutput(item),
            Parameters = [multiplier.Value, multiplier.Shift, 0, 0, 0, limit],
        });
    }

    private static void Requantise(Graph graph, TfLiteOperator item, Multiplier multiplier, int added, int minimum, int maximum)
    {
        Extents extents = SameShape(graph, item);
        int from = graph.Newest(graph.Given(item, 0), extents);
        graph.Layers.Add(new LayerPlan
        {
            Operator = Operator.Requantise,
            Input = from,
            Output = graph.AddOutput(item),
            ClampMinimum = minimum,
            ClampMaximum = maximum,
            Parameters = [multiplier.Value, multiplier.Shift, added, 0, 0, 0],
        });
    }

    private static Extents SameShape(Graph graph, TfLiteOperator item)
    {
        int[] shape = Graph.Shape(item, graph.Result(item));
        Value value = graph.Given(item, 0);
        return Same(value.Shape, shape) ? Extents.Of(shape) : throw Graph.Error(item, $"shapes {Graph.Text(value.Shape)} and {Graph.Text(shape)}");
    }
}
