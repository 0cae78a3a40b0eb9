using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using static TorchSharp.torch;

namespace Sotto.Training.Network;

/// <summary>
/// Makes a network of a <c>.sotto</c> model that <see cref="Exporter"/> wrote, so that it can learn on. A file holds the
/// ratios of scales and not the scales: those that are free are chosen, which changes nothing of what the network says.
/// </summary>
public sealed class NetworkReader
{
    private readonly byte[] _file;
    private readonly Model _model;
    private int _next;

    private NetworkReader(byte[] file)
    {
        _file = file;
        _model = Model.Load(file);
    }

    /// <summary>Whether it ends in logits of every step, neither averaged nor made probabilities.</summary>
    private bool IsAcoustic => _model.Kind == ModelKind.Acoustic;

    /// <summary>Reads a model.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="words">Words that the auxiliary output tells apart; it begins with chance weights.</param>
    /// <returns>The network, rounding as the model does.</returns>
    /// <exception cref="ModelFormatException">The model is wrong, or its layers are others.</exception>
    public static KeywordNetwork Read(byte[] file, int words) => new NetworkReader(file).Read(words);

    private KeywordNetwork Read(int words)
    {
        using IDisposable gradients = no_grad();
        NetworkShape shape = ReadShape();
        KeywordNetwork network = new(shape, FrontEnd.FeatureCount, _model.OutputLength, words);
        NetworkQuantisers q = network.Quantisers;
        double sum = KeywordNetwork.InputScale;
        ReadConvolution(network.Stem, KeywordNetwork.InputScale, sum, q.Stem);
        for (int i = 0; i < shape.Kernels.Length; i++)
        {
            // 256 values from 0 to 4, as the features have: any scale would do.
            ReadConvolution(network.Depthwise[i], sum, KeywordNetwork.InputScale, q.Depthwise[i]);
            Layer add = _model.LayerAt(_next + 1);
            double twice = sum / LayerWeights.Factor(add.SecondMultiplier, add.SecondShift);
            double mixed = twice * LayerWeights.Factor(add.InputMultiplier, add.InputShift);
            ReadConvolution(network.Pointwise[i], KeywordNetwork.InputScale, mixed, q.Pointwise[i]);
            sum = twice / LayerWeights.Factor(add.OutputMultiplier, add.OutputShift) / (1 << ModelBuilder.SpareBits);
            q.Sum[i].Set((float)sum, add.OutputZeroPoint);
            _next++;
        }

        _next += IsAcoustic ? 0 : 1;
        ReadHead(network, sum);
        network.Rounding = true;
        network.eval();
        return network;
    }

    /// <summary>The size of the network, after a look whether the layers are those of one.</summary>
    private NetworkShape ReadShape()
    {
        Operator[] end = IsAcoustic ? [Operator.Convolution] : [Operator.AveragePool, Operator.Convolution, Operator.Softmax];
        int blocks = (_model.LayerCount - 1 - end.Length) / 3;
        IEnumerable<Operator> wanted =
        [
            Operator.Convolution,
            .. Enumerable.Range(0, Math.Max(0, blocks)).SelectMany(_ => new[] { Operator.DepthwiseConvolution, Operator.Convolution, Operator.Add }),
            .. end,
        ];
        Layer[] layers = [.. Enumerable.Range(0, _model.LayerCount).Select(_model.LayerAt)];
        Layer stem = layers[0];
        if (!Enumerable.Range(0, layers.Length).Select(_model.OperatorAt).SequenceEqual(wanted)
            || stem.InputChannels != FrontEnd.FeatureCount || layers[..(1 + (3 * blocks))].Any(layer => layer.OutputChannels != stem.OutputChannels)
            || layers.Any(layer => layer.InputBins != 1 || layer.OutputFrames != 1 || layer.Dilation != 1))
        {
            throw new ModelFormatException("was not trained here: its layers are others");
        }

        int[] kernels = [.. Enumerable.Range(0, blocks).Select(i => layers[1 + (3 * i)].TimeKernel)];
        return new NetworkShape(stem.OutputChannels, kernels, stem.TimeKernel, _model.StepFrames, IsAcoustic ? 1 : layers[^3].TimeKernel);
    }

    private void ReadConvolution(CausalConvolution convolution, double inputScale, double outputScale, FakeQuantiser quantiser)
    {
        (Tensor weight, Tensor bias, int zeroPoint) = ReadNext(inputScale, outputScale);
        convolution.Set(weight, bias);
        quantiser.Set((float)outputScale, zeroPoint);
    }

    private void ReadHead(KeywordNetwork network, double inputScale)
    {
        double scale = IsAcoustic ? Acoustic.AcousticTrainer.LogitScale : ScaleOfSoftmax(_model.LayerAt(_next + 1));
        (Tensor weight, Tensor bias, int zeroPoint) = ReadNext(inputScale, scale);
        network.Head.Weight.copy_(weight);
        network.Head.Bias.copy_(bias);
        network.Quantisers.Logits.Set((float)scale, zeroPoint);
    }

    private static double ScaleOfSoftmax(Layer softmax) =>
        LayerWeights.Factor(softmax.InputMultiplier, softmax.InputShift) / (1 << ModelBuilder.LogitBits);

    /// <summary>The next layer's weights, [outputs, inputs, taps], biases and output zero point.</summary>
    private (Tensor Weight, Tensor Bias, int ZeroPoint) ReadNext(double inputScale, double outputScale)
    {
        Operator kind = _model.OperatorAt(_next);
        Layer layer = _model.LayerAt(_next++);
        int outputs = layer.OutputChannels;
        Tensor integers = tensor(Array.ConvertAll(LayerWeights.Weights(_file, kind, layer), weight => (double)weight));
        Tensor ordered = kind == Operator.DepthwiseConvolution
            ? integers.reshape(layer.TimeKernel, outputs, 1).permute(1, 2, 0)
            : integers.reshape(outputs, layer.TimeKernel, layer.InputChannels).transpose(1, 2);
        Tensor scales = tensor(LayerWeights.Factors(_file, layer)) * (outputScale / inputScale);
        Tensor sums = tensor(Array.ConvertAll(LayerWeights.Biases(_file, layer), bias => (double)bias))
            + (layer.InputZeroPoint * ordered.sum([1L, 2L]));
        return (
            (ordered * scales.reshape(-1, 1, 1)).to(ScalarType.Float32).contiguous(), (sums * scales * inputScale).to(ScalarType.Float32),
            layer.OutputZeroPoint);
    }
}
