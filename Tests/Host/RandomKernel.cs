using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.HostTests;

/// <summary>
/// One operator with a random shape and random constants and values, at the ends of their ranges more often than chance would
/// have it: all that the loader lets through, most of which no compiler of models would write.
/// </summary>
internal sealed class RandomKernel
{
    private const int HeaderLength = 64;

    private static readonly int[] Extremes = [-128, -127, -1, 0, 1, 126, 127];

    private readonly Random _random;
    private readonly List<byte> _image = [.. new byte[HeaderLength]];

    private RandomKernel(Operator kind, bool packed, Random random)
    {
        _random = random;
        Kind = kind;
        Layer.Packed = packed;
    }

    /// <summary>The operator.</summary>
    public Operator Kind { get; }

    /// <summary>Its layer.</summary>
    public Layer Layer { get; } = new();

    /// <summary>The model file that its constants lie in.</summary>
    public byte[] Image { get; private set; } = [];

    /// <summary>All activations before it runs.</summary>
    public sbyte[] Arena { get; private set; } = [];

    /// <summary>Draws one.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="packed">Whether its weights have 4 bits.</param>
    /// <param name="random">The source.</param>
    public static RandomKernel Draw(Operator kind, bool packed, Random random)
    {
        RandomKernel kernel = new(kind, packed, random);
        kernel.DrawInput();
        kernel.DrawClamp();
        switch (kind)
        {
            case Operator.Convolution or Operator.DepthwiseConvolution:
                kernel.DrawWindow(60);
                kernel.DrawWeights();
                break;
            case Operator.AveragePool or Operator.MaxPool:
                kernel.DrawWindow(60);
                break;
            case Operator.Mean:
                kernel.DrawMean();
                break;
            case Operator.Copy:
                kernel.DrawCopy();
                break;
            default:
                kernel.DrawSameShape();
                break;
        }

        kernel.DrawArena();
        kernel.Image = [.. kernel._image];
        return kernel;
    }

    /// <summary>Draws all activations anew.</summary>
    public void DrawValues()
    {
        for (int i = 0; i < Arena.Length; i++)
        {
            Arena[i] = (sbyte)Value();
        }
    }

    private int Extent(int most) => _random.Next(8) == 0 ? _random.Next(1, most + 1) : _random.Next(1, Math.Min(most, 6) + 1);

    private int ZeroPoint() => _random.Next(3) == 0 ? Extremes[_random.Next(Extremes.Length)] : _random.Next(-128, 128);

    private int Multiplier() => _random.Next(10) == 0 ? (_random.Next(2) == 0 ? 0 : int.MaxValue) : _random.Next(1 << _random.Next(31));

    private int Shift(int least, int most) => _random.Next(3) == 0 ? _random.Next(least, most + 1) : Math.Clamp(_random.Next(-12, 4), least, most);

    private void DrawInput()
    {
        Layer.InputHistory = _random.Next(4);
        Layer.InputFrames = Layer.InputHistory + Extent(12);
        Layer.InputBins = Extent(12);
        Layer.InputChannels = Extent(70);
        Layer.InputZeroPoint = ZeroPoint();
        Layer.OutputZeroPoint = ZeroPoint();
    }

    private void DrawClamp()
    {
        bool clamps = _random.Next(3) == 0;
        Layer.ClampMinimum = clamps ? _random.Next(-128, 128) : -128;
        Layer.ClampMaximum = clamps ? _random.Next(Layer.ClampMinimum, 128) : 127;
    }

    /// <summary>A window in a clip, padded or not, or in a stream, along time and bins.</summary>
    private void DrawWindow(int channels)
    {
        Layer.OutputChannels = Kind == Operator.Convolution ? Extent(channels) : Layer.InputChannels;
        Layer.Dilation = Kind is Operator.AveragePool or Operator.MaxPool ? 1 : _random.Next(1, 3);
        bool clip = _random.Next(2) == 0;
        Layer.TimeKernel = _random.Next(1, ((Layer.InputFrames - 1) / Layer.Dilation) + 2);
        int reach = ((Layer.TimeKernel - 1) * Layer.Dilation) + 1;
        int padFirst = clip ? _random.Next(Math.Min(reach, 4)) : 0;
        int padLast = clip ? _random.Next(Math.Min(reach, 4)) : 0;
        Layer.FirstFrame = clip ? -padFirst : _random.Next(Layer.InputFrames - reach + 1);
        Layer.TimeStride = _random.Next(1, 4);
        Layer.OutputFrames = ((clip ? Layer.InputFrames + padFirst + padLast - reach : Layer.InputFrames - Layer.FirstFrame - reach) / Layer.TimeStride) + 1;

        Layer.BinKernel = _random.Next(1, Layer.InputBins + 1);
        Layer.PadLow = _random.Next(3) == 0 ? _random.Next(Layer.BinKernel) : 0;
        int padHigh = _random.Next(3) == 0 ? _random.Next(Layer.BinKernel) : 0;
        Layer.BinStride = _random.Next(1, 4);
        Layer.OutputBins = ((Layer.InputBins + Layer.PadLow + padHigh - Layer.BinKernel) / Layer.BinStride) + 1;
    }

