using Sotto.Compiler.TfLite;

namespace Sotto.HostTests;

/// <summary>Random TFLite graphs of few operators and at most 64 outputs, with any shapes, strides, paddings, scales and zero points.</summary>
internal sealed class RandomLayer
{
    private const int MostOutputs = 64;

    private static readonly TfLiteActivation[] Activations =
        [TfLiteActivation.None, TfLiteActivation.Relu, TfLiteActivation.Relu6, TfLiteActivation.ReluN1To1];

    private readonly Random _random;
    private readonly TfLiteFile _file = new();
    private readonly TfLiteFileSubgraph _main;
    private readonly Dictionary<int, int[]> _shapes = [];
    private readonly Dictionary<int, (float Scale, int ZeroPoint)> _quantizations = [];

    private RandomLayer(Random random)
    {
        _random = random;
        _main = _file.Main;
    }

    /// <summary>The kinds of graph that there are.</summary>
    public static readonly string[] Kinds =
    [
        "convolution", "depthwise", "fully connected", "average pool", "max pool", "add", "subtract", "multiply", "mean", "softmax",
        "logistic", "quantise", "relu", "relu6", "concatenation", "slice", "split", "pack", "pad", "padded convolution", "reshape", "unsigned", "numbers", "ring", "mixed ring",
    ];

    /// <summary>Draws a graph of a kind.</summary>
    public static byte[] Draw(string kind, Random random)
    {
        RandomLayer layer = new(random);
        int input = -1;
        int output = kind switch
        {
            "convolution" => layer.Convolution(input = layer.Image()),
            "depthwise" => layer.Depthwise(input = layer.Image()),
            "fully connected" => layer.FullyConnected(input = layer.Image()),
            "average pool" => layer.Pool(input = layer.Image(), TfLiteBuiltin.AveragePool2D),
            "max pool" => layer.Pool(input = layer.Image(), TfLiteBuiltin.MaxPool2D),
            "add" => layer.Pair(input = layer.Small(), TfLiteBuiltin.Add),
            "subtract" => layer.Pair(input = layer.Small(), TfLiteBuiltin.Sub),
            "multiply" => layer.Pair(input = layer.Small(), TfLiteBuiltin.Mul),
            "mean" => layer.Mean(input = layer.Image()),
            "softmax" => layer.Probability(input = layer.Small(), TfLiteBuiltin.Softmax),
            "logistic" => layer.Probability(input = layer.Small(), TfLiteBuiltin.Logistic),
            "quantise" => layer.Same(input = layer.Small(), TfLiteBuiltin.Quantize),
            "relu" => layer.Same(input = layer.Small(), TfLiteBuiltin.Relu),
            "relu6" => layer.Same(input = layer.Small(), TfLiteBuiltin.Relu6),
            "concatenation" => layer.Concatenation(input = layer.Small()),
            "slice" => layer.Slice(input = layer.Image()),
            "split" => layer.Split(input = layer.Small()),
            "pack" => layer.Pack(input = layer.Small()),
            "pad" => layer.Pad(input = layer.Small()),
            "padded convolution" => layer.Convolution(layer.Pad(input = layer.Small())),
            "reshape" => layer.Reshape(input = layer.Small()),
            "unsigned" => layer.Unsigned(out input),
            "numbers" => layer.Numbers(out input),
            "ring" => layer.Ring(out input),
            _ => layer.MixedRing(out input),
        };
        layer._main.Inputs = [input];
        layer._main.Outputs = [layer.Cut(output)];
        return layer._file.ToBytes();
    }

    /// <summary>A random part of at most 64 values.</summary>
    private int Cut(int tensor)
    {
        int[] extents = [.. _shapes[tensor]];
        int[] begin = new int[extents.Length];
        while (extents.Aggregate(1, (a, b) => a * b) > MostOutputs)
        {
            int axis = Array.IndexOf(extents, extents.Max());
            int kept = (extents[axis] + 1) / 2;
            begin[axis] += _random.Next(extents[axis] - kept + 1);
            extents[axis] = kept;
        }

        if (extents.SequenceEqual(_shapes[tensor]))
        {
            return tensor;
        }

        int[] end = [.. begin.Zip(extents, (first, count) => first + count)];
        int output = Like(tensor, extents);
        _main.AddOperator(
            TfLiteBuiltin.StridedSlice,
            [tensor, Numbers("begin", begin), Numbers("end", end), Numbers("strides", [.. begin.Select(_ => 1)])], [output], new StridedSliceOptions());
        return output;
    }

