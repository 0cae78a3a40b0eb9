using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// Reads layer records and checks that each can run: its tensors exist and are written before they are read, shapes fit
/// each other, kernels stay inside the frames at hand, constants inside the file, and no output overwrites what is still
/// needed.
/// </summary>
internal sealed class LayerReader
{
    private readonly byte[] _image;
    private readonly Tensor[] _tensors;
    private readonly bool[] _written;
    private readonly bool[] _lasting;
    private readonly int[] _lastUse;
    private int _number;
    private string _name;

    /// <summary>Notes which tensors last through a step and which layer is the last to read each of the others.</summary>
    internal LayerReader(byte[] image, Tensor[] tensors, int inputTensor, int outputTensor, int layersAt, int layerCount)
    {
        _image = image;
        _tensors = tensors;
        _written = new bool[tensors.Length];
        _lasting = new bool[tensors.Length];
        _lastUse = new int[tensors.Length];
        _written[inputTensor] = true;
        for (int i = 0; i < tensors.Length; i++)
        {
            _lasting[i] = tensors[i].History > 0 || i == inputTensor || i == outputTensor;
        }

        for (int i = 0; i < layerCount; i++)
        {
            NoteUse(ModelFile.ReadShort(image, layersAt + (i * ModelFile.LayerLength) + 4), i);
            NoteUse(ModelFile.ReadShort(image, layersAt + (i * ModelFile.LayerLength) + 6), i);
        }
    }

    /// <summary>The operator of the layer read last.</summary>
    internal Operator LastOperator { get; private set; }

    /// <summary>Multiply-accumulates of the layer read last.</summary>
    internal long LastMultiplyAccumulates { get; private set; }

    /// <summary>Values that a step reads in all layers so far.</summary>
    internal long Work { get; private set; }

    /// <summary>Reads and checks a record.</summary>
    internal Layer Read(int at, int number)
    {
        _name = "layer " + number.ToString();
        _number = number;
        LastOperator = (Operator)Range(at, 2, (int)Operator.Convolution, (int)Operator.Logistic, "operator");
        LastMultiplyAccumulates = 0;
        int inputIndex = Index(at + 4);
        int secondIndex = LastOperator == Operator.Add ? Index(at + 6) : ModelFile.None;
        int outputIndex = Range(at + 8, 2, 0, _tensors.Length - 1, "output");
        if (_written[outputIndex])
        {
            throw Error("writes a tensor for the second time");
        }

        Layer layer = new Layer();
        Tensor input = _tensors[inputIndex];
        Tensor output = _tensors[outputIndex];
        Place(layer, input, output);
        ReadShape(layer, at);
        layer.ClampMinimum = Range(at + 28, 4, -128, 127, "clamp");
        layer.ClampMaximum = Range(at + 32, 4, layer.ClampMinimum, 127, "clamp");
        CheckOperator(layer, at, input, output, secondIndex);
        CheckOverlap(outputIndex);
        Work += LastMultiplyAccumulates + output.Length;
        _written[outputIndex] = true;
        return layer;
    }

    /// <summary>That the layers have written the output.</summary>
    internal void CheckFinished(int outputTensor)
    {
        if (!_written[outputTensor])
        {
            throw new ModelFormatException("no layer writes the output");
        }
    }

    private static void Place(Layer layer, Tensor input, Tensor output)
    {
        layer.Input = input.Offset;
        layer.InputHistory = input.History;
        layer.InputBins = input.Bins;
        layer.InputChannels = input.Channels;
        layer.InputZeroPoint = input.ZeroPoint;
        layer.Output = output.Newest;
        layer.OutputFrames = output.Frames;
        layer.OutputBins = output.Bins;
        layer.OutputChannels = output.Channels;
        layer.OutputZeroPoint = output.ZeroPoint;
    }

