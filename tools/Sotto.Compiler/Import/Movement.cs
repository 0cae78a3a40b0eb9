using Sotto.Compiler.TfLite;

namespace Sotto.Compiler.Import;

/// <summary>Lowers operators that move values and change none: all become copies of boxes, of which the passes leave few.</summary>
internal static class Movement
{
    /// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: values stay where they are. The output's own shape counts, as in TensorFlow Lite Micro.</summary>
    internal static void Reshape(Graph graph, TfLiteOperator item)
    {
        Value value = graph.Given(item, 0);
        TfLiteTensor output = graph.Result(item);
        int[] shape = Graph.Shape(item, output);
        if (output.ElementCount != Count(value.Shape))
        {
            throw Graph.Error(item, $"{Graph.Text(value.Shape)} becomes {Graph.Text(shape)}");
        }

        Quantization after = Graph.Quantization(item, output);
        if (graph.Tensors[value.Tensor].Quantization == after && output.Type == value.Type)
        {
            graph.Set(output.Index, value with { Shape = shape });
            return;
        }

        int to = graph.AddOutput(item);
        AddBox(graph, value, 0, Strides(shape), to, shape, new int[shape.Length], shape);
    }

    internal static void Concatenation(Graph graph, TfLiteOperator item)
    {
        ConcatenationOptions options = (ConcatenationOptions)item.Options!;
        int[] shape = Graph.Shape(item, graph.Result(item));
        int axis = Axis(item, options.Axis, shape.Length);
        if (options.Activation != TfLiteActivation.None || item.Inputs.Length == 0)
        {
            throw Graph.Error(item, $"{item.Inputs.Length} inputs, fused activation {TfLiteText.Name(options.Activation)}");
        }

        Value[] parts = [.. item.Inputs.Select((_, slot) => graph.Activation(item, slot))];
        int to = graph.AddOutput(item);
        int[] origin = new int[shape.Length];
        foreach (Value part in parts)
        {
            int[] box = [.. shape.Select((extent, i) => i == axis ? part.Shape.ElementAtOrDefault(i) : extent)];
            if (graph.Tensors[part.Tensor].Quantization != graph.Tensors[to].Quantization || !box.AsSpan().SequenceEqual(part.Shape) || origin[axis] + box[axis] > shape[axis])
            {
                throw Graph.Error(item, $"an input of shape {Graph.Text(part.Shape)}, or of another scale or zero point, in an output {Graph.Text(shape)}");
            }

            AddBox(graph, part, 0, Strides(part.Shape), to, shape, origin, box);
            origin[axis] += box[axis];
        }

        if (origin[axis] != shape[axis])
        {
            throw Graph.Error(item, $"inputs of {origin[axis]} along axis {axis} in an output {Graph.Text(shape)}");
        }
    }

    internal static void Pack(Graph graph, TfLiteOperator item)
    {
        int[] shape = Graph.Shape(item, graph.Result(item));
        int axis = Axis(item, ((PackOptions)item.Options!).Axis, shape.Length);
        int[] wanted = [.. shape.Where((_, i) => i != axis)];
        Value[] parts = [.. item.Inputs.Select((_, slot) => graph.Activation(item, slot))];
        if (parts.Length != shape[axis] || !Array.TrueForAll(parts, part => part.Shape.AsSpan().SequenceEqual(wanted)))
        {
            throw Graph.Error(item, $"{parts.Length} inputs do not make {Graph.Text(shape)}");
        }

        int to = graph.AddOutput(item);
        int[] box = [.. shape.Select((extent, i) => i == axis ? 1 : extent)];
        for (int i = 0; i < parts.Length; i++)
        {
            int[] origin = new int[shape.Length];
            origin[axis] = i;
            AddBox(graph, parts[i], 0, Strides(box), to, shape, origin, box);
        }
    }

    /// <summary>SPLIT and SPLIT_V: how much each output gets, its own shape says.</summary>
    internal static void Split(Graph graph, TfLiteOperator item)
    {
        bool sized = item.Code.Builtin == TfLiteBuiltin.SplitV;
        Value value = graph.Activation(item, sized ? 0 : 1);
        int[] axes = graph.Numbers(item, sized ? 2 : 0);
        int axis = axes.Length == 1 ? Axis(item, axes[0], value.Shape.Length) : throw Graph.Error(item, $"{axes.Length} axes");
        int at = 0;
        foreach (int output in item.Outputs)
        {
            TfLiteTensor tensor = graph.Source.Tensors[output];
            int[] shape = Graph.Shape(item, tensor);
            int[] wanted = [.. value.Shape.Select((extent, i) => i == axis ? shape.ElementAtOrDefault(i) : extent)];
            if (!wanted.AsSpan().SequenceEqual(shape) || at + shape[axis] > value.Shape[axis])
            {
                throw Graph.Error(item, $"output {Graph.Text(shape)} of {Graph.Text(value.Shape)}");
            }

            Slice(graph, item, value, tensor, at * Strides(value.Shape)[axis], Strides(value.Shape));
            at += shape[axis];
        }
    }