    private int Tensor(int[] shape, float scale, int zeroPoint, TfLiteType type = TfLiteType.Int8)
    {
        int tensor = _main.AddTensor("t", shape, type, scale, zeroPoint);
        _shapes[tensor] = shape;
        _quantizations[tensor] = (scale, zeroPoint);
        return tensor;
    }

    private int ZeroPoint() => _random.Next(4) == 0 ? -128 : _random.Next(-128, 128);

    private float Positive(float least, float most) => least * MathF.Pow(most / least, _random.NextSingle());

    private int Image() => Tensor([1, _random.Next(1, 9), _random.Next(1, 6), _random.Next(1, 5)], Positive(0.01f, 0.2f), ZeroPoint());

    private int Small() => Tensor([1, _random.Next(1, 5), _random.Next(1, 4), _random.Next(1, 4)], Positive(0.01f, 0.2f), ZeroPoint());

    private TfLiteActivation Activation() => Activations[_random.Next(Activations.Length)];

    /// <summary>A window along one dimension that fits; the padding is the operator's.</summary>
    private (int Kernel, int Stride, int Dilation, int Outputs) Window(int extent, TfLitePadding padding, bool dilates)
    {
        int dilation = dilates && _random.Next(3) == 0 ? 2 : 1;
        int kernel = padding == TfLitePadding.Same ? _random.Next(1, 6) : _random.Next(1, ((extent - 1) / dilation) + 2);
        int stride = _random.Next(1, 4);
        int reach = ((kernel - 1) * dilation) + 1;
        return (kernel, stride, dilation, padding == TfLitePadding.Same ? (extent + stride - 1) / stride : (extent + stride - reach) / stride);
    }

    private (int Tensor, float[] Scales) Weights(int[] shape, int dimension, bool one)
    {
        int outputs = shape[dimension];
        float[] scales = [.. Enumerable.Range(0, one ? 1 : outputs).Select(_ => Positive(0.001f, 0.05f))];
        bool halved = _random.Next(6) == 0;
        int count = shape.Aggregate(1, (a, b) => a * b);
        sbyte[] data = [.. Enumerable.Range(0, halved ? (count + 1) / 2 : count).Select(_ => (sbyte)_random.Next(-127, 128))];
        TfLiteQuantization quantization = new(scales, [.. scales.Select(_ => 0L)], one ? 0 : dimension);
        return (_main.AddConstant("w", shape, halved ? TfLiteType.Int4 : TfLiteType.Int8, data, quantization), scales);
    }

    private int Bias(int outputs, float input, float[] scales) => _random.Next(5) == 0 ? -1 : _main.AddConstant(
        "b", [outputs], TfLiteType.Int32, [.. Enumerable.Range(0, outputs).Select(_ => _random.Next(-4000, 4000))],
        new TfLiteQuantization([.. scales.Select(scale => scale * input)], [.. scales.Select(_ => 0L)], 0));

    private int Weighted(int input, int[] shape, int[] weightShape, int dimension, TfLiteBuiltin builtin, TfLiteOptions options)
    {
        int taps = weightShape.Aggregate(1, (a, b) => a * b) / weightShape[dimension];
        (int weights, float[] scales) = Weights(weightShape, dimension, _random.Next(3) == 0);
        float scale = _quantizations[input].Scale * scales.Max() * MathF.Sqrt(taps) * Positive(20, 200);
        int output = Tensor(shape, scale, ZeroPoint());
        _main.AddOperator(builtin, [input, weights, Bias(weightShape[dimension], _quantizations[input].Scale, scales)], [output], options);
        return output;
    }

    private int Convolution(int input)
    {
        int[] shape = _shapes[input];
        TfLitePadding padding = (TfLitePadding)_random.Next(2);
        var time = Window(shape[1], padding, dilates: true);
        var bins = Window(shape[2], padding, dilates: true);
        int groups = shape[3] > 1 && _random.Next(4) == 0 ? shape[3] : 1;
        int outputs = _random.Next(1, 5) * groups;
        return Weighted(
            input, [1, time.Outputs, bins.Outputs, outputs], [outputs, time.Kernel, bins.Kernel, shape[3] / groups], 0, TfLiteBuiltin.Conv2D,
            new Conv2DOptions(padding, time.Stride, bins.Stride, Activation(), time.Dilation, bins.Dilation));
    }

