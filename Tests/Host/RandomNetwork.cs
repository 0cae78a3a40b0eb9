using Sotto.Compiler;
using Sotto.Models;

namespace Sotto.HostTests;

/// <summary>TensorFlow Lite's rounding, by its definition and in decimals.</summary>
internal static class Reference
{
    /// <summary>A sum times a factor, rounded as a Q0.31 product and again as a shift, offset and clamped.</summary>
    public static sbyte Requantise(long sum, double factor, int zeroPoint, int minimum, int maximum) =>
        (sbyte)Math.Clamp(Scale(sum, factor) + zeroPoint, minimum, maximum);

    /// <summary>The two roundings: half up at the product, half away from zero at the right shift.</summary>
    public static long Scale(long value, double factor)
    {
        int shift = 0;
        while (factor < 0.5)
        {
            factor *= 2;
            shift--;
        }

        while (factor >= 1)
        {
            factor /= 2;
            shift++;
        }

        decimal multiplier = Math.Round((decimal)(factor * 2147483648.0), MidpointRounding.AwayFromZero);
        decimal left = shift > 0 ? value * (1L << shift) : value;
        decimal product = decimal.Floor((left * multiplier / 2147483648m) + 0.5m);
        return (long)(shift < 0 ? Math.Round(product / (1L << -shift), MidpointRounding.AwayFromZero) : product);
    }
}

/// <summary>What random weights are drawn from.</summary>
public enum WeightKind
{
    /// <summary>8 bits.</summary>
    EightBits,

    /// <summary>-7 to 7.</summary>
    FourBits,

    /// <summary>-7 to 7 times a factor that neighbours share.</summary>
    Grouped,
}

/// <summary>Draws weights.</summary>
internal static class WeightKinds
{
    /// <summary>Neighbours that share a factor.</summary>
    public const int GroupLength = 16;

    /// <summary>Rows of weights, row by row.</summary>
    public static sbyte[] Draw(Random random, WeightKind kind, int rows, int length)
    {
        sbyte[] weights = new sbyte[rows * length];
        int factor = 1;
        for (int i = 0; i < weights.Length; i++)
        {
            bool first = i % length % GroupLength == 0;
            factor = kind == WeightKind.Grouped && first ? random.Next(2, 16) : factor;

            // 7 times it is a multiple of no smaller factor by a number that 4 bits hold.
            weights[i] = (sbyte)(kind == WeightKind.EightBits ? random.Next(-127, 128) : factor * (first ? 7 : random.Next(-7, 8)));
        }

        return weights;
    }
}

/// <summary>A random network of the shipped models' kind, and what it must give.</summary>
internal sealed class RandomNetwork
{
    private const int Stride = 3;
    private const int Features = 10;
    private const int StemKernel = 5;
    private const int Kernel = 4;
    private const int Pool = 3;

    private readonly Random _random;
    private readonly int _channels;
    private readonly Quantization _input;
    private readonly Quantization _stem;
    private readonly Quantization _filtered;
    private readonly Quantization _mixed;
    private readonly Quantization _sum;
    private readonly Quantization _logits;
    private readonly Kernels _stemKernels;
    private readonly Kernels _depthwise;
    private readonly Kernels _pointwise;
    private readonly Kernels _head;

    /// <summary>Draws a network.</summary>
    /// <param name="seed">The same seed gives the same network.</param>
    /// <param name="kind">What its weights are.</param>
    public RandomNetwork(int seed, WeightKind kind = WeightKind.EightBits)
    {
        _random = new Random(seed);
        _channels = _random.Next(3, 9);
        Outputs = _random.Next(2, 6);
        _input = new Quantization(0.0625f, _random.Next(-128, 128));
        _stem = new Quantization(0.11f, -128);
        _filtered = new Quantization(0.23f, -128);
        _mixed = new Quantization(0.31f, _random.Next(-40, 40));
        _sum = new Quantization(0.27f, -128);
        _logits = new Quantization(0.9f, 3);
        _stemKernels = new Kernels(_random, kind, _channels, StemKernel * Features);
        _depthwise = new Kernels(_random, kind, _channels, Kernel);
        _pointwise = new Kernels(_random, kind, _channels, _channels);
        _head = new Kernels(_random, kind, Outputs, _channels);
        File = Build();
    }

    /// <summary>The model.</summary>
    public byte[] File { get; }

    /// <summary>Outputs a step.</summary>
    public int Outputs { get; }

    /// <summary>Inputs a step.</summary>
    public static int StepLength => Stride * Features;

    /// <summary>A manifest for so many outputs.</summary>
    public static Manifest ManifestOf(int outputs) =>
        new("random", ModelKind.Wake, [.. Enumerable.Range(0, outputs).Select(i => $"label{i}")], new int[outputs], 1, 0, 10);