    /// <summary>STRIDED_SLICE (strided_slice_logic, StartForAxis and StopForAxis).</summary>
    internal static void StridedSlice(Graph graph, TfLiteOperator item)
    {
        StridedSliceOptions options = (StridedSliceOptions)item.Options!;
        Value value = graph.Activation(item, 0);
        int rank = value.Shape.Length;
        (int[] begin, int[] end, int[] strides) = (graph.Numbers(item, 1), graph.Numbers(item, 2), graph.Numbers(item, 3));
        if (rank > 4 || begin.Length != rank || end.Length != rank || strides.Length != rank || strides.Contains(0))
        {
            throw Graph.Error(item, $"a slice of {begin.Length} dimensions from {Graph.Text(value.Shape)}");
        }

        int start = 0;
        List<int> shape = [];
        List<int> steps = [];
        int[] apart = Strides(value.Shape);
        for (int axis = 0; axis < rank; axis++)
        {
            bool shrunk = (options.ShrinkAxisMask & (1 << axis)) != 0;
            int first = SliceStart(begin[axis], (options.BeginMask & (1 << axis)) != 0, strides[axis], value.Shape[axis]);
            int stop = shrunk ? first + 1 : SliceStop(end[axis], (options.EndMask & (1 << axis)) != 0, strides[axis], value.Shape[axis]);
            int step = shrunk ? 1 : strides[axis];
            long count = step > 0 ? ((long)stop - first + step - 1) / step : ((long)first - stop - step - 1) / -(long)step;
            if (count < 1 || first < 0 || first >= value.Shape[axis])
            {
                throw Graph.Error(item, $"nothing of dimension {axis} of {Graph.Text(value.Shape)}");
            }

            start += first * apart[axis];
            if (!shrunk)
            {
                shape.Add((int)count);
                steps.Add(count == 1 ? 0 : step * apart[axis]);
            }
        }

        TfLiteTensor output = graph.Result(item);
        if (!output.Shape.AsSpan().SequenceEqual(shape.ToArray()))
        {
            throw Graph.Error(item, $"output {Graph.Text(output.Shape)}, {Graph.Text([.. shape])} is cut out");
        }

        Slice(graph, item, value, output, start, [.. steps]);
    }

    /// <summary>PAD and PADV2: around the input is the output's zero point, or a constant.</summary>
    internal static void Pad(Graph graph, TfLiteOperator item)
    {
        Value value = graph.Activation(item, 0);
        int[] paddings = graph.Numbers(item, 1);
        int[] shape = Graph.Shape(item, graph.Result(item));
        int rank = value.Shape.Length;
        bool fits = paddings.Length == 2 * rank && shape.Length == rank && Array.TrueForAll(paddings, padding => padding >= 0);
        if (!fits || !shape.Select((extent, i) => (long)extent).SequenceEqual(value.Shape.Select((extent, i) => extent + (long)paddings[2 * i] + paddings[(2 * i) + 1])))
        {
            throw Graph.Error(item, $"output {Graph.Text(shape)} of {Graph.Text(value.Shape)}");
        }

        int to = graph.AddOutput(item);
        int fill = PadValue(graph, item, graph.Tensors[to].Quantization);
        int[] origin = [.. paddings.Where((_, i) => i % 2 == 0)];
        AddBox(graph, value, 0, Strides(value.Shape), to, shape, origin, value.Shape, fill);
    }

    /// <summary>The tensor of a value that is spread to a shape: dimensions of 1 are repeated, missing ones stand before.</summary>
    internal static int Broadcast(Graph graph, TfLiteOperator item, Value value, int[] shape)
    {
        if (value.Shape.AsSpan().SequenceEqual(shape))
        {
            return graph.Newest(value, Extents.Of(shape));
        }

        int missing = shape.Length - value.Shape.Length;
        int[] spread = missing < 0 ? [] : [.. Enumerable.Repeat(1, missing), .. value.Shape];
        if (missing < 0 || spread.Where((extent, i) => extent != 1 && extent != shape[i]).Any())
        {
            throw Graph.Error(item, $"{Graph.Text(value.Shape)} does not spread to {Graph.Text(shape)}");
        }

        int[] apart = Strides(spread);
        int to = graph.AddTensor(Extents.Of(shape), graph.Tensors[value.Tensor].Quantization);
        AddBox(graph, value, 0, [.. apart.Select((step, i) => spread[i] == 1 ? 0 : step)], to, shape, new int[shape.Length], shape);
        return to;
    }