    private int Depthwise(int input)
    {
        int[] shape = _shapes[input];
        TfLitePadding padding = (TfLitePadding)_random.Next(2);
        var time = Window(shape[1], padding, dilates: true);
        var bins = Window(shape[2], padding, dilates: true);
        int multiplier = _random.Next(2) == 0 ? 1 : _random.Next(1, 4);
        int outputs = shape[3] * multiplier;
        return Weighted(
            input, [1, time.Outputs, bins.Outputs, outputs], [1, time.Kernel, bins.Kernel, outputs], 3, TfLiteBuiltin.DepthwiseConv2D,
            new DepthwiseOptions(padding, time.Stride, bins.Stride, multiplier, Activation(), time.Dilation, bins.Dilation));
    }

    private int FullyConnected(int input)
    {
        int[] shape = _shapes[input];
        bool rows = _random.Next(2) == 0;
        int depth = rows ? shape[3] : shape[1] * shape[2] * shape[3];
        int outputs = _random.Next(1, 5);
        return Weighted(
            input, rows ? [1, shape[1], shape[2], outputs] : [1, outputs], [outputs, depth], 0, TfLiteBuiltin.FullyConnected,
            new FullyConnectedOptions(Activation()));
    }

    private int Pool(int input, TfLiteBuiltin builtin)
    {
        int[] shape = _shapes[input];
        TfLitePadding padding = (TfLitePadding)_random.Next(2);
        var time = Window(shape[1], padding, dilates: false);
        var bins = Window(shape[2], padding, dilates: false);
        int output = Tensor([1, time.Outputs, bins.Outputs, shape[3]], _quantizations[input].Scale, _quantizations[input].ZeroPoint);
        _main.AddOperator(builtin, [input], [output], new PoolOptions(padding, time.Stride, bins.Stride, time.Kernel, bins.Kernel, Activation()));
        return output;
    }

    private int Pair(int input, TfLiteBuiltin builtin)
    {
        int[] shape = _shapes[input];
        int[] spread = [.. shape.Select(extent => _random.Next(3) == 0 ? 1 : extent).Skip(_random.Next(3))];
        float scale = Positive(0.01f, 0.2f);
        int second = _random.Next(4) == 0 ? Same(input, TfLiteBuiltin.Quantize) : _main.AddConstant(
            "c", spread, TfLiteType.Int8, [.. Enumerable.Range(0, spread.Aggregate(1, (a, b) => a * b)).Select(_ => (sbyte)_random.Next(-128, 128))],
            new TfLiteQuantization([scale], [ZeroPoint()], 0));
        float other = _quantizations.TryGetValue(second, out var known) ? known.Scale : scale;
        float of = builtin == TfLiteBuiltin.Mul ? _quantizations[input].Scale * other * 100 : Math.Max(_quantizations[input].Scale, other);
        int output = Tensor(shape, of * Positive(0.5f, 3), ZeroPoint());
        _main.AddOperator(builtin, _random.Next(2) == 0 ? [input, second] : [second, input], [output], new BinaryOptions(Activation()));
        return output;
    }

    private int Mean(int input)
    {
        int[] shape = _shapes[input];
        int[] axes = [.. Enumerable.Range(1, 3).Where(_ => _random.Next(2) == 0).DefaultIfEmpty(_random.Next(1, 4))];
        bool keep = _random.Next(2) == 0;
        int[] kept = [.. shape.Select((extent, axis) => !axes.Contains(axis) ? extent : keep ? 1 : 0).Where(extent => extent > 0)];
        int output = Tensor(kept, _random.Next(3) == 0 ? _quantizations[input].Scale : Positive(0.01f, 0.2f), ZeroPoint());
        int list = Numbers("axes", [.. axes.Select(axis => _random.Next(2) == 0 ? axis : axis - 4)]);
        _main.AddOperator(TfLiteBuiltin.Mean, [input, list], [output], new ReducerOptions(keep));
        return output;
    }

    private int Numbers(string name, params int[] numbers) => _main.AddConstant(name, [numbers.Length], TfLiteType.Int32, numbers);

    private int Probability(int input, TfLiteBuiltin builtin)
    {
        int output = Tensor(_shapes[input], 1f / 256, -128);
        _main.AddOperator(builtin, [input], [output], builtin == TfLiteBuiltin.Softmax ? new SoftmaxOptions(Positive(0.5f, 2)) : null);
        return output;
    }

