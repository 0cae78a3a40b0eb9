using System;
using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>Runs a model step by step over one stream. All its memory is taken when it is made.</summary>
public sealed class ModelRunner
{
    private readonly Model _model;
    private readonly sbyte[] _arena;
    private readonly long[] _pairs;

    /// <summary>Takes the arena and resets it.</summary>
    /// <param name="model">The model.</param>
    public ModelRunner(Model model)
    {
        _model = model;
        _arena = new sbyte[model.ArenaBytes];
        _pairs = new long[PairCount(model)];
        Reset();
    }

    /// <summary>The model.</summary>
    public Model Model
    {
        get { return _model; }
    }

    /// <summary>Forgets the stream: every history becomes zeros, as before its start.</summary>
    [Step]
    public void Reset()
    {
        Tensor[] tensors = _model.Tensors;
        for (int i = 0; i < tensors.Length; i++)
        {
            int end = tensors[i].Newest;
            for (int at = tensors[i].Offset; at < end; at++)
            {
                _arena[at] = (sbyte)tensors[i].ZeroPoint;
            }
        }
    }

    /// <summary>Takes the next feature rows and gives the outputs after them.</summary>
    /// <param name="input">Quantised features, <see cref="Models.Model.InputLength"/> from <paramref name="inputOffset"/> on.</param>
    /// <param name="inputOffset">First value to take.</param>
    /// <param name="output">Receives <see cref="Models.Model.OutputLength"/> values.</param>
    /// <param name="outputOffset">Where the first goes.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    [Step]
    public void Step(sbyte[] input, int inputOffset, sbyte[] output, int outputOffset)
    {
        Array.Copy(input, inputOffset, _arena, _model.Input.Newest, _model.InputLength);
        Layer[] layers = _model.Layers;
        for (int i = 0; i < layers.Length; i++)
        {
            Run(_model.Operators[i], layers[i]);
        }

        Array.Copy(_arena, _model.Output.Newest, output, outputOffset, _model.OutputLength);
        MoveHistory();
    }

    private static int PairCount(Model model)
    {
        int most = 0;
        for (int i = 0; i < model.Layers.Length; i++)
        {
            int count = model.Operators[i] == Operator.Convolution ? Convolution.PairCount(model.Layers[i]) : 0;
            most = count > most ? count : most;
        }

        return most;
    }

    [Step]
    private void Run(Operator kind, Layer layer)
    {
        switch (kind)
        {
            case Operator.Convolution:
                Convolution.Run(layer, _model.Image, _arena, _pairs);
                break;
            case Operator.DepthwiseConvolution:
                DepthwiseConvolution.Run(layer, _model.Image, _arena);
                break;
            case Operator.AveragePool:
                Pooling.RunAverage(layer, _arena);
                break;
            case Operator.MaxPool:
                Pooling.RunMaximum(layer, _arena);
                break;
            case Operator.Add:
                Addition.Run(layer, _arena);
                break;
            case Operator.Subtract:
                Addition.RunDifference(layer, _arena);
                break;
            case Operator.Multiply:
                Multiplication.Run(layer, _arena);
                break;
            case Operator.Mean:
                Averaging.Run(layer, _arena);
                break;
            case Operator.Requantise:
                Requantisation.Run(layer, _arena);
                break;
            case Operator.Copy:
                Copying.Run(layer, _model.Image, _arena);
                break;
            case Operator.Softmax:
                Softmax.Run(layer, _arena);
                break;
            default:
                LogisticFunction.Run(layer, _arena);
                break;
        }
    }

    /// <summary>The newest frames become history; windows so stay in one piece and kernels need no ring arithmetic.</summary>
    [Step]
    private void MoveHistory()
    {
        Tensor[] tensors = _model.Tensors;
        for (int i = 0; i < tensors.Length; i++)
        {
            Tensor tensor = tensors[i];
            if (tensor.History > 0)
            {
                int frame = tensor.FrameLength;
                Array.Copy(_arena, tensor.Offset + (tensor.Frames * frame), _arena, tensor.Offset, tensor.History * frame);
            }
        }
    }
}
