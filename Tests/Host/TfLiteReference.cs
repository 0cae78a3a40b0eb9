using System.Runtime.InteropServices;
using Sotto.Compiler.TfLite;

namespace Sotto.HostTests;

/// <summary>
/// Runs int8 TFLite graphs slowly and obviously: one loop a dimension over the graph as it stands, with the arithmetic of
/// TensorFlow Lite Micro's reference kernels. It shares nothing with the importer and the engine but the file reader.
/// </summary>
internal sealed class TfLiteReference(TfLiteModel model)
{
    private readonly TfLiteSubgraph _graph = model.Subgraphs[0];
    private readonly long[]?[] _values = new long[]?[model.Subgraphs[0].Tensors.Length];
    private readonly Dictionary<string, long[]> _variables = [];

    /// <summary>One step: the output's values for the input's.</summary>
    public long[] Run(long[] input)
    {
        _values[_graph.Inputs[0]] = input;
        foreach (TfLiteOperator item in _graph.Operators)
        {
            Run(item);
        }

        return _values[_graph.Outputs[0]]!;
    }

    private void Run(TfLiteOperator item)
    {
        switch (item.Code.Builtin)
        {
            case TfLiteBuiltin.CallOnce:
                break;
            case TfLiteBuiltin.VarHandle:
                _variables.TryAdd(Variable(item.Outputs[0]), []);
                break;
            case TfLiteBuiltin.ReadVariable:
                TfLiteTensor read = _graph.Tensors[item.Outputs[0]];
                long[] content = _variables[Variable(item.Inputs[0])];
                _values[read.Index] = content.Length > 0 ? content : [.. Enumerable.Repeat(Zero(read), read.ElementCount)];
                break;
            case TfLiteBuiltin.AssignVariable:
                _variables[Variable(item.Inputs[0])] = Values(item.Inputs[1]);
                break;
            case TfLiteBuiltin.Split or TfLiteBuiltin.SplitV:
                Split(item);
                break;
            default:
                _values[item.Outputs[0]] = Compute(item, _graph.Tensors[item.Outputs[0]]);
                break;
        }
    }

    private long[] Compute(TfLiteOperator item, TfLiteTensor output) => item.Options switch
    {
        Conv2DOptions o => Convolution(item, output, o),
        DepthwiseOptions o => Depthwise(item, output, o),
        PoolOptions o => Pool(item, output, o),
        FullyConnectedOptions o => FullyConnected(item, output, o),
        BinaryOptions o => Binary(item, output, o.Activation),
        ReducerOptions => Mean(item, output),
        ConcatenationOptions o => Concatenation(item, output, o.Axis),
        PackOptions o => Pack(item, output, o.Axis),
        StridedSliceOptions o => Slice(item, output, o),
        SoftmaxOptions o => [.. Values(item.Inputs[0]).Chunk(output.Shape[^1]).SelectMany(row => Softmax(row, o.Beta * (double)Scale(Tensor(item, 0))))],
        _ => Unary(item, output),
    };

    private long[] Unary(TfLiteOperator item, TfLiteTensor output)
    {
        TfLiteTensor input = Tensor(item, 0);
        if (input.Type == TfLiteType.Float32 || output.Type == TfLiteType.Float32)
        {
            // Numbers at the edges of a model are given and taken quantised.
            return Values(input.Index);
        }

        (float from, float to) = (Scale(input), Scale(output));
        (int lowest, int highest) = output.Type == TfLiteType.UInt8 ? (0, 255) : (-128, 127);
        return item.Code.Builtin switch
        {
            TfLiteBuiltin.Reshape or TfLiteBuiltin.Squeeze or TfLiteBuiltin.ExpandDims => Values(input.Index),
            TfLiteBuiltin.Quantize => Each(x => Math.Clamp(Reference.Scale(x - Zero(input), (double)from / to) + Zero(output), lowest, highest)),
            TfLiteBuiltin.Relu => Each(x => Math.Clamp(Reference.Scale(x - Zero(input), from / to) + Zero(output), Zero(output), 127)),
            TfLiteBuiltin.Relu6 => Each(x => Math.Clamp(x, Zero(input), Math.Min(127, Zero(input) + Round(6 / from)))),
            TfLiteBuiltin.Logistic => Each(x => Logistic(x - Zero(input), from)),
            TfLiteBuiltin.Pad or TfLiteBuiltin.PadV2 => Pad(item, output),
            _ => throw new NotSupportedException(item.Label),
        };

        long[] Each(Func<long, long> function) => Array.ConvertAll(Values(input.Index), x => function(x));
    }

