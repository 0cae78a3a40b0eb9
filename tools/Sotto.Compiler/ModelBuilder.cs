using Sotto.Compiler.Import;
using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>
/// Puts a quantised streaming model together, layer by layer, and writes it as a <c>.sotto</c> file. Tensors are known by
/// the numbers that the layers return.
/// </summary>
public sealed class ModelBuilder
{
    /// <summary>Bits below the units of the inputs in which sums and differences are taken.</summary>
    public const int SpareBits = 20;

    /// <summary>Fraction bits of the differences of logits: Q5.26, as TensorFlow Lite's PreprocessSoftmaxScaling.</summary>
    public const int LogitBits = 26;

    private static readonly Quantization Probability = new(1f / 256, -128);

    private readonly string _name;
    private readonly List<TensorPlan> _tensors = [];
    private readonly List<LayerPlan> _layers = [];

    /// <summary>Begins with the input.</summary>
    /// <param name="name">Name used in error messages.</param>
    /// <param name="stepFrames">Feature rows a step.</param>
    /// <param name="bins">Bins of a row.</param>
    /// <param name="channels">Channels of a bin; bins times channels are the features of a row.</param>
    /// <param name="inputQuantization">How the features are quantised.</param>
    public ModelBuilder(string name, int stepFrames, int bins, int channels, Quantization inputQuantization)
    {
        _name = name;
        Input = NewTensor(stepFrames, bins, channels, inputQuantization);
    }

    /// <summary>The input tensor.</summary>
    public int Input { get; }

    /// <summary>Convolution over time and bins.</summary>
    /// <param name="from">Input tensor.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="weights">[outputs, time taps, bin taps, input channels].</param>
    /// <param name="weightScales">The step of each output's weights.</param>
    /// <param name="bias">In units of input scale times weight scale, one an output.</param>
    /// <param name="output">How the output is quantised.</param>
    /// <param name="activation">What is done to the sums.</param>
    /// <returns>The output tensor.</returns>
    public int Convolution(
        int from, ConvolutionShape shape, sbyte[] weights, float[] weightScales, int[] bias, Quantization output, Activation activation) =>
        AddWeighted(Operator.Convolution, from, shape, weights, weightScales, bias, output, activation);

    /// <summary>A kernel of its own for every channel.</summary>
    /// <param name="from">Input tensor.</param>
    /// <param name="shape">Its shape; outputs equal the input's channels.</param>
    /// <param name="weights">[time taps, bin taps, channels].</param>
    /// <param name="weightScales">The step of each channel's weights.</param>
    /// <param name="bias">In units of input scale times weight scale, one a channel.</param>
    /// <param name="output">How the output is quantised.</param>
    /// <param name="activation">What is done to the sums.</param>
    /// <returns>The output tensor.</returns>
    public int Depthwise(
        int from, ConvolutionShape shape, sbyte[] weights, float[] weightScales, int[] bias, Quantization output, Activation activation) =>
        AddWeighted(Operator.DepthwiseConvolution, from, shape, weights, weightScales, bias, output, activation);

    /// <summary>Every output sums all bins and channels of the newest frame.</summary>
    /// <param name="from">Input tensor.</param>
    /// <param name="outputs">How many outputs.</param>
    /// <param name="weights">[outputs, bins, channels].</param>
    /// <param name="weightScales">The step of each output's weights.</param>
    /// <param name="bias">In units of input scale times weight scale, one an output.</param>
    /// <param name="output">How the output is quantised.</param>
    /// <param name="activation">What is done to the sums.</param>
    /// <returns>The output tensor.</returns>
    public int FullyConnected(
        int from, int outputs, sbyte[] weights, float[] weightScales, int[] bias, Quantization output, Activation activation) =>
        Convolution(from, new ConvolutionShape(1, 1, 1, _tensors[from].Bins, 1, 0, 0, outputs), weights, weightScales, bias, output, activation);

    /// <summary>The mean of every bin and channel over the last frames.</summary>
    /// <param name="from">Input tensor.</param>
    /// <param name="frames">How many frames.</param>
    /// <returns>The output tensor, quantised as the input.</returns>
    public int AveragePool(int from, int frames) => AddPool(Operator.AveragePool, from, frames, 1);