    private int Same(int input, TfLiteBuiltin builtin)
    {
        bool exact = _random.Next(4) == 0;
        float scale = exact ? _quantizations[input].Scale : _quantizations[input].Scale * Positive(0.3f, 3);
        int output = Tensor(_shapes[input], scale, exact && _random.Next(2) == 0 ? _quantizations[input].ZeroPoint : ZeroPoint());
        _main.AddOperator(builtin, [input], [output]);
        return output;
    }

    private int Like(int input, int[] shape) => Tensor(shape, _quantizations[input].Scale, _quantizations[input].ZeroPoint);

    private int Concatenation(int input)
    {
        int[] shape = _shapes[input];
        int axis = _random.Next(1, 4);
        int[] whole = [.. shape];
        whole[axis] *= 2;
        int twin = Twin(input);
        int output = Like(input, whole);
        _main.AddOperator(TfLiteBuiltin.Concatenation, [twin, input], [output], new ConcatenationOptions(_random.Next(2) == 0 ? axis : axis - 4));
        return output;
    }

    /// <summary>The same tensor clamped, so that two that differ can be joined.</summary>
    private int Twin(int input)
    {
        int output = Like(input, _shapes[input]);
        _main.AddOperator(TfLiteBuiltin.Relu6, [input], [output]);
        return output;
    }

    private int Slice(int input)
    {
        int[] shape = _shapes[input];
        int[] begin = new int[4];
        int[] end = new int[4];
        int[] strides = new int[4];
        List<int> left = [];
        int shrunk = _random.Next(4) == 0 ? _random.Next(1, 4) : -1;
        (int beginMask, int endMask) = (_random.Next(16), _random.Next(16));
        for (int axis = 0; axis < 4; axis++)
        {
            strides[axis] = axis == shrunk ? 1 : _random.Next(4) == 0 ? -_random.Next(1, 3) : _random.Next(1, 3);
            int first = (beginMask >> axis & 1) != 0 ? (strides[axis] > 0 ? 0 : shape[axis] - 1) : _random.Next(shape[axis]);
            begin[axis] = _random.Next(2) == 0 ? first : first - shape[axis];
            bool toEnd = (endMask >> axis & 1) != 0;
            int room = strides[axis] > 0 ? (shape[axis] - first + strides[axis] - 1) / strides[axis] : (first - strides[axis]) / -strides[axis];
            int count = toEnd ? room : _random.Next(1, room + 1);
            int stop = first + (count * strides[axis]);
            end[axis] = stop < 0 ? -shape[axis] - 1 : Math.Min(stop, shape[axis]);
            if (axis != shrunk)
            {
                left.Add(count);
            }
        }

        int output = Like(input, [.. left]);
        _main.AddOperator(
            TfLiteBuiltin.StridedSlice, [input, Numbers("begin", begin), Numbers("end", end), Numbers("strides", strides)], [output],
            new StridedSliceOptions(beginMask, endMask, shrunk < 0 ? 0 : 1 << shrunk));
        return output;
    }

    private int Split(int input)
    {
        int[] shape = _shapes[input];
        int axis = _random.Next(1, 4);
        if (shape[axis] == 1)
        {
            return Same(input, TfLiteBuiltin.Relu6);
        }

        bool sized = shape[axis] % 2 != 0 || _random.Next(2) == 0;
        int first = sized ? _random.Next(1, shape[axis]) : shape[axis] / 2;
        int[] a = [.. shape.Select((extent, i) => i == axis ? first : extent)];
        int[] b = [.. shape.Select((extent, i) => i == axis ? extent - first : extent)];
        (int one, int two, int number) = (Like(input, a), Like(input, b), Numbers("axis", _random.Next(2) == 0 ? axis : axis - 4));
        _main.AddOperator(
            sized ? TfLiteBuiltin.SplitV : TfLiteBuiltin.Split, sized ? [input, Numbers("sizes", first, shape[axis] - first), number] : [number, input],
            [one, two], new SplitOptions(2));
        int output = Like(input, shape);
        _main.AddOperator(TfLiteBuiltin.Concatenation, [two, one], [output], new ConcatenationOptions(axis));
        return output;
    }

    private int Pack(int input)
    {
        int[] shape = _shapes[input];
        int flat = Like(input, shape[1..]);
        int clamped = Like(input, shape[1..]);
        _main.AddOperator(TfLiteBuiltin.Reshape, [input], [flat]);
        _main.AddOperator(TfLiteBuiltin.Relu6, [flat], [clamped]);
        int axis = _random.Next(1, 4);
        List<int> whole = [.. shape[1..]];
        whole.Insert(axis, 2);
        int output = Like(input, [.. whole]);
        _main.AddOperator(TfLiteBuiltin.Pack, [clamped, flat], [output], new PackOptions(2, _random.Next(2) == 0 ? axis : axis - 4));
        return output;
    }