    private long[] Convolution(TfLiteOperator item, TfLiteTensor output, Conv2DOptions o)
    {
        (TfLiteTensor input, TfLiteTensor weights) = (Tensor(item, 0), Tensor(item, 1));
        int depth = weights.Shape[3];
        int perGroup = weights.Shape[0] / (input.Shape[3] / depth);
        return Each(output, at =>
        {
            long sum = Bias(item, at[3]);
            ForWindow(input, at, (weights.Shape[1], weights.Shape[2]), (o.StrideHeight, o.StrideWidth), (o.DilationHeight, o.DilationWidth), o.Padding, output, (y, x, h, w) =>
            {
                for (int c = 0; c < depth; c++)
                {
                    sum += At(weights, at[3], h, w, c) * (At(input, 0, y, x, (at[3] / perGroup * depth) + c) - Zero(input));
                }
            });
            return Requantise(item, output, at[3], sum, o.Activation);
        });
    }

    private long[] Depthwise(TfLiteOperator item, TfLiteTensor output, DepthwiseOptions o)
    {
        (TfLiteTensor input, TfLiteTensor weights) = (Tensor(item, 0), Tensor(item, 1));
        return Each(output, at =>
        {
            long sum = Bias(item, at[3]);
            ForWindow(input, at, (weights.Shape[1], weights.Shape[2]), (o.StrideHeight, o.StrideWidth), (o.DilationHeight, o.DilationWidth), o.Padding, output, (y, x, h, w) =>
                sum += At(weights, 0, h, w, at[3]) * (At(input, 0, y, x, at[3] / o.DepthMultiplier) - Zero(input)));
            return Requantise(item, output, at[3], sum, o.Activation);
        });
    }

    private long[] Pool(TfLiteOperator item, TfLiteTensor output, PoolOptions o)
    {
        TfLiteTensor input = Tensor(item, 0);
        (long least, long most) = Bounds(output, o.Activation);
        return Each(output, at =>
        {
            List<long> seen = [];
            ForWindow(input, at, (o.FilterHeight, o.FilterWidth), (o.StrideHeight, o.StrideWidth), (1, 1), o.Padding, output, (y, x, _, _) => seen.Add(At(input, 0, y, x, at[3])));
            long value = item.Code.Builtin == TfLiteBuiltin.MaxPool2D ? seen.Max() : (long)Math.Round((decimal)seen.Sum() / seen.Count, MidpointRounding.AwayFromZero);
            return Math.Clamp(value, least, most);
        });
    }

    private long[] FullyConnected(TfLiteOperator item, TfLiteTensor output, FullyConnectedOptions o)
    {
        (TfLiteTensor input, TfLiteTensor weights) = (Tensor(item, 0), Tensor(item, 1));
        int depth = weights.Shape[1];
        bool one = weights.Quantization!.Scales.Length == 1;
        long[] result = new long[output.ElementCount];
        for (int i = 0; i < result.Length; i++)
        {
            (int row, int channel) = (i / weights.Shape[0], i % weights.Shape[0]);
            long sum = Bias(item, channel);
            for (int k = 0; k < depth; k++)
            {
                sum += Values(weights.Index)[(channel * depth) + k] * (Values(input.Index)[(row * depth) + k] - Zero(input));
            }

            float scale = weights.Quantization.Scales[one ? 0 : channel];
            double product = one ? Scale(input) * scale : (double)Scale(input) * scale;
            result[i] = Clamp(output, Reference.Scale(sum, product / Scale(output)) + Zero(output), o.Activation);
        }

        return result;
    }

