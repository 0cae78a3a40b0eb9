using System.Text;
using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// A model that was read from a <c>.sotto</c> file and found sound. It keeps the file's bytes, in which the weights stay,
/// and a small record a layer. One model serves any number of runners.
/// </summary>
public sealed class Model
{
    private readonly byte[] _image;
    private Tensor[] _tensors;
    private Layer[] _layers;
    private Operator[] _operators;
    private int _inputTensor;
    private int _outputTensor;

    private Model(byte[] image)
    {
        _image = image;
    }

    /// <summary>The model's name.</summary>
    public string Name { get; private set; }

    /// <summary>What it listens for.</summary>
    public ModelKind Kind { get; private set; }

    /// <summary>Feature rows that a step takes.</summary>
    public int StepFrames { get; private set; }

    /// <summary>Milliseconds from one feature row to the next.</summary>
    public int FeatureStepMilliseconds { get; private set; }

    /// <summary>Int8 values that a step takes.</summary>
    public int InputLength { get; private set; }

    /// <summary>Int8 values that a step gives.</summary>
    public int OutputLength { get; private set; }

    /// <summary>Whether the model was made for inputs of 0 to 255: ours are theirs less 128.</summary>
    public bool InputIsUnsigned { get; private set; }

    /// <summary>Whether the model was made to give 0 to 255: ours are theirs less 128.</summary>
    public bool OutputIsUnsigned { get; private set; }

    /// <summary>What each output stands for.</summary>
    public string[] Labels { get; private set; }

    /// <summary>From which mean probability on each label is called, 0 to 255 in units of 1/256.</summary>
    public int[] Thresholds { get; private set; }

    /// <summary>Steps that the detector averages, 1 to 255.</summary>
    public int Smoothing { get; private set; }

    /// <summary>How long the detector stays quiet after a detection.</summary>
    public int RefractoryMilliseconds { get; private set; }

    /// <summary>Bytes of working memory of one runner.</summary>
    public int ArenaBytes { get; private set; }

    /// <summary>Bytes of the file: weights, constants, records and manifest.</summary>
    public int TableBytes
    {
        get { return _image.Length; }
    }

    /// <summary>Multiply-accumulates of one step.</summary>
    public int MultiplyAccumulatesPerStep { get; private set; }

    /// <summary>How many layers there are.</summary>
    public int LayerCount
    {
        get { return _layers.Length; }
    }

    /// <summary>The operator of a layer.</summary>
    /// <param name="index">Number of the layer, from 0.</param>
    public Operator OperatorAt(int index)
    {
        return _operators[index];
    }

    /// <summary>The shape and places of a layer.</summary>
    /// <param name="index">Number of the layer, from 0.</param>
    public Layer LayerAt(int index)
    {
        return _layers[index];
    }

    internal byte[] Image
    {
        get { return _image; }
    }

    internal Tensor[] Tensors
    {
        get { return _tensors; }
    }

    internal Layer[] Layers
    {
        get { return _layers; }
    }

    internal Operator[] Operators
    {
        get { return _operators; }
    }

    internal Tensor Input
    {
        get { return _tensors[_inputTensor]; }
    }

    internal Tensor Output
    {
        get { return _tensors[_outputTensor]; }
    }

    /// <summary>Reads a model and checks every offset, size, shape, shift and index in it, once.</summary>
    /// <param name="image">The whole file; the model keeps it, and it must not change.</param>
    /// <exception cref="ModelFormatException">Something is wrong; nothing of the file is used.</exception>
    public static Model Load(byte[] image)
    {
        CheckHeader(image);
        Model model = new Model(image);
        model.ArenaBytes = ModelFile.ReadRange(image, 40, 4, 1, ModelFile.MaximumArena, "the arena");
        int origin = ModelFile.ReadRange(image, 44, 4, 0, ModelFile.UnsignedInput | ModelFile.UnsignedOutput, "the note on signs");
        model.InputIsUnsigned = (origin & ModelFile.UnsignedInput) != 0;
        model.OutputIsUnsigned = (origin & ModelFile.UnsignedOutput) != 0;
        model.ReadTensors();
        model.ReadLayers();
        model.ReadManifest();
        return model;
    }

    private static void CheckHeader(byte[] image)
    {
        if (image == null || image.Length < ModelFile.HeaderLength || (uint)ModelFile.ReadInt(image, 0) != ModelFile.Magic)
        {
            throw new ModelFormatException("not a .sotto model");
        }

        int version = ModelFile.ReadShort(image, 4);
        if (version != ModelFile.Version)
        {
            throw new ModelFormatException("a .sotto model of version " + version.ToString() + ", version 1 is read");
        }

        if (image.Length > ModelFile.MaximumLength || ModelFile.ReadInt(image, 8) != image.Length)
        {
            throw new ModelFormatException("cut short or too long: its header says " + ModelFile.ReadInt(image, 8).ToString()
                + " bytes, " + image.Length.ToString() + " are there");
        }

        if ((uint)ModelFile.ReadInt(image, 12) != ModelFile.Checksum(image, 16, image.Length - 16))
        {
            throw new ModelFormatException("damaged: its checksum does not match");
        }
    }

