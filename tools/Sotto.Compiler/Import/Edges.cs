using Sotto.Compiler.TfLite;

namespace Sotto.Compiler.Import;

/// <summary>Where values come in and go out: the model's input and output, and what is kept from one step to the next.</summary>
internal static class Edges
{
    /// <summary>Makes the input tensor, which has the extents that a RESHAPE gives it if that is all that reads it.</summary>
    /// <returns>The operator that is done with by this, a QUANTIZE of numbers that are given quantised instead; null if there is none.</returns>
    internal static int? AddInput(Graph graph)
    {
        TfLiteTensor tensor = graph.Source.Tensors[graph.Source.Inputs[0]];
        TfLiteOperator[] readers = [.. graph.Source.Operators.Where(item => item.Inputs.Contains(tensor.Index))];
        if (readers.Length == 0)
        {
            throw new Models.ModelFormatException($"{tensor.Label}: nothing reads the input");
        }

        TfLiteOperator first = readers[0];
        bool numbers = tensor.Type == TfLiteType.Float32 && readers.Length == 1 && first.Code.Builtin == TfLiteBuiltin.Quantize;
        TfLiteTensor taken = numbers ? graph.Result(first) : tensor;
        int[] shape = Graph.Shape(first, taken);
        bool reshaped = !numbers && readers.Length == 1 && first.Code.Builtin == TfLiteBuiltin.Reshape && graph.Result(first).ElementCount == taken.ElementCount;
        graph.Input = graph.AddTensor(Extents.Of(reshaped ? graph.Result(first).Shape : shape), Graph.Quantization(first, taken));
        graph.Set(taken.Index, new Value(graph.Input, Whole: false, shape, taken.Type));
        return numbers ? first.Index : null;
    }

    /// <summary>Makes the output tensor of what the model gives.</summary>
    internal static Value AddOutput(Graph graph)
    {
        TfLiteTensor tensor = graph.Source.Tensors[graph.Source.Outputs[0]];
        Value value = graph.Find(tensor.Index) ?? throw new Models.ModelFormatException($"{tensor.Label}: no operator computes the output");
        TensorPlan plan = graph.Tensors[value.Tensor];
        Extents extents = new(value.Whole ? plan.History + plan.Frames : plan.Frames, plan.Bins, plan.Channels);
        graph.Output = graph.Newest(value, extents);
        if (graph.Output == graph.Input)
        {
            graph.Output = graph.AddTensor(extents, plan.Quantization);
            graph.AddCopy(graph.Input, graph.Start(value), Graph.Steps(extents), extents, graph.Output, 0);
        }

        return value;
    }

    /// <summary>DEQUANTIZE at the end of a model: the quantised values are given instead.</summary>
    internal static void Dequantise(Graph graph, TfLiteOperator item)
    {
        TfLiteTensor output = graph.Result(item);
        if (output.Index != graph.Source.Outputs[0])
        {
            throw Graph.Error(item, "numbers are wanted within the model");
        }

        graph.Set(output.Index, graph.Activation(item, 0));
    }

    /// <summary>The tensor of the new frames gets a history, and both together are the concatenation.</summary>
    internal static void AddRing(Graph graph, TfLiteOperator item, Ring ring)
    {
        Value value = graph.Activation(item, ring.New);
        TfLiteTensor output = graph.Result(item);
        int[] shape = Graph.Shape(item, output);
        int[] wanted = [.. value.Shape];
        wanted[1] += ring.Kept;
        if (!wanted.AsSpan().SequenceEqual(shape) || graph.Tensors[value.Tensor].Quantization != Graph.Quantization(item, output))
        {
            throw Graph.Error(item, $"{ring.Kept} frames and {Graph.Text(value.Shape)} make {Graph.Text(shape)}, or scale or zero point change");
        }

        Extents extents = Extents.Of(value.Shape);
        int tensor = graph.Newest(value, extents);
        if (graph.Tensors[tensor].History > 0 || graph.Readers(tensor) > 0)
        {
            int own = graph.AddTensor(extents, graph.Tensors[tensor].Quantization);
            graph.AddCopy(tensor, graph.Start(value with { Tensor = tensor, Whole = false }), Graph.Steps(extents), extents, own, 0);
            tensor = own;
        }

        graph.Tensors[tensor].History = ring.Kept;
        graph.Set(output.Index, new Value(tensor, Whole: true, shape, output.Type));
    }
}