    private long[] Binary(TfLiteOperator item, TfLiteTensor output, TfLiteActivation activation)
    {
        (TfLiteTensor a, TfLiteTensor b) = (Tensor(item, 0), Tensor(item, 1));
        (float sa, float sb, float so) = (Scale(a), Scale(b), Scale(output));
        float twiceSingle = 2 * Math.Max(sa, sb);
        double twice = twiceSingle;
        return Each(output, at =>
        {
            long x = Broadcast(a, at) - Zero(a);
            long y = Broadcast(b, at) - Zero(b);
            long value = item.Code.Builtin switch
            {
                TfLiteBuiltin.Mul => Reference.Scale(x * y, (double)sa * sb / so),
                TfLiteBuiltin.Add => Reference.Scale(
                    Reference.Scale(x << 20, sa / twice) + Reference.Scale(y << 20, sb / twice), twice / ((1 << 20) * (double)so)),
                _ => Reference.Scale(
                    Reference.Scale(x << 20, sa / twiceSingle) - Reference.Scale(y << 20, sb / twiceSingle), twiceSingle / ((1 << 20) * so)),
            };
            return Clamp(output, value + Zero(output), activation);
        });
    }

    private long[] Mean(TfLiteOperator item, TfLiteTensor output)
    {
        TfLiteTensor input = Tensor(item, 0);
        int[] axes = [.. Values(item.Inputs[1]).Select(axis => (int)(axis < 0 ? axis + input.Shape.Length : axis)).Distinct()];
        int[] kept = [.. input.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)];
        long[] sums = new long[output.ElementCount];
        foreach (int[] at in Places(input.Shape))
        {
            sums[Flat(kept, [.. at.Select((index, axis) => axes.Contains(axis) ? 0 : index)])] += At(input, at);
        }

        long count = axes.Aggregate(1L, (product, axis) => product * input.Shape[axis]);
        (long q, int shift) = Split((double)Scale(input) / Scale(output));
        int k = 0;
        while (2L << k <= count)
        {
            k++;
        }