    /// <summary>Random input.</summary>
    public sbyte[] Noise(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)_random.Next(-128, 128))];

    /// <summary>What the network must give for a whole sequence.</summary>
    public sbyte[] Expected(sbyte[] input, int steps)
    {
        int[][] rows = [.. input.Chunk(Features).Select(row => Array.ConvertAll(row, x => (int)x))];
        int[][] stem = Layer(steps, t => _stemKernels.Apply((tap, _) => At(rows, (t * Stride) + Stride - StemKernel + (tap / Features), tap % Features, _input), _input, _stem, -128));
        int[][] filtered = Layer(steps, t => _depthwise.Apply((tap, c) => At(stem, t - Kernel + 1 + tap, c, _stem), _stem, _filtered, -128));
        int[][] mixed = Layer(steps, t => _pointwise.Apply((tap, _) => At(filtered, t, tap, _filtered), _filtered, _mixed, int.MinValue));
        int[][] sums = Layer(steps, t => [.. Enumerable.Range(0, _channels).Select(c => Sum(mixed[t][c], stem[t][c]))]);
        int[][] pooled = Layer(steps, t => [.. Enumerable.Range(0, _channels).Select(c =>
            Mean(Enumerable.Range(t - Pool + 1, Pool).Select(i => i < 0 ? _sum.ZeroPoint : sums[i][c]).Sum()))]);
        int[][] logits = Layer(steps, t => _head.Apply((tap, _) => At(pooled, t, tap, _sum), _sum, _logits, int.MinValue));
        return [.. logits.SelectMany(row => row.Select(x => (sbyte)x))];
    }

    private static int[][] Layer(int steps, Func<int, int[]> step) => [.. Enumerable.Range(0, steps).Select(step)];

    private static int At(int[][] frames, int frame, int channel, Quantization q) => frame < 0 ? 0 : frames[frame][channel] - q.ZeroPoint;

    private static int Mean(int sum) => (int)Math.Round((decimal)sum / Pool, MidpointRounding.AwayFromZero);

    private int Sum(int mixed, int stem)
    {
        double twice = 2 * Math.Max((double)_mixed.Scale, _stem.Scale);
        long a = Reference.Scale((mixed - _mixed.ZeroPoint) * (1L << 20), _mixed.Scale / twice);
        long b = Reference.Scale((stem - _stem.ZeroPoint) * (1L << 20), _stem.Scale / twice);
        return Reference.Requantise(a + b, twice / ((1 << 20) * (double)_sum.Scale), _sum.ZeroPoint, -128, 127);
    }

    private byte[] Build()
    {
        ModelBuilder model = new("random", Stride, 1, Features, _input);
        int stem = model.Convolution(
            model.Input, new ConvolutionShape(StemKernel, Stride, 1, 1, 1, 0, 0, _channels), _stemKernels.Weights, _stemKernels.Scales,
            _stemKernels.Biases, _stem, Activation.Relu);
        sbyte[] depthwise = new sbyte[_depthwise.Weights.Length];
        for (int i = 0; i < depthwise.Length; i++)
        {
            depthwise[(i % Kernel * _channels) + (i / Kernel)] = _depthwise.Weights[i];
        }

        int filtered = model.Depthwise(
            stem, new ConvolutionShape(Kernel, 1, 1, 1, 1, 0, 0, _channels), depthwise, _depthwise.Scales, _depthwise.Biases, _filtered, Activation.Relu);
        int mixed = model.Convolution(
            filtered, new ConvolutionShape(1, 1, 1, 1, 1, 0, 0, _channels), _pointwise.Weights, _pointwise.Scales, _pointwise.Biases, _mixed, Activation.None);
        int pooled = model.AveragePool(model.Add(mixed, stem, _sum, Activation.None), Pool);
        model.FullyConnected(pooled, Outputs, _head.Weights, _head.Scales, _head.Biases, _logits, Activation.None);
        return model.Build(ManifestOf(Outputs));
    }

    /// <summary>Weights [outputs, taps], their scales and biases.</summary>
    private sealed class Kernels
    {
        private readonly int _taps;

        public Kernels(Random random, WeightKind kind, int outputs, int taps)
        {
            _taps = taps;
            Weights = WeightKinds.Draw(random, kind, outputs, taps);
            float unit = kind == WeightKind.FourBits ? 16 : kind == WeightKind.Grouped ? 2 : 1;
            Scales = [.. Enumerable.Range(0, outputs).Select(_ => unit * (0.002f + (0.03f * random.NextSingle() / MathF.Sqrt(taps))))];
            Biases = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(-2000, 2000))];
        }

        public sbyte[] Weights { get; }

        public float[] Scales { get; }

        public int[] Biases { get; }

        /// <summary>One step of all outputs; values by tap and output, zero points taken out.</summary>
        public int[] Apply(Func<int, int, int> value, Quantization input, Quantization output, int least)
        {
            int[] result = new int[Biases.Length];
            for (int o = 0; o < result.Length; o++)
            {
                long sum = Biases[o];
                for (int tap = 0; tap < _taps; tap++)
                {
                    sum += Weights[(o * _taps) + tap] * (long)value(tap, o);
                }

                double factor = (double)input.Scale * Scales[o] / output.Scale;
                result[o] = Reference.Requantise(sum, factor, output.ZeroPoint, Math.Max(-128, least), 127);
            }

            return result;
        }
    }
}