    private void ReadTensors()
    {
        int at = ModelFile.ReadInt(_image, 24);
        int count = ModelFile.ReadRange(_image, 28, 4, 2, ModelFile.MaximumCount, "the number of tensors");
        ModelFile.CheckWords(_image, at, count * ModelFile.TensorLength);
        _tensors = new Tensor[count];
        for (int i = 0; i < count; i++)
        {
            _tensors[i] = ReadTensor(at + (i * ModelFile.TensorLength), "tensor " + i.ToString());
        }

        _inputTensor = ModelFile.ReadRange(_image, 48, 4, 0, count - 1, "the input tensor");
        _outputTensor = ModelFile.ReadRange(_image, 52, 4, 0, count - 1, "the output tensor");
        StepFrames = Input.Frames;
        InputLength = Input.Frames * Input.FrameLength;
        OutputLength = Output.Frames * Output.FrameLength;
    }

    private Tensor ReadTensor(int at, string name)
    {
        Tensor tensor = new Tensor();
        tensor.Offset = ModelFile.ReadRange(_image, at, 4, 0, ArenaBytes, name + "'s place");
        tensor.History = ModelFile.ReadRange(_image, at + 4, 2, 0, ModelFile.MaximumExtent, name + "'s history");
        tensor.Frames = ModelFile.ReadRange(_image, at + 6, 2, 1, ModelFile.MaximumExtent, name + "'s frames");
        tensor.Bins = ModelFile.ReadRange(_image, at + 8, 2, 1, ModelFile.MaximumExtent, name + "'s bins");
        tensor.Channels = ModelFile.ReadRange(_image, at + 10, 2, 1, ModelFile.MaximumExtent, name + "'s channels");
        tensor.ZeroPoint = ModelFile.ReadRange(_image, at + 12, 4, -128, 127, name + "'s zero point");
        long length = (long)(tensor.History + tensor.Frames) * tensor.Bins * tensor.Channels;
        if (length > ArenaBytes - tensor.Offset)
        {
            throw new ModelFormatException(name + " lies outside the arena");
        }

        return tensor;
    }

    private void ReadLayers()
    {
        int at = ModelFile.ReadInt(_image, 32);
        int count = ModelFile.ReadRange(_image, 36, 4, 1, ModelFile.MaximumCount, "the number of layers");
        ModelFile.CheckWords(_image, at, count * ModelFile.LayerLength);
        _layers = new Layer[count];
        _operators = new Operator[count];
        LayerReader reader = new LayerReader(_image, _tensors, _inputTensor, _outputTensor, at, count);
        long multiplyAccumulates = 0;
        for (int i = 0; i < count; i++)
        {
            _layers[i] = reader.Read(at + (i * ModelFile.LayerLength), i);
            _operators[i] = reader.LastOperator;
            multiplyAccumulates += reader.LastMultiplyAccumulates;
        }

        if (reader.Work > ModelFile.MaximumWork)
        {
            throw new ModelFormatException("a step of over 2^26 multiply-accumulates");
        }

        reader.CheckFinished(_outputTensor);
        MultiplyAccumulatesPerStep = (int)multiplyAccumulates;
    }

    private void ReadManifest()
    {
        int at = ModelFile.ReadInt(_image, 16);
        ModelFile.Check(_image, at, 8);
        int kind = _image[at];
        int labels = _image[at + 1];
        if (kind > (int)ModelKind.Acoustic || labels != OutputLength || labels > ModelFile.MaximumLabels)
        {
            throw new ModelFormatException("a manifest of kind " + kind.ToString() + " with " + labels.ToString()
                + " labels for " + OutputLength.ToString() + " outputs, 64 at most");
        }

        Kind = (ModelKind)kind;
        Smoothing = ModelFile.ReadRange(_image, at + 2, 2, 1, 255, "the smoothing");
        RefractoryMilliseconds = ModelFile.ReadRange(_image, at + 4, 2, 0, 65535, "the refractory time");
        FeatureStepMilliseconds = ModelFile.ReadRange(_image, at + 6, 2, 1, 1000, "the feature step");
        at += 8;
        Name = ReadText(ref at);
        Labels = new string[labels];
        Thresholds = new int[labels];
        for (int i = 0; i < labels; i++)
        {
            ModelFile.Check(_image, at, 1);
            Thresholds[i] = _image[at++];
            Labels[i] = ReadText(ref at);
        }
    }

    /// <summary>A length byte and as many bytes of printable ASCII.</summary>
    private string ReadText(ref int at)
    {
        ModelFile.Check(_image, at, 1);
        int length = _image[at++];
        ModelFile.Check(_image, at, length);
        for (int i = 0; i < length; i++)
        {
            if (_image[at + i] < 32 || _image[at + i] > 126)
            {
                throw new ModelFormatException("a name or label that is not printable ASCII");
            }
        }

        string text = Encoding.UTF8.GetString(_image, at, length);
        at += length;
        return text;
    }
}