        k = Math.Min(Math.Min(k, 32), 31 + shift);
        return Array.ConvertAll(sums, sum => Math.Clamp(Multiply(sum - (Zero(input) * count), (q << k) / count, shift - k) + Zero(output), -128, 127));
    }

    private long[] Concatenation(TfLiteOperator item, TfLiteTensor output, int axis)
    {
        axis = axis < 0 ? axis + output.Shape.Length : axis;
        return Each(output, at =>
        {
            int[] place = [.. at];
            int input = 0;
            while (place[axis] >= Tensor(item, input).Shape[axis])
            {
                place[axis] -= Tensor(item, input++).Shape[axis];
            }

            return At(Tensor(item, input), place);
        });
    }

    private long[] Pack(TfLiteOperator item, TfLiteTensor output, int axis)
    {
        axis = axis < 0 ? axis + output.Shape.Length : axis;
        return Each(output, at => At(Tensor(item, at[axis]), [.. at.Where((_, i) => i != axis)]));
    }

    private long[] Slice(TfLiteOperator item, TfLiteTensor output, StridedSliceOptions o)
    {
        TfLiteTensor input = Tensor(item, 0);
        List<int[]> indices = [];
        for (int axis = 0; axis < input.Shape.Length; axis++)
        {
            (long begin, long end, long step, int extent) = (Values(item.Inputs[1])[axis], Values(item.Inputs[2])[axis], Values(item.Inputs[3])[axis], input.Shape[axis]);
            (long low, long high) = step > 0 ? (0L, (long)extent) : (-1, extent - 1);
            long first = (o.BeginMask >> axis & 1) != 0 ? (step > 0 ? 0 : extent - 1) : Math.Clamp(begin < 0 ? begin + extent : begin, low, high);
            long stop = (o.EndMask >> axis & 1) != 0 ? (step > 0 ? extent : -1) : Math.Clamp(end < 0 ? end + extent : end, low, high);
            stop = (o.ShrinkAxisMask >> axis & 1) != 0 ? first + step : stop;
            List<int> taken = [];
            for (long i = first; step > 0 ? i < stop : i > stop; i += step)
            {
                taken.Add((int)i);
            }

            indices.Add([.. taken]);
        }

        return [.. Places([.. indices.Select(list => list.Length)]).Select(at => At(input, [.. at.Select((i, axis) => indices[axis][i])]))];
    }

    private long[] Pad(TfLiteOperator item, TfLiteTensor output)
    {
        TfLiteTensor input = Tensor(item, 0);
        long[] paddings = Values(item.Inputs[1]);
        long value = item.Inputs.Length > 2 ? Values(item.Inputs[2])[0] : Zero(output);
        return Each(output, at =>
        {
            int[] place = [.. at.Select((index, axis) => index - (int)paddings[2 * axis])];
            return place.Where((index, axis) => index < 0 || index >= input.Shape[axis]).Any() ? value : At(input, place);
        });
    }

    private void Split(TfLiteOperator item)
    {
        bool sized = item.Code.Builtin == TfLiteBuiltin.SplitV;
        TfLiteTensor input = Tensor(item, sized ? 0 : 1);
        long given = Values(item.Inputs[sized ? 2 : 0])[0];
        int axis = (int)(given < 0 ? given + input.Shape.Length : given);
        int first = 0;
        foreach (TfLiteTensor output in item.Outputs.Select(index => _graph.Tensors[index]))
        {
            _values[output.Index] = Each(output, at => At(input, [.. at.Select((index, i) => i == axis ? index + first : index)]));
            first += output.Shape[axis];
        }
    }

    /// <summary>Every position of a window that lies in the image: row, column, and the kernel's row and column.</summary>
    private static void ForWindow(
        TfLiteTensor input, int[] at, (int H, int W) kernel, (int H, int W) stride, (int H, int W) dilation, TfLitePadding padding, TfLiteTensor output,
        Action<int, int, int, int> visit)
    {
        int Before(int axis, int k, int s, int d) => Math.Max(0, ((output.Shape[axis] - 1) * s) + ((k - 1) * d) + 1 - input.Shape[axis]) / 2;
        int top = padding == TfLitePadding.Same ? Before(1, kernel.H, stride.H, dilation.H) : 0;
        int left = padding == TfLitePadding.Same ? Before(2, kernel.W, stride.W, dilation.W) : 0;
        for (int h = 0; h < kernel.H; h++)
        {
            for (int w = 0; w < kernel.W; w++)
            {
                (int y, int x) = ((at[1] * stride.H) - top + (h * dilation.H), (at[2] * stride.W) - left + (w * dilation.W));
                if (y >= 0 && y < input.Shape[1] && x >= 0 && x < input.Shape[2])
                {
                    visit(y, x, h, w);
                }
            }
        }
    }

    private long Requantise(TfLiteOperator item, TfLiteTensor output, int channel, long sum, TfLiteActivation activation)
    {
        float[] scales = Tensor(item, 1).Quantization!.Scales;
        double factor = (double)Scale(Tensor(item, 0)) * scales[scales.Length == 1 ? 0 : channel] / Scale(output);
        return Clamp(output, Reference.Scale(sum, factor) + Zero(output), activation);
    }

    private long Bias(TfLiteOperator item, int channel) => item.Inputs.Length > 2 && item.Inputs[2] >= 0 ? Values(item.Inputs[2])[channel] : 0;

    private static long Clamp(TfLiteTensor output, long value, TfLiteActivation activation)
    {
        (long least, long most) = Bounds(output, activation);
        return Math.Clamp(value, least, most);
    }

    private static (long Least, long Most) Bounds(TfLiteTensor output, TfLiteActivation activation)
    {
        long At(float number) => Zero(output) + Round(number / Scale(output));
        return activation switch
        {
            TfLiteActivation.Relu => (At(0), 127),
            TfLiteActivation.Relu6 => (At(0), Math.Min(127, At(6))),
            TfLiteActivation.ReluN1To1 => (Math.Max(-128, At(-1)), Math.Min(127, At(1))),
            _ => (-128, 127),
        };
    }

    private static long Round(float number) => (long)MathF.Round(number, MidpointRounding.AwayFromZero);

    private static long Logistic(long difference, float scale)
    {
        (long q, int shift) = Split((double)scale * (1 << 27));
        double radius = Math.Floor(15 * (double)(1 << 27) / Math.Pow(2, shift));
        if (Math.Abs(difference) >= radius)
        {
            return difference < 0 ? -128 : 127;
        }

        long x = Multiply(difference, q, shift);
        long positive = Gemmlowp.Reciprocal(Gemmlowp.Exp(-Math.Abs(x), 4));
        long y = x == 0 ? 1 << 30 : x > 0 ? positive : int.MaxValue - positive;
        return Math.Clamp(Gemmlowp.Divide(y, 23) - 128, -128, 127);
    }

    private static long[] Softmax(long[] row, double scale)
    {
        (long q, int shift) = Split(Math.Min(scale * (1 << 26), int.MaxValue));
        double least = -Math.Floor(31 * (double)(1 << 26) / Math.Pow(2, shift));
        long[] powers = Array.ConvertAll(row, x => x - row.Max() < least ? -1 : Gemmlowp.Exp(Gemmlowp.High((x - row.Max()) << shift, q), 5));
        long sum = powers.Where(power => power >= 0).Sum(power => Gemmlowp.Divide(power, 12));
        int zeros = System.Numerics.BitOperations.LeadingZeroCount((uint)sum);
        long one = Gemmlowp.Reciprocal((sum << zeros) - (1L << 31));
        return Array.ConvertAll(powers, power => power < 0 ? -128 : Math.Clamp(Gemmlowp.Divide(Gemmlowp.High(one, power), 12 - zeros + 31 - 8) - 128, -128, 127));
    }

    /// <summary>A factor as Q0.31 and a power of two.</summary>
    private static (long Value, int Shift) Split(double factor)
    {
        int shift = 0;
        for (; factor < 0.5; factor *= 2)
        {
            shift--;
        }

        for (; factor >= 1; factor /= 2)
        {
            shift++;
        }

        long value = (long)Math.Round(factor * (1L << 31), MidpointRounding.AwayFromZero);
        return value == 1L << 31 ? (value / 2, shift + 1) : (value, shift);
    }

    private static long Multiply(long value, long q, int shift) =>
        shift > 0 ? Gemmlowp.High(value << shift, q) : Gemmlowp.Divide(Gemmlowp.High(value, q), -shift);

    private long Broadcast(TfLiteTensor tensor, int[] at)
    {
        int missing = at.Length - tensor.Shape.Length;
        return At(tensor, [.. tensor.Shape.Select((extent, axis) => extent == 1 ? 0 : at[axis + missing])]);
    }

    private static long[] Each(TfLiteTensor tensor, Func<int[], long> value) => [.. Places(tensor.Shape).Select(value)];

    private static IEnumerable<int[]> Places(int[] shape)
    {
        int count = shape.Aggregate(1, (product, extent) => product * extent);
        for (int i = 0; i < count; i++)
        {
            int[] at = new int[shape.Length];
            int rest = i;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                (rest, at[axis]) = (rest / shape[axis], rest % shape[axis]);
            }

            yield return at;
        }
    }

    private static int Flat(int[] shape, int[] at) => at.Select((index, axis) => (index, axis)).Aggregate(0, (sum, next) => (sum * shape[next.axis]) + next.index);

    private long At(TfLiteTensor tensor, params int[] at) => Values(tensor.Index)[Flat(tensor.Shape, at)];

    private TfLiteTensor Tensor(TfLiteOperator item, int slot) => _graph.Tensors[item.Inputs[slot]];

    private long[] Values(int tensor)
    {
        TfLiteTensor constant = _graph.Tensors[tensor];
        return _values[tensor] ??= constant.Type == TfLiteType.Int4
            ? [.. constant.Data!.Value.ToArray().SelectMany(pair => new[] { Nibble(pair & 15), Nibble(pair >> 4) }).Take(constant.ElementCount)]
            : constant.Type == TfLiteType.Int32 ? Array.ConvertAll(MemoryMarshal.Cast<byte, int>(constant.Data!.Value.Span).ToArray(), x => (long)x)
            : Array.ConvertAll(constant.Data!.Value.ToArray(), x => (long)(sbyte)x);
    }

    private static long Nibble(int bits) => bits < 8 ? bits : bits - 16;

    private static float Scale(TfLiteTensor tensor) => tensor.Quantization!.Scales[0];

    private static long Zero(TfLiteTensor tensor) => tensor.Quantization!.ZeroPoints[0];

    private string Variable(int handle) =>
        ((VarHandleOptions)_graph.Operators.First(item => item.Outputs.Contains(handle)).Options!).SharedName;
}

