using System.Runtime.InteropServices;
using System.Text;
using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>Writes the <c>.sotto</c> format, version 1 (Models/FORMAT.md).</summary>
internal sealed class ModelWriter : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    private ModelWriter()
    {
        _writer = new BinaryWriter(_stream);
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>The bytes of a file.</summary>
    internal static byte[] Write(List<TensorPlan> tensors, List<LayerPlan> layers, int input, int output, int arena, Manifest manifest)
    {
        using ModelWriter writer = new();
        writer._writer.Write(new byte[ModelFile.HeaderLength]);
        int manifestAt = writer.WriteManifest(manifest);
        int tensorsAt = writer.WriteTensors(tensors);
        Constants[] constants = [.. layers.Select(writer.WriteConstants)];
        int layersAt = writer.WriteLayers(layers, constants);
        byte[] file = writer._stream.ToArray();
        Span<int> header = MemoryMarshal.Cast<byte, int>(file.AsSpan(0, ModelFile.HeaderLength));
        header[0] = unchecked((int)ModelFile.Magic);
        header[1] = ModelFile.Version | (ModelFile.HeaderLength << 16);
        header[2] = file.Length;
        header[4] = manifestAt;
        header[6] = tensorsAt;
        header[7] = tensors.Count;
        header[8] = layersAt;
        header[9] = layers.Count;
        header[10] = arena;
        header[12] = input;
        header[11] = (manifest.UnsignedInput ? ModelFile.UnsignedInput : 0) | (manifest.UnsignedOutput ? ModelFile.UnsignedOutput : 0);
        header[13] = output;
        header[3] = unchecked((int)ModelFile.Checksum(file, 16, file.Length - 16));
        return file;
    }

    private int Align()
    {
        int rest = (int)(_stream.Length % ModelFile.Alignment);
        _writer.Write(new byte[rest == 0 ? 0 : ModelFile.Alignment - rest]);
        _writer.Flush();
        return (int)_stream.Length;
    }

    private int WriteManifest(Manifest manifest)
    {
        if (manifest.Thresholds.Length != manifest.Labels.Length)
        {
            throw new ModelFormatException($"{manifest.Thresholds.Length} thresholds for {manifest.Labels.Length} labels");
        }

        int at = Align();
        _writer.Write((byte)manifest.Kind);
        _writer.Write((byte)manifest.Labels.Length);
        _writer.Write((ushort)manifest.Smoothing);
        _writer.Write((ushort)manifest.RefractoryMilliseconds);
        _writer.Write((ushort)manifest.FeatureStepMilliseconds);
        WriteText(manifest.Name);
        for (int i = 0; i < manifest.Labels.Length; i++)
        {
            _writer.Write((byte)manifest.Thresholds[i]);
            WriteText(manifest.Labels[i]);
        }

        return at;
    }

    private void WriteText(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        _writer.Write((byte)bytes.Length);
        _writer.Write(bytes);
    }

    private int WriteTensors(List<TensorPlan> tensors)
    {
        int at = Align();
        foreach (TensorPlan tensor in tensors)
        {
            _writer.Write(tensor.Offset);
            Array.ForEach([tensor.History, tensor.Frames, tensor.Bins, tensor.Channels], value => WriteShort(value, "a tensor"));
            _writer.Write(tensor.Quantization.ZeroPoint);
        }

        return at;
    }

    private void WriteShort(int value, string what)
    {
        if (value is < 0 or > ushort.MaxValue)
        {
            throw new ModelFormatException($"{what} with an extent of {value}, {ModelFile.MaximumExtent} at most");
        }

        _writer.Write((ushort)value);
    }

    private Constants WriteConstants(LayerPlan layer)
    {
        if (layer.Weights is null)
        {
            return default;
        }

        bool depthwise = layer.Operator == Operator.DepthwiseConvolution;
        Int4Packing? packing = layer.Operator is Operator.Convolution or Operator.DepthwiseConvolution
            ? Int4Packing.Of(layer.Weights, depthwise ? layer.Shape.Outputs : layer.Weights.Length / layer.Shape.Outputs, grouped: !depthwise)
            : null;
        int weights = Align();
        _writer.Write(packing?.Rows ?? MemoryMarshal.AsBytes(layer.Weights.AsSpan()));
        int factors = packing is { Factors.Length: > 0 } ? Align() : 0;
        _writer.Write(packing?.Factors ?? []);
        int biases = Align();
        _writer.Write(MemoryMarshal.AsBytes(layer.Biases.AsSpan()));
        int multipliers = Align();
        Array.ForEach(layer.Multipliers, m => _writer.Write(m.Value));
        int shifts = Align();
        Array.ForEach(layer.Multipliers, m => _writer.Write((sbyte)m.Shift));
        return new Constants(weights, packing is not null, packing?.GroupLength ?? 0, factors, biases, multipliers, shifts);
    }

    private int WriteLayers(List<LayerPlan> layers, Constants[] constants)
    {
        int at = Align();
        for (int i = 0; i < layers.Count; i++)
        {
            LayerPlan layer = layers[i];
            ConvolutionShape shape = layer.Shape;
            int[] head = [(int)layer.Operator, layer.OverAllFrames ? 1 : 0, layer.Input, layer.Second, layer.Output, layer.PadLast];
            int[] extents =
            [
                shape.TimeKernel, shape.TimeStride, shape.Dilation, shape.BinKernel, shape.BinStride, shape.PadLow, shape.PadHigh, layer.PadFirst,
            ];
            int[] rest =
            [
                layer.ClampMinimum, layer.ClampMaximum, constants[i].Weights, constants[i].Biases, constants[i].Multipliers,
                constants[i].Shifts, .. constants[i].Factors > 0 ? [constants[i].Factors, .. layer.Parameters[1..]] : layer.Parameters,
                (constants[i].Packed ? 1 : 0) | (constants[i].GroupLength << 16),
            ];
            Array.ForEach([.. head, .. extents], value => WriteShort(value, $"a layer of {layer.Operator}"));
            Array.ForEach(rest, _writer.Write);
        }

        _writer.Flush();
        return at;
    }

    /// <summary>Places of a layer's constants.</summary>
    private readonly record struct Constants(int Weights, bool Packed, int GroupLength, int Factors, int Biases, int Multipliers, int Shifts);
}