    private void ReadShape(Layer layer, int at)
    {
        layer.TimeKernel = Range(at + 12, 2, 1, ModelFile.MaximumExtent, "time kernel");
        layer.TimeStride = Range(at + 14, 2, 1, ModelFile.MaximumExtent, "time stride");
        layer.Dilation = Range(at + 16, 2, 1, ModelFile.MaximumExtent, "dilation");
        layer.BinKernel = Range(at + 18, 2, 1, ModelFile.MaximumExtent, "bin kernel");
        layer.BinStride = Range(at + 20, 2, 1, ModelFile.MaximumExtent, "bin stride");
        layer.PadLow = Range(at + 22, 2, 0, ModelFile.MaximumExtent, "padding");
    }

    private void CheckOperator(Layer layer, int at, Tensor input, Tensor output, int secondIndex)
    {
        switch (LastOperator)
        {
            case Operator.Convolution:
            case Operator.DepthwiseConvolution:
                CheckWindow(layer, at, input);
                ReadConstants(layer, at);
                break;
            case Operator.AveragePool:
            case Operator.MaxPool:
                CheckPool(layer, at, input, output);
                break;
            case Operator.Add:
                CheckAdd(layer, at, input, output, _tensors[secondIndex]);
                break;
            default:
                CheckProbability(layer, at, input, output);
                break;
        }
    }

    /// <summary>That every window lies within the input's frames, and within its bins and their padding.</summary>
    private void CheckWindow(Layer layer, int at, Tensor input)
    {
        int padHigh = Range(at + 24, 2, 0, ModelFile.MaximumExtent, "padding");
        int reach = ((layer.TimeKernel - 1) * layer.Dilation) + 1;
        if (layer.OutputFrames * layer.TimeStride != input.Frames || reach > input.History + layer.TimeStride)
        {
            throw Error("reaches over frames that are not there");
        }

        int span = input.Bins + layer.PadLow + padHigh - layer.BinKernel;
        if (span < 0 || (span / layer.BinStride) + 1 != layer.OutputBins || layer.PadLow >= layer.BinKernel || padHigh >= layer.BinKernel)
        {
            throw Error("has bins that do not fit its input's");
        }

        if (LastOperator == Operator.DepthwiseConvolution && layer.OutputChannels != layer.InputChannels)
        {
            throw Error("has channels that do not fit its input's");
        }
    }

    private void ReadConstants(Layer layer, int at)
    {
        bool depthwise = LastOperator == Operator.DepthwiseConvolution;
        int channels = layer.OutputChannels;
        long taps = (long)layer.TimeKernel * layer.BinKernel * (depthwise ? 1 : layer.InputChannels);
        if (taps > ModelFile.MaximumTaps || taps * channels > ModelFile.MaximumLength)
        {
            throw Error("has too many weights");
        }

        layer.Weights = Table(at + 36, (int)taps * channels, "weights");
        layer.Biases = Table(at + 40, 4 * channels, "biases");
        layer.Multipliers = Table(at + 44, 4 * channels, "multipliers");
        layer.Shifts = Table(at + 48, channels, "shifts");
        for (int i = 0; i < channels; i++)
        {
            ModelFile.ReadRange(_image, layer.Biases + (4 * i), 4, -ModelFile.MaximumBias, ModelFile.MaximumBias, _name + "'s bias");
            ModelFile.ReadRange(_image, layer.Multipliers + (4 * i), 4, 0, int.MaxValue, _name + "'s multiplier");
            int shift = (sbyte)_image[layer.Shifts + i];
            if (shift < -31 || shift > 30)
            {
                throw Error("has a shift of " + shift.ToString());
            }
        }

        LastMultiplyAccumulates = taps * channels * layer.OutputBins * layer.OutputFrames;
    }