/// <summary>gemmlowp's functions on fixed-point numbers, by their formulas, in 64 bits.</summary>
internal static class Gemmlowp
{
    private static readonly (int Power, long Factor)[] Barrel =
        [(-2, 1672461947), (-1, 1302514674), (0, 790015084), (1, 290630308), (2, 39332535), (3, 720401), (4, 242)];

    /// <summary>a b / 2^31, halves up.</summary>
    public static long High(long a, long b) => (long)decimal.Floor(((decimal)a * b / 2147483648m) + 0.5m);

    /// <summary>a / 2^n, halves away from zero.</summary>
    public static long Divide(long a, int n) => (long)Math.Round((decimal)a / (1L << n), MidpointRounding.AwayFromZero);

    /// <summary>exp(a) for a of at most 0, from Q integerBits to Q0.31.</summary>
    public static long Exp(long a, int integerBits)
    {
        int fraction = 31 - integerBits;
        long quarter = 1L << (fraction - 2);
        if (a == 0)
        {
            return int.MaxValue;
        }

        long modulo = (a & (quarter - 1)) - quarter;
        long x = (modulo << integerBits) + (1 << 28);
        long x2 = High(x, x);
        long x3 = High(x2, x);
        long x4 = High(x2, x2);
        long t = Divide(High(Divide(x4, 2) + x3, 715827883) + x2, 1);
        long result = 1895147668 + High(1895147668, x + t);
        long rest = modulo - a;
        foreach ((int power, long factor) in Barrel.Where(step => integerBits > step.Power))
        {
            result = (rest >> (fraction + power) & 1) != 0 ? High(result, factor) : result;
        }

        return result;
    }

    /// <summary>1 / (1 + a), Q0.31.</summary>
    public static long Reciprocal(long a)
    {
        long sum = a + int.MaxValue;
        long half = (sum + (sum >= 0 ? 1 : -1)) / 2;
        long x = 1515870810 + High(half, -1010580540);
        for (int i = 0; i < 3; i++)
        {
            x += Saturated(High(x, (1 << 29) - High(half, x)) << 2);
        }

        return Saturated(x << 1);
    }

    private static long Saturated(long value) => Math.Clamp(value, int.MinValue, int.MaxValue);
}
