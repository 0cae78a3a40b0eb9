using System.Buffers.Binary;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler.Report;

/// <summary>What a model costs, layer by layer, and what its arena holds when.</summary>
public sealed class ModelReport
{
    /// <summary>Bytes of a channel's bias, multiplier and shift.</summary>
    private const int ConstantsAChannel = 4 + 4 + 1;

    private ModelReport(Model model, TensorReport[] tensors, LayerReport[] layers, int input, int output)
    {
        Model = model;
        Tensors = tensors;
        Layers = layers;
        Input = tensors[input];
        Output = tensors[output];
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>Its tensors, by their numbers in the file.</summary>
    public IReadOnlyList<TensorReport> Tensors { get; }

    /// <summary>Its layers, in the order in which they run.</summary>
    public IReadOnlyList<LayerReport> Layers { get; }

    /// <summary>The tensor that takes the features.</summary>
    public TensorReport Input { get; }

    /// <summary>The tensor that holds the result.</summary>
    public TensorReport Output { get; }

    /// <summary>Bytes of all weights.</summary>
    public int Weights => Layers.Sum(layer => layer.Weights);

    /// <summary>Bytes of all other constants of the layers.</summary>
    public int Constants => Layers.Sum(layer => layer.Constants);

    /// <summary>Bytes of the arena that last from step to step.</summary>
    public int PersistentBytes => LengthOfUnion(Tensors.Where(tensor => tensor.IsPersistent));

    /// <summary>The layer while which most of the arena is needed; the first of several.</summary>
    public LayerReport Peak => Layers.MaxBy(layer => layer.LiveBytes)!;

    /// <summary>
    /// Multiply-accumulates of a second of sound, rounded; null of a model that keeps no frames from step to step: it takes
    /// clips, and how often it is given one is its caller's choice.
    /// </summary>
    public long? MultiplyAccumulatesPerSecond
    {
        get
        {
            double seconds = Model.StepFrames * Model.FeatureStepMilliseconds / 1000.0;
            return PersistentBytes > 0 ? (long)Math.Round(Model.MultiplyAccumulatesPerStep / seconds) : null;
        }
    }

    /// <summary>Reads a model and works out what it costs.</summary>
    /// <param name="file">The bytes of a <c>.sotto</c> file.</param>
    /// <exception cref="ModelFormatException">It is no sound model.</exception>
    public static ModelReport Of(byte[] file)
    {
        // Which tensors a layer names stands only in the file (Models/FORMAT.md): the loaded layer has their places.
        Model model = Model.Load(file);
        int layersAt = ReadInt(file, 32);
        Links[] links = [.. Enumerable.Range(0, model.LayerCount).Select(i => ReadLinks(file, layersAt + (i * ModelFile.LayerLength)))];
        (int input, int output) = (ReadInt(file, 48), ReadInt(file, 52));
        TensorReport[] tensors = [.. Enumerable.Range(0, ReadInt(file, 28)).Select(i => ReadTensor(file, i, links, input, output))];
        LayerReport[] layers = [.. Enumerable.Range(0, model.LayerCount).Select(i => ReportOn(i, model, links[i].Input, tensors))];
        return new ModelReport(model, tensors, layers, input, output);
    }

    private static TensorReport ReadTensor(byte[] file, int number, Links[] links, int input, int output)
    {
        int at = ReadInt(file, 24) + (number * ModelFile.TensorLength);
        int history = ReadShort(file, at + 4);
        (int first, int last) = history > 0 ? (-1, links.Length) : LifeOf(number, links, input, output);
        return new TensorReport(
            number, ReadInt(file, at), history, ReadShort(file, at + 6), ReadShort(file, at + 8), ReadShort(file, at + 10), first, last);
    }

    /// <summary>From the first layer that writes a tensor to the last that names it, as the loader has it.</summary>
    private static (int First, int Last) LifeOf(int tensor, Links[] links, int input, int output)
    {
        int first = tensor == input ? -1 : Array.FindIndex(links, link => link.Output == tensor);
        int last = tensor == output ? links.Length : Array.FindLastIndex(links, link => link.Names(tensor));
        return first < 0 && tensor != input ? (0, -1) : (first, last);
    }

    private static LayerReport ReportOn(int number, Model model, int input, TensorReport[] tensors)
    {
        Layer shape = model.LayerAt(number);
        Operator kind = model.OperatorAt(number);
        bool reads = kind != Operator.Copy || input != ModelFile.None;
        (int rows, int length) = LayerWeights.Rows(kind, shape);
        int weights = rows * (shape.Packed ? Int4.RowBytes(length) : length);
        int factors = shape.Factors > 0 ? rows * Int4.GroupCount(length, shape.GroupLength) : 0;
        int constants = rows > 0 ? (ConstantsAChannel * shape.OutputChannels) + factors : reads ? 0 : ValuesOf(shape);
        int live = LengthOfUnion(tensors.Where(tensor => tensor.IsAliveIn(number)));
        return new LayerReport(number, kind, shape, reads ? tensors[input] : null, rows * length, weights, constants, live);
    }

    /// <summary>Bytes of the file up to the last one that a copy takes from there.</summary>
    private static int ValuesOf(Layer copy) =>
        copy.InputMultiplier + 1 + (Math.Max(0, copy.InputShift) * (copy.TimeKernel - 1))
        + (Math.Max(0, copy.SecondMultiplier) * (copy.BinKernel - 1)) + (Math.Max(0, copy.SecondShift) * (copy.BinStride - 1));

    private static int LengthOfUnion(IEnumerable<TensorReport> tensors)
    {
        int bytes = 0;
        int end = 0;
        foreach (TensorReport tensor in tensors.OrderBy(tensor => tensor.Offset))
        {
            bytes += Math.Max(0, tensor.End - Math.Max(end, tensor.Offset));
            end = Math.Max(end, tensor.End);
        }

        return bytes;
    }

    private static Links ReadLinks(byte[] file, int at) => new(ReadShort(file, at + 4), ReadShort(file, at + 6), ReadShort(file, at + 8));

    private static int ReadInt(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private static int ReadShort(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    /// <summary>The numbers of the tensors that a layer names.</summary>
    private readonly record struct Links(int Input, int Second, int Output)
    {
        public bool Names(int tensor) => Input == tensor || Second == tensor || Output == tensor;
    }
}
