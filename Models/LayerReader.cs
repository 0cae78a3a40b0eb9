using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// Reads layer records and checks that each can run: its tensors exist and are written before they are read, shapes fit
/// each other, kernels stay inside the frames at hand, constants inside the file, and no output overwrites what is still
/// needed.
/// </summary>
internal sealed class LayerReader
{
    /// <summary>Stands for an input that a layer does not have.</summary>
    private static readonly Tensor NoTensor = new Tensor();

    private readonly byte[] _image;
    private readonly Tensor[] _tensors;
    private readonly bool[] _written;
    private readonly bool[] _lasting;
    private readonly int[] _lastUse;
    private int _number;
    private string _name;

    /// <summary>Notes which tensors last from step to step and which layer is the last to read each of the others.</summary>
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
            _lasting[i] = tensors[i].History > 0;
        }

        for (int i = 0; i < layerCount; i++)
        {
            NoteUse(ModelFile.ReadShort(image, layersAt + (i * ModelFile.LayerLength) + 4), i);
            NoteUse(ModelFile.ReadShort(image, layersAt + (i * ModelFile.LayerLength) + 6), i);
        }

        NoteUse(outputTensor, layerCount);
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
        LastOperator = (Operator)Range(at, 2, (int)Operator.Convolution, (int)Operator.Copy, "operator");
        LastMultiplyAccumulates = 0;
        Tensor input = HasInput(at) ? _tensors[Index(at + 4)] : NoTensor;
        Tensor second = HasSecond() ? _tensors[Index(at + 6)] : NoTensor;
        int outputIndex = Range(at + 8, 2, 0, _tensors.Length - 1, "output");
        Tensor output = _tensors[outputIndex];
        if (input == output || second == output)
        {
            throw Error("writes what it reads");
        }

        // Copies build a tensor piece by piece, as a concatenation is.
        if (_written[outputIndex] && LastOperator != Operator.Copy)
        {
            throw Error("writes a tensor for the second time");
        }

        Layer layer = new Layer();
        Place(layer, input, output);
        ReadShape(layer, at);
        layer.ClampMinimum = Range(at + 28, 4, -128, 127, "clamp");
        layer.ClampMaximum = Range(at + 32, 4, layer.ClampMinimum, 127, "clamp");
        CheckOperator(layer, at, input, output, second);
        CheckOverlap(layer, input, second, outputIndex);
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

    /// <summary>Whether the layer reads a tensor; a copy may have its values from the file.</summary>
    private bool HasInput(int at)
    {
        return LastOperator != Operator.Copy || ModelFile.ReadShort(_image, at + 4) != ModelFile.None;
    }

    private bool HasSecond()
    {
        return LastOperator == Operator.Add || LastOperator == Operator.Subtract || LastOperator == Operator.Multiply;
    }

    private static void Place(Layer layer, Tensor input, Tensor output)
    {
        layer.Input = input.Offset;
        layer.InputHistory = input.History;
        layer.InputFrames = input.AllFrames;
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

    private void CheckOperator(Layer layer, int at, Tensor input, Tensor output, Tensor second)
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
            case Operator.Subtract:
                CheckPair(layer, input, output, second);
                ReadSumConstants(layer, at);
                break;
            case Operator.Multiply:
                CheckPair(layer, input, output, second);
                ReadMultiplier(layer, at, -31);
                break;
            case Operator.Mean:
                CheckMean(layer, at, input, output);
                break;
            case Operator.Requantise:
                CheckRequantise(layer, at, input, output);
                break;
            case Operator.Copy:
                CheckCopy(layer, at, input, output);
                break;
            default:
                CheckProbability(layer, at, input, output);
                break;
        }
    }

    /// <summary>That every window lies within the input's frames and bins and their padding, and none in padding alone.</summary>
    private void CheckWindow(Layer layer, int at, Tensor input)
    {
        CheckTime(layer, at, input);
        int padHigh = Range(at + 24, 2, 0, ModelFile.MaximumExtent, "padding");
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

    /// <summary>
    /// That windows over time fit: those of a stream end with the newest frames and reach back into kept ones, those of a clip
    /// go over all frames, kept ones included, and their padding.
    /// </summary>
    private void CheckTime(Layer layer, int at, Tensor input)
    {
        int reach = ((layer.TimeKernel - 1) * layer.Dilation) + 1;
        int padFirst = Range(at + 26, 2, 0, reach - 1, "padding over time");
        int padLast = Range(at + 10, 2, 0, reach - 1, "padding over time");
        if (Range(at + 2, 2, 0, 1, "kind of windows") == 1)
        {
            int span = input.AllFrames + padFirst + padLast - reach;
            if (span < 0 || (span / layer.TimeStride) + 1 != layer.OutputFrames)
            {
                throw Error("has frames that do not fit its input's");
            }

            layer.FirstFrame = -padFirst;
            return;
        }

        layer.FirstFrame = input.History + layer.TimeStride - reach;
        if (padFirst + padLast > 0 || layer.OutputFrames * layer.TimeStride != input.Frames || layer.FirstFrame < 0)
        {
            throw Error("reaches over frames that are not there");
        }
    }

    /// <summary>Rows of weights: the taps of each output, or the channels of each tap of a depthwise convolution.</summary>
    private void ReadWeights(Layer layer, int at, int taps, bool depthwise)
    {
        int rows = depthwise ? taps : layer.OutputChannels;
        int length = depthwise ? layer.OutputChannels : taps;
        layer.Packed = Range(at + 76, 2, 0, 1, "size of weights") == 1;
        layer.Weights = Table(at + 36, rows * (layer.Packed ? Int4.RowBytes(length) : length), "weights");
        layer.GroupLength = Range(at + 78, 2, 0, layer.Packed && !depthwise ? ModelFile.MaximumExtent : 0, "weights a factor");
        if (layer.GroupLength == 0)
        {
            layer.GroupLength = taps;
            return;
        }

        int count = layer.OutputChannels * Int4.GroupCount(taps, layer.GroupLength);
        layer.Factors = Table(at + 52, count, "factors");
        for (int i = 0; i < count; i++)
        {
            int factor = _image[layer.Factors + i];
            if (factor < 1 || factor > ModelFile.MaximumFactor)
            {
                throw Error("has a factor of " + factor.ToString());
            }
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

        ReadWeights(layer, at, (int)taps, depthwise);
        layer.Biases = Words(at + 40, channels, "biases");
        layer.Multipliers = Words(at + 44, channels, "multipliers");
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
        CheckWindow(layer, at, input);
        bool fits = layer.OutputChannels == layer.InputChannels && layer.Dilation == 1 && output.ZeroPoint == input.ZeroPoint;
        if (!fits || (long)layer.TimeKernel * layer.BinKernel > ModelFile.MaximumTaps)
        {
            throw Error("pools what does not fit");
        }

        Work += (long)layer.TimeKernel * layer.BinKernel * output.Length;
    }

    /// <summary>That a mean goes over dimensions of which the output has one index, and over no more values than an int holds the sum of.</summary>
    private void CheckMean(Layer layer, int at, Tensor input, Tensor output)
    {
        bool fits = (output.Frames == 1 || output.Frames == input.AllFrames) && (output.Bins == 1 || output.Bins == input.Bins)
            && (output.Channels == 1 || output.Channels == input.Channels);
        if (!fits)
        {
            throw Error("has dimensions that do not fit its input's");
        }

        ReadMultiplier(layer, at, -31);
        Work += input.Length;
    }

    private void CheckRequantise(Layer layer, int at, Tensor input, Tensor output)
    {
        if (!SameFrames(input, output))
        {
            throw Error("has another shape than its input");
        }

        ReadMultiplier(layer, at, -31);
        layer.SecondMultiplier = Range(at + 60, 4, -128, 127, "zero point");
    }

    /// <summary>That a copy's box lies in the output, and all that it goes through in the input or the file.</summary>
    private void CheckCopy(Layer layer, int at, Tensor input, Tensor output)
    {
        layer.InputMultiplier = Range(at + 52, 4, 0, ModelFile.MaximumLength, "first value");
        layer.InputShift = Range(at + 56, 4, -ModelFile.MaximumStep, ModelFile.MaximumStep, "step");
        layer.SecondMultiplier = Range(at + 60, 4, -ModelFile.MaximumStep, ModelFile.MaximumStep, "step");
        layer.SecondShift = Range(at + 64, 4, -ModelFile.MaximumStep, ModelFile.MaximumStep, "step");
        layer.OutputMultiplier = Range(at + 68, 4, 0, output.Frames * output.FrameLength - 1, "place");
        layer.OutputShift = Range(at + 72, 4, 0, 1, "filling");
        int bin = layer.OutputMultiplier / output.Channels;
        bool fits = (bin / output.Bins) + layer.TimeKernel <= output.Frames && (bin % output.Bins) + layer.BinKernel <= output.Bins
            && (layer.OutputMultiplier % output.Channels) + layer.BinStride <= output.Channels;
        long first = layer.InputMultiplier;
        long last = layer.InputMultiplier;
        Widen(ref first, ref last, (long)(layer.TimeKernel - 1) * layer.InputShift);
        Widen(ref first, ref last, (long)(layer.BinKernel - 1) * layer.SecondMultiplier);
        Widen(ref first, ref last, (long)(layer.BinStride - 1) * layer.SecondShift);
        if (!fits || first < 0 || last >= (input == NoTensor ? ModelFile.MaximumLength : input.Length))
        {
            throw Error("copies what is not there");
        }

        layer.Weights = input == NoTensor ? Table(at + 36, (int)last + 1, "values") : 0;
        Work += (long)layer.TimeKernel * layer.BinKernel * layer.BinStride;
    }

    private static void Widen(ref long first, ref long last, long by)
    {
        if (by < 0)
        {
            first += by;
        }
        else
        {
            last += by;
        }
    }

    /// <summary>The one multiplier of an operator, and its shift.</summary>
    private void ReadMultiplier(Layer layer, int at, int leastShift)
    {
        layer.InputMultiplier = Range(at + 52, 4, 0, int.MaxValue, "multiplier");
        layer.InputShift = Range(at + 56, 4, leastShift, 30, "shift");
    }

    private void CheckPair(Layer layer, Tensor input, Tensor output, Tensor second)
    {
        if (!SameFrames(input, output) || !SameFrames(second, output))
        {
            throw Error("joins tensors of different shapes");
        }

        layer.Second = second.Newest;
        layer.SecondZeroPoint = second.ZeroPoint;
    }

    private void ReadSumConstants(Layer layer, int at)
    {
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

        ReadMultiplier(layer, at, softmax ? 0 : -31);
        layer.OutputShift = softmax ? Range(at + 72, 4, int.MinValue, 0, "least difference") : Range(at + 72, 4, 0, int.MaxValue, "radius");
    }

    private static bool SameFrames(Tensor a, Tensor b)
    {
        return a.Frames == b.Frames && a.Bins == b.Bins && a.Channels == b.Channels;
    }

    /// <summary>
    /// That an output lies on nothing that this layer, a later one or the next step reads: tensors with a history last
    /// throughout, any other from its writing until the last layer that names it, or the end of the step. An input that no later
    /// layer reads may be written over as far as the operator is done with it.
    /// </summary>
    private void CheckOverlap(Layer layer, Tensor input, Tensor second, int outputIndex)
    {
        Tensor output = _tensors[outputIndex];
        int distance = output.History == 0 ? Overlap.Distance(LastOperator, layer) : Overlap.Never;
        for (int i = 0; i < _tensors.Length; i++)
        {
            bool alive = _lasting[i] || (_written[i] && _lastUse[i] >= _number);
            bool given = (_tensors[i] == input || _tensors[i] == second) && !_lasting[i] && _lastUse[i] == _number
                && distance <= _tensors[i].Offset - output.Offset;
            if (i != outputIndex && alive && !given && output.Offset < _tensors[i].Offset + _tensors[i].Length
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

    private int Words(int at, int count, string what)
    {
        int offset = Table(at, 4 * count, what);
        ModelFile.CheckWords(_image, offset, 4 * count);
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