    private int Pad(int input)
    {
        int[] shape = _shapes[input];
        int[] paddings = [0, 0, .. Enumerable.Range(0, 4).Select(_ => _random.Next(3)), 0, _random.Next(4) == 0 ? 1 : 0];
        int[] whole = [.. shape.Select((extent, axis) => extent + paddings[2 * axis] + paddings[(2 * axis) + 1])];
        int output = Like(input, whole);
        int list = _main.AddConstant("paddings", [4, 2], TfLiteType.Int32, paddings);
        (float scale, int zeroPoint) = _quantizations[input];
        int[] value = _random.Next(3) == 0
            ? [_main.AddConstant("value", [1], TfLiteType.Int8, [(sbyte)_random.Next(-128, 128)], new TfLiteQuantization([scale], [zeroPoint], 0))] : [];
        _main.AddOperator(value.Length > 0 ? TfLiteBuiltin.PadV2 : TfLiteBuiltin.Pad, [input, list, .. value], [output]);
        return output;
    }

    private int Reshape(int input)
    {
        int[] shape = _shapes[input];
        int before = Same(input, TfLiteBuiltin.Relu6);
        int output = Like(before, [1, shape[3], shape[1], shape[2]]);
        _main.AddOperator(TfLiteBuiltin.Reshape, [before], [output]);
        return Convolution(output);
    }

    /// <summary>UINT8 at both ends.</summary>
    private int Unsigned(out int input)
    {
        int[] shape = [1, _random.Next(1, 5), 1, _random.Next(1, 5)];
        float scale = Positive(0.01f, 0.2f);
        int zeroPoint = _random.Next(256);
        input = Tensor(shape, scale, zeroPoint, TfLiteType.UInt8);
        bool exact = _random.Next(2) == 0;
        int signed = Tensor(shape, exact ? scale : Positive(0.01f, 0.2f), exact ? zeroPoint - 128 : ZeroPoint());
        _main.AddOperator(TfLiteBuiltin.Quantize, [input], [signed]);
        int last = Convolution(signed);
        (float lastScale, int lastZero) = _quantizations[last];
        exact = _random.Next(2) == 0;
        int output = Tensor(_shapes[last], exact ? lastScale : lastScale * Positive(0.3f, 3), exact ? lastZero + 128 : _random.Next(256), TfLiteType.UInt8);
        _main.AddOperator(TfLiteBuiltin.Quantize, [last], [output]);
        return output;
    }

    /// <summary>FLOAT32 at both ends, which are given and taken quantised.</summary>
    private int Numbers(out int input)
    {
        int[] shape = [1, _random.Next(1, 5), 1, _random.Next(1, 5)];
        input = _main.AddTensor("numbers", shape, TfLiteType.Float32);
        int quantised = Tensor(shape, Positive(0.01f, 0.2f), ZeroPoint());
        _main.AddOperator(TfLiteBuiltin.Quantize, [input], [quantised]);
        int squeezed = Like(quantised, [shape[1], shape[3]]);
        _main.AddOperator(TfLiteBuiltin.Squeeze, [quantised], [squeezed]);
        int spread = Like(quantised, shape);
        _main.AddOperator(TfLiteBuiltin.ExpandDims, [squeezed, Numbers("axes", 0)], [spread]);
        int last = Convolution(spread);
        int output = _main.AddTensor("numbers", _shapes[last], TfLiteType.Float32);
        _main.AddOperator(TfLiteBuiltin.Dequantize, [last], [output]);
        _shapes[output] = _shapes[last];
        return output;
    }

    /// <summary>Keeps frames in a variable, by either way that converters write, and goes over kept and new ones.</summary>
    private int Ring(out int input)
    {
        int all = Ring(out input, _random.Next(1, 5), _random.Next(1, 4), _random.Next(1, 4));
        return _random.Next(4) switch
        {
            0 => Depthwise(all),
            1 => Pool(all, TfLiteBuiltin.AveragePool2D),
            2 => FullyConnected(all),
            _ => Convolution(all),
        };
    }