    private void DrawWeights()
    {
        int window = Layer.TimeKernel * Layer.BinKernel;
        int taps = window * (Kind == Operator.Convolution ? Layer.InputChannels : 1);
        bool grouped = Layer.Packed && Kind == Operator.Convolution && _random.Next(2) == 0;
        Layer.GroupLength = grouped ? _random.Next(1, 40) : taps;
        (int rows, int length) = Kind == Operator.Convolution ? (Layer.OutputChannels, taps) : (window, Layer.InputChannels);
        Layer.Weights = Constants(rows * (Layer.Packed ? Int4.RowBytes(length) : length), () => (byte)Value());
        Layer.Factors = grouped ? Constants(Layer.OutputChannels * Int4.GroupCount(taps, Layer.GroupLength), () => (byte)_random.Next(1, 16)) : 0;
        Layer.Biases = Words(() => _random.Next(-(1 << 30), (1 << 30) + 1) >> _random.Next(31));
        Layer.Multipliers = Words(Multiplier);
        Layer.Shifts = Constants(Layer.OutputChannels, () => (byte)Shift(-31, 30));
    }

    private int Constants(int count, Func<byte> value)
    {
        _image.AddRange(new byte[-_image.Count & 15]);
        int at = _image.Count;
        _image.AddRange(Enumerable.Range(0, count).Select(_ => value()));
        return at;
    }

    private int Words(Func<int> value)
    {
        int at = Constants(0, () => 0);
        _image.AddRange(Enumerable.Range(0, Layer.OutputChannels).SelectMany(_ => BitConverter.GetBytes(value())));
        return at;
    }

    private void DrawSameShape()
    {
        Layer.OutputFrames = Layer.InputFrames - Layer.InputHistory;
        Layer.OutputBins = Layer.InputBins;
        Layer.OutputChannels = Layer.InputChannels;
        bool sum = Kind is Operator.Add or Operator.Subtract;
        Layer.SecondZeroPoint = ZeroPoint();
        Layer.InputMultiplier = Multiplier();
        Layer.InputShift = Shift(Kind == Operator.Softmax ? 0 : -31, sum ? 0 : 30);
        Layer.SecondMultiplier = Kind == Operator.Requantise ? ZeroPoint() : Multiplier();
        Layer.SecondShift = Shift(-31, 0);
        Layer.OutputMultiplier = Multiplier();
        Layer.OutputShift = Kind switch
        {
            Operator.Softmax => _random.Next(4) == 0 ? int.MinValue : -_random.Next(300),
            Operator.Logistic => _random.Next(4) == 0 ? int.MaxValue : _random.Next(300),
            _ => Shift(-31, 30),
        };
        if (Kind is Operator.Softmax or Operator.Logistic && _random.Next(4) > 0)
        {
            // Scales that make sense: most others give 0 or 1.
            Layer.InputMultiplier = _random.Next(1 << 30, int.MaxValue);
            Layer.InputShift = _random.Next(18, 26);
        }
    }

    private void DrawMean()
    {
        Layer.OutputFrames = _random.Next(2) == 0 ? 1 : Layer.InputFrames;
        Layer.OutputBins = _random.Next(2) == 0 ? 1 : Layer.InputBins;
        Layer.OutputChannels = _random.Next(2) == 0 ? 1 : Layer.InputChannels;
        Layer.InputMultiplier = Multiplier();
        Layer.InputShift = Shift(-31, 30);
    }

    private void DrawCopy()
    {
        Layer.OutputFrames = Extent(8);
        Layer.OutputBins = Extent(8);
        Layer.OutputChannels = Extent(20);
        int[] begin = [_random.Next(Layer.OutputFrames), _random.Next(Layer.OutputBins), _random.Next(Layer.OutputChannels)];
        Layer.TimeKernel = _random.Next(1, Layer.OutputFrames - begin[0] + 1);
        Layer.BinKernel = _random.Next(1, Layer.OutputBins - begin[1] + 1);
        Layer.BinStride = _random.Next(1, Layer.OutputChannels - begin[2] + 1);
        Layer.OutputMultiplier = (((begin[0] * Layer.OutputBins) + begin[1]) * Layer.OutputChannels) + begin[2];
        Layer.OutputShift = _random.Next(2);
        Layer.InputShift = _random.Next(-20, 21);
        Layer.SecondMultiplier = _random.Next(-20, 21);
        Layer.SecondShift = _random.Next(-3, 4);
        int[] steps = [(Layer.TimeKernel - 1) * Layer.InputShift, (Layer.BinKernel - 1) * Layer.SecondMultiplier, (Layer.BinStride - 1) * Layer.SecondShift];
        Layer.InputMultiplier = -steps.Sum(step => Math.Min(step, 0)) + _random.Next(5);
        int length = Layer.InputMultiplier + steps.Sum(step => Math.Max(step, 0)) + 1;
        Layer.Weights = _random.Next(2) == 0 ? Constants(length, () => (byte)Value()) : 0;
        (Layer.InputFrames, Layer.InputHistory, Layer.InputBins, Layer.InputChannels) = (1, 0, 1, length);
    }

    private int Value() => _random.Next(3) == 0 ? Extremes[_random.Next(Extremes.Length)] : _random.Next(-128, 128);

    /// <summary>Inputs and output side by side, or the output as far over its inputs as the loader would let it lie.</summary>
    private void DrawArena()
    {
        int input = Layer.InputFrames * Layer.InputBins * Layer.InputChannels;
        int output = Layer.OutputFrames * Layer.OutputBins * Layer.OutputChannels;
        int distance = Overlap.Distance(Kind, Layer);
        bool overlaps = Layer.InputHistory == 0 && distance < Overlap.Never && _random.Next(2) == 0;
        Layer.Output = _random.Next(5);
        Layer.Input = Layer.Output + (overlaps ? distance : output + _random.Next(5));
        Layer.Second = Math.Max(Layer.Input + input, Layer.Output + output);
        Arena = new sbyte[Layer.Second + output + 5];
    }
}