    /// <summary>The mean of every channel over the last frames and all bins.</summary>
    /// <param name="from">Input tensor.</param>
    /// <param name="frames">How many frames.</param>
    /// <returns>The output tensor, quantised as the input.</returns>
    public int AveragePoolBins(int from, int frames) => AddPool(Operator.AveragePool, from, frames, _tensors[from].Bins);

    /// <summary>The maximum of every bin and channel over the last frames.</summary>
    /// <param name="from">Input tensor.</param>
    /// <param name="frames">How many frames.</param>
    /// <returns>The output tensor, quantised as the input.</returns>
    public int MaxPool(int from, int frames) => AddPool(Operator.MaxPool, from, frames, 1);

    /// <summary>The sum of two tensors of one shape.</summary>
    /// <param name="first">A tensor.</param>
    /// <param name="second">Another.</param>
    /// <param name="output">How the sum is quantised.</param>
    /// <param name="activation">What is done to it.</param>
    /// <returns>The output tensor.</returns>
    public int Add(int first, int second, Quantization output, Activation activation)
    {
        TensorPlan a = _tensors[first];
        double[] factors = SumFactors(a.Quantization.Scale, _tensors[second].Quantization.Scale, output.Scale);
        int result = NewTensor(a.Frames, a.Bins, a.Channels, output);
        (int minimum, int maximum) = Clamp(output, activation);
        _layers.Add(new LayerPlan
        {
            Operator = Operator.Add,
            Input = first,
            Second = second,
            Output = result,
            ClampMinimum = minimum,
            ClampMaximum = maximum,
            Parameters = [.. factors.Select(Multiplier.Of).SelectMany(m => new[] { m.Value, m.Shift })],
        });
        return result;
    }

    /// <summary>Probabilities of logits.</summary>
    /// <param name="from">Logits.</param>
    /// <returns>The output tensor, scale 1/256, zero point -128.</returns>
    public int Softmax(int from)
    {
        double factor = Math.Min((double)_tensors[from].Quantization.Scale * (1 << LogitBits), int.MaxValue);
        Multiplier multiplier = Multiplier.Of(factor);
        return AddProbability(Operator.Softmax, from, multiplier, -Radius(5, multiplier.Shift));
    }

    /// <summary>A probability of every value.</summary>
    /// <param name="from">Values.</param>
    /// <returns>The output tensor, scale 1/256, zero point -128.</returns>
    public int Logistic(int from)
    {
        Multiplier multiplier = Multiplier.Of((double)_tensors[from].Quantization.Scale * (1 << 27));
        return AddProbability(Operator.Logistic, from, multiplier, Radius(4, multiplier.Shift));
    }

    /// <summary>Plans the arena, writes the file and loads it once to see that the device will.</summary>
    /// <param name="manifest">What the model says of itself; a label an output.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ModelFormatException">The layers or the manifest do not fit together.</exception>
    public byte[] Build(Manifest manifest)
    {
        if (_layers.Count == 0)
        {
            throw new ModelFormatException($"{_name}: no layers");
        }

        int arena = ArenaPlanner.Plan(_tensors, _layers, Input, _layers[^1].Output);
        byte[] file = ModelWriter.Write(_tensors, _layers, Input, _layers[^1].Output, arena, manifest);
        Model.Load(file);
        return file;
    }