    private static void Slice(Graph graph, TfLiteOperator item, Value value, TfLiteTensor output, int start, int[] steps)
    {
        int[] shape = Graph.Shape(item, output);
        Quantization quantization = Graph.Quantization(item, output);
        if (quantization != graph.Tensors[value.Tensor].Quantization || output.Type != value.Type)
        {
            throw Graph.Error(item, "its output has another scale or zero point than its input");
        }

        int to = graph.AddTensor(Extents.Of(shape), quantization);
        graph.Set(output.Index, new Value(to, Whole: false, shape, output.Type));
        AddBox(graph, value, start, steps, to, shape, new int[shape.Length], shape);
    }

    private static int PadValue(Graph graph, TfLiteOperator item, Quantization output)
    {
        if (graph.Find(item, 2) is not { } tensor)
        {
            return output.ZeroPoint;
        }

        return tensor is { ElementCount: 1, Data: { } data } && Graph.Quantization(item, tensor) == output && tensor.Type == graph.Result(item).Type
            ? (sbyte)(data.Span[0] ^ (tensor.Type == TfLiteType.UInt8 ? 0x80 : 0))
            : throw Graph.Error(item, $"{tensor.Label} is no constant of the output's scale and zero point");
    }

    /// <summary>
    /// Copies into a box of a tensor. Steps are in values of the input, a dimension of the box each. Dimensions that count as one
    /// in our tensors are gone over by one copy where their values lie in one walk, else by a copy for each index of the outer one.
    /// </summary>
    private static void AddBox(Graph graph, Value from, int start, int[] steps, int to, int[] shape, int[] origin, int[] box, int? fill = null)
    {
        int split = SplitAxis(steps, shape, box);
        if (split >= 0)
        {
            int[] slice = [.. box.Select((extent, axis) => axis == split ? 1 : extent)];
            for (int i = 0; i < box[split]; i++)
            {
                int[] at = [.. origin.Select((first, axis) => axis == split ? first + i : first)];
                AddBox(graph, from, start + (i * steps[split]), steps, to, shape, at, slice, i == 0 ? fill : null);
            }

            return;
        }

        int[] count = [1, 1, 1];
        int[] step = [0, 0, 0];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int place = Extents.Place(shape, axis);
            count[place] *= box[axis];
            step[place] = box[axis] > 1 ? steps[axis] : step[place];
        }

        int first = origin.Zip(Strides(shape), (index, stride) => index * stride).Sum();
        graph.AddCopy(
            from.Tensor, graph.Start(from) + start, new Extents(step[0], step[1], step[2]), new Extents(count[0], count[1], count[2]), to, first, fill);
    }

    /// <summary>A dimension of the box that has to be gone over by copies of its own, as a later one of the same kind is not whole or lies otherwise.</summary>
    private static int SplitAxis(int[] steps, int[] shape, int[] box)
    {
        for (int axis = 0; axis < shape.Length; axis++)
        {
            int inner = axis + 1;
            while (inner < shape.Length && (shape[inner] == 1 || Extents.Place(shape, inner) != Extents.Place(shape, axis)))
            {
                inner++;
            }

            if (box[axis] > 1 && inner < shape.Length && (box[inner] != shape[inner] || steps[axis] != (long)steps[inner] * box[inner]))
            {
                return axis;
            }
        }

        return -1;
    }

    private static int SliceStart(int begin, bool masked, int step, int extent)
    {
        long start = masked ? (step > 0 ? 0 : extent - 1) : begin < 0 ? (long)begin + extent : begin;
        return (int)(step > 0 ? Math.Clamp(start, 0, extent) : Math.Clamp(start, -1, extent - 1));
    }

    private static int SliceStop(int end, bool masked, int step, int extent)
    {
        long stop = masked ? (step > 0 ? extent : -1) : end < 0 ? (long)end + extent : end;
        return (int)(step > 0 ? Math.Clamp(stop, 0, extent) : Math.Clamp(stop, -1, extent - 1));
    }

    private static int Axis(TfLiteOperator item, int axis, int rank)
    {
        int result = axis < 0 ? axis + rank : axis;
        return result >= 0 && result < rank ? result : throw Graph.Error(item, $"axis {axis} of {rank} dimensions");
    }

    private static long Count(int[] shape) => shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>How far apart the values of a shape lie.</summary>
    private static int[] Strides(int[] shape)
    {
        int[] result = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            result[axis] = stride;
            stride *= shape[axis];
        }

        return result;
    }
}