    private int Ring(out int input, int kept, int added, int channels)
    {
        int ring = _main.AddVariable("ring");
        input = Tensor([1, added, 1, channels], Positive(0.01f, 0.2f), ZeroPoint());
        int source = _random.Next(2) == 0 ? input : Convolved(input);
        int[] shape = _shapes[source];
        int all = Like(source, [1, kept + shape[1], 1, shape[3]]);
        bool whole = _random.Next(2) == 0;
        int read = Like(source, [1, whole ? kept + shape[1] : kept, 1, shape[3]]);
        int next = Like(source, [1, kept, 1, shape[3]]);
        if (_random.Next(2) == 0)
        {
            Initialise(_shapes[read], _quantizations[read]);
        }

        _main.AddOperator(TfLiteBuiltin.ReadVariable, [ring], [read]);
        if (whole)
        {
            Tail(read, next, shape[1]);
        }

        _main.AddOperator(TfLiteBuiltin.Concatenation, [whole ? next : read, source], [all], new ConcatenationOptions(1));
        if (!whole)
        {
            Tail(all, next, -kept);
        }

        _main.AddOperator(TfLiteBuiltin.AssignVariable, [ring, whole ? all : next], []);
        return all;
    }

    /// <summary>Gives the variable its zero points once, as converters do.</summary>
    private void Initialise(int[] shape, (float Scale, int ZeroPoint) quantization)
    {
        TfLiteFileSubgraph init = _file.AddSubgraph("init");
        sbyte[] zeros = [.. Enumerable.Repeat((sbyte)quantization.ZeroPoint, shape.Aggregate(1, (a, b) => a * b))];
        int constant = init.AddConstant("zeros", shape, TfLiteType.Int8, zeros, new TfLiteQuantization([quantization.Scale], [quantization.ZeroPoint], 0));
        init.AddOperator(TfLiteBuiltin.AssignVariable, [init.AddVariable("ring"), constant], []);
        _main.AddOperator(TfLiteBuiltin.CallOnce, [], [], new CallOnceOptions(init.Index));
    }

    private int Convolved(int input)
    {
        int[] shape = _shapes[input];
        int outputs = _random.Next(2, 5);
        return Weighted(input, [1, shape[1], 1, outputs], [outputs, 1, 1, shape[3]], 0, TfLiteBuiltin.Conv2D, new Conv2DOptions(TfLitePadding.Same, 1, 1));
    }

    private void Tail(int from, int to, int begin) => _main.AddOperator(
        TfLiteBuiltin.StridedSlice, [from, Numbers("begin", 0, begin, 0, 0), Numbers("end", 0, 0, 0, 0), Numbers("strides", 1, 1, 1, 1)], [to],
        new StridedSliceOptions(13, 15));

    /// <summary>Two kernels of different length over the channels of a ring, as MixConv has them.</summary>
    private int MixedRing(out int input)
    {
        int kept = _random.Next(2, 6);
        int all = Ring(out input, kept, 1, _random.Next(2, 6));
        int[] shape = _shapes[all];
        int first = _random.Next(1, shape[3]);
        int one = Like(all, [1, shape[1], 1, first]);
        int two = Like(all, [1, shape[1], 1, shape[3] - first]);
        _main.AddOperator(
            TfLiteBuiltin.SplitV, [all, Numbers("sizes", first, shape[3] - first), Numbers("axis", -1)], [one, two], new SplitOptions(2));
        (float scale, int zeroPoint) = (Positive(0.05f, 0.5f), ZeroPoint());
        int left = Newest(one, _random.Next(1, shape[1] + 1), scale, zeroPoint);
        int right = Newest(two, _random.Next(1, shape[1] + 1), scale, zeroPoint);
        int output = Like(left, [1, _shapes[left][1], 1, shape[3]]);
        _main.AddOperator(TfLiteBuiltin.Concatenation, [left, right], [output], new ConcatenationOptions(-1));
        return output;
    }

    /// <summary>A depthwise kernel over the last frames of a tensor.</summary>
    private int Newest(int from, int frames, float scale, int zeroPoint)
    {
        int[] shape = _shapes[from];
        int cut = Like(from, [1, frames, 1, shape[3]]);
        Tail(from, cut, -frames);
        (int weights, float[] scales) = Weights([1, frames, 1, shape[3]], 3, one: false);
        int output = Tensor([1, 1, 1, shape[3]], scale, zeroPoint);
        _main.AddOperator(
            TfLiteBuiltin.DepthwiseConv2D, [cut, weights, Bias(shape[3], _quantizations[from].Scale, scales)], [output],
            new DepthwiseOptions(TfLitePadding.Valid, 1, 1, 1));
        return output;
    }
}