    private int AddWeighted(
        Operator kind, int from, ConvolutionShape shape, sbyte[] weights, float[] weightScales, int[] bias, Quantization output,
        Activation activation)
    {
        TensorPlan input = _tensors[from];
        bool depthwise = kind == Operator.DepthwiseConvolution;
        int taps = shape.TimeKernel * shape.BinKernel * (depthwise ? 1 : input.Channels);
        if (weights.Length != taps * shape.Outputs || weightScales.Length != shape.Outputs || bias.Length != shape.Outputs)
        {
            throw new ModelFormatException(
                $"{_name}: {weights.Length} weights, {weightScales.Length} scales and {bias.Length} biases for {shape.Outputs} outputs of {taps} taps");
        }

        if (input.Frames % shape.TimeStride != 0)
        {
            throw new ModelFormatException($"{_name}: a stride of {shape.TimeStride} over {input.Frames} frames a step");
        }

        input.History = Math.Max(input.History, ((shape.TimeKernel - 1) * shape.Dilation) + 1 - shape.TimeStride);
        int bins = ((input.Bins + shape.PadLow + shape.PadHigh - shape.BinKernel) / shape.BinStride) + 1;
        int result = NewTensor(input.Frames / shape.TimeStride, bins, shape.Outputs, output);
        (int minimum, int maximum) = Clamp(output, activation);
        _layers.Add(new LayerPlan
        {
            Operator = kind,
            Input = from,
            Output = result,
            Shape = shape,
            ClampMinimum = minimum,
            ClampMaximum = maximum,
            Weights = weights,
            Biases = Array.ConvertAll(WithoutZeroPoint(bias, weights, depthwise, input.Quantization.ZeroPoint), sum => (int)sum),
            Multipliers = [.. weightScales.Select(scale => Multiplier.Of((double)input.Quantization.Scale * scale / output.Scale))],
        });
        return result;
    }

    /// <summary>From both inputs of a sum to their common scale, which leaves <see cref="SpareBits"/>, and from there to the output's.</summary>
    internal static double[] SumFactors(double first, double second, double output)
    {
        double twice = 2 * Math.Max(first, second);
        return [first / twice, second / twice, twice / ((1 << SpareBits) * output)];
    }

    /// <summary>Takes the input's zero point out of every tap beforehand: sum w (x - z) = sum w x - z sum w.</summary>
    internal static long[] WithoutZeroPoint(int[] bias, sbyte[] weights, bool depthwise, int zeroPoint)
    {
        int outputs = bias.Length;
        long[] result = [.. bias];
        for (int i = 0; i < weights.Length; i++)
        {
            int output = depthwise ? i % outputs : i / (weights.Length / outputs);
            result[output] -= zeroPoint * weights[i];
        }

        return result;
    }

    private int AddPool(Operator kind, int from, int frames, int bins)
    {
        TensorPlan input = _tensors[from];
        input.History = Math.Max(input.History, frames - input.Frames);
        int result = NewTensor(1, input.Bins / bins, input.Channels, input.Quantization);
        _layers.Add(new LayerPlan
        {
            Operator = kind,
            Input = from,
            Output = result,
            Shape = new ConvolutionShape(frames, input.Frames, 1, bins, bins, 0, 0, input.Channels),
        });
        return result;
    }

    private int AddProbability(Operator kind, int from, Multiplier multiplier, int limit)
    {
        TensorPlan input = _tensors[from];
        int result = NewTensor(input.Frames, input.Bins, input.Channels, Probability);
        _layers.Add(new LayerPlan
        {
            Operator = kind,
            Input = from,
            Output = result,
            Parameters = [multiplier.Value, multiplier.Shift, 0, 0, 0, limit],
        });
        return result;
    }

    /// <summary>The largest input that does not overflow when scaled (quantization_util, CalculateInputRadius).</summary>
    internal static int Radius(int integerBits, int shift) =>
        (int)Math.Floor(((1 << integerBits) - 1) * Math.ScaleB(1, 31 - integerBits) / Math.ScaleB(1, shift));

    /// <summary>The bounds of an activation, divided in single precision as TensorFlow Lite Micro does.</summary>
    private static (int Minimum, int Maximum) Clamp(Quantization output, Activation activation)
    {
        int zero = Math.Max(-128, output.ZeroPoint);
        int six = Math.Min(127, Factors.Quantised(6, output));
        return activation switch
        {
            Activation.Relu => (zero, 127),
            Activation.Relu6 => (zero, six),
            _ => (-128, 127),
        };
    }

    private int NewTensor(int frames, int bins, int channels, Quantization quantization)
    {
        _tensors.Add(new TensorPlan { Frames = frames, Bins = bins, Channels = channels, Quantization = quantization });
        return _tensors.Count - 1;
    }
}