    private void CheckPool(Layer layer, int at, Tensor input, Tensor output)
    {
        int span = input.Bins - layer.BinKernel;
        bool fits = span >= 0 && (span / layer.BinStride) + 1 == output.Bins && layer.OutputChannels == layer.InputChannels
            && output.Frames == 1 && layer.TimeStride == input.Frames && layer.TimeKernel <= input.History + input.Frames
            && layer.PadLow == 0 && ModelFile.ReadShort(_image, at + 24) == 0;
        if (!fits || output.ZeroPoint != input.ZeroPoint || (long)layer.TimeKernel * layer.BinKernel > ModelFile.MaximumTaps)
        {
            throw Error("pools frames or bins that do not fit");
        }

        Work += (long)layer.TimeKernel * layer.BinKernel * output.Length;
    }

    private void CheckAdd(Layer layer, int at, Tensor input, Tensor output, Tensor second)
    {
        if (!SameFrames(input, output) || !SameFrames(second, output))
        {
            throw Error("adds tensors of different shapes");
        }

        layer.Second = second.Newest;
        layer.SecondZeroPoint = second.ZeroPoint;
        layer.InputMultiplier = Range(at + 52, 4, 0, int.MaxValue, "multiplier");
        layer.InputShift = Range(at + 56, 4, -31, 0, "shift");
        layer.SecondMultiplier = Range(at + 60, 4, 0, int.MaxValue, "multiplier");
        layer.SecondShift = Range(at + 64, 4, -31, 0, "shift");
        layer.OutputMultiplier = Range(at + 68, 4, 0, int.MaxValue, "multiplier");
        layer.OutputShift = Range(at + 72, 4, -31, 30, "shift");
    }

    private void CheckProbability(Layer layer, int at, Tensor input, Tensor output)
    {
        bool softmax = LastOperator == Operator.Softmax;
        if (!SameFrames(input, output) || output.ZeroPoint != -128)
        {
            throw Error("gives probabilities of another shape or zero point");
        }

        layer.InputMultiplier = Range(at + 52, 4, 0, int.MaxValue, "multiplier");
        layer.InputShift = Range(at + 56, 4, softmax ? 0 : -31, 30, "shift");
        layer.OutputShift = softmax ? Range(at + 72, 4, int.MinValue, 0, "least difference") : Range(at + 72, 4, 0, int.MaxValue, "radius");
    }

    private static bool SameFrames(Tensor a, Tensor b)
    {
        return a.Frames == b.Frames && a.Bins == b.Bins && a.Channels == b.Channels;
    }

    /// <summary>
    /// That an output lies on nothing that this layer, a later one or the next step reads: histories, the input and the
    /// output of the model last throughout, any other tensor from its writing until the last layer that names it.
    /// </summary>
    private void CheckOverlap(int outputIndex)
    {
        Tensor output = _tensors[outputIndex];
        for (int i = 0; i < _tensors.Length; i++)
        {
            bool alive = _lasting[i] || (_written[i] && _lastUse[i] >= _number);
            if (i != outputIndex && alive && output.Offset < _tensors[i].Offset + _tensors[i].Length
                && _tensors[i].Offset < output.Offset + output.Length)
            {
                throw Error("writes over a tensor that is still needed");
            }
        }
    }

    private void NoteUse(int tensor, int layer)
    {
        if (tensor < _lastUse.Length)
        {
            _lastUse[tensor] = layer;
        }
    }

    private int Index(int at)
    {
        int index = Range(at, 2, 0, _tensors.Length - 1, "input");
        if (!_written[index])
        {
            throw Error("reads a tensor before it is written");
        }

        return index;
    }

    private int Table(int at, int length, string what)
    {
        int offset = Range(at, 4, ModelFile.HeaderLength, _image.Length, what);
        ModelFile.Check(_image, offset, length);
        return offset;
    }

    private int Range(int at, int size, int minimum, int maximum, string what)
    {
        return ModelFile.ReadRange(_image, at, size, minimum, maximum, _name + "'s " + what);
    }

    private ModelFormatException Error(string what)
    {
        return new ModelFormatException(_name + " " + what);
    }
}
