using Sotto.Compiler;
using Sotto.Models;

namespace Sotto.Cli.Bench;

/// <summary>A model that is measured, and what goes in.</summary>
/// <param name="Name">Its name in tables and baselines.</param>
/// <param name="File">The bytes of the <c>.sotto</c> file.</param>
/// <param name="Steps">How many steps are counted: few, since every one costs the same but for a few branches.</param>
internal sealed record BenchSubject(string Name, byte[] File, int Steps)
{
    private const int Channels = 64;
    private const int Pixels = 126;
    private const int Layers = 4;

    private static readonly Quantization Values = new(0.05f, 0);

    /// <summary>The model.</summary>
    public Model Model { get; } = Model.Load(File);

    /// <summary>Inputs of <see cref="Steps"/> steps, the same every time.</summary>
    public sbyte[] Inputs
    {
        get
        {
            Random random = new(1);
            sbyte[] inputs = new sbyte[Steps * Model.InputLength];
            random.NextBytes((byte[])(Array)inputs);
            return inputs;
        }
    }

    /// <summary>The bundled models that hear.</summary>
    public static IReadOnlyList<BenchSubject> Bundled { get; } =
    [
        new("wake", System.IO.File.ReadAllBytes(ModelFiles.Wake), 4),
        new("commands", System.IO.File.ReadAllBytes(ModelFiles.Commands), 1),
        new("voice", System.IO.File.ReadAllBytes(ModelFiles.Voice), 4),
    ];

    /// <summary>The bundled models, two of nothing but pointwise convolutions, and those asked for.</summary>
    /// <param name="paths">.sotto or .tflite models.</param>
    /// <exception cref="UserException">One of them is missing or wrong.</exception>
    public static List<BenchSubject> All(IEnumerable<string> paths) =>
    [
        .. Bundled,
        new("pointwise_int8", Pointwise(127), 1),
        new("pointwise_int4", Pointwise(7), 1),
        .. paths.Select(path => ModelFiles.Naming(path, () => new BenchSubject(Path.GetFileNameWithoutExtension(path), ModelFiles.ReadOrImport(path), 1))),
    ];

    /// <summary>Four convolutions of 64 channels by 64 over 126 pixels each, and their mean.</summary>
    /// <param name="largest">Of the weights: 127, or 7 for those that 4 bits hold.</param>
    private static byte[] Pointwise(int largest)
    {
        Random random = new(1);
        ModelBuilder builder = new("pointwise", 1, Pixels, Channels, Values);
        int tensor = builder.Input;
        for (int layer = 0; layer < Layers; layer++)
        {
            sbyte[] weights = [.. Enumerable.Range(0, Channels * Channels).Select(_ => (sbyte)random.Next(-largest, largest + 1))];
            float[] scales = [.. Enumerable.Repeat(1f / (4 * largest), Channels)];
            tensor = builder.Convolution(tensor, new ConvolutionShape(1, 1, 1, 1, 1, 0, 0, Channels), weights, scales, new int[Channels], Values, Activation.Relu);
        }

        builder.AveragePoolBins(tensor, 1);
        string[] labels = [.. Enumerable.Range(0, Channels).Select(i => $"channel {i}")];
        return builder.Build(new Manifest("pointwise", ModelKind.Wake, labels, new int[Channels], 1, 0, 10));
    }
}
