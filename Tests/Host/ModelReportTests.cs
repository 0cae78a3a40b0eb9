using System.Globalization;
using System.Xml.Linq;
using Sotto.Cli;
using Sotto.Compiler;
using Sotto.Compiler.Import;
using Sotto.Compiler.Report;
using Sotto.Models;
using Spectre.Console;
using Xunit;

namespace Sotto.HostTests;

/// <summary>What a model costs: the numbers of a small one, and what must hold for any.</summary>
public sealed class ModelReportTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Every number can be worked out by hand from the shapes in <see cref="Small"/>.</summary>
    private static readonly string[] SmallLines =
    [
        "",
        "layers: weights, constants and the arena that is alive, in bytes",
        "  layer  operator     kernel          input -> output   MACs  weights  constants  alive",
        "      0  convolution  3x2 stride 2x2  1+2x4x1 -> 1x2x3    36       18         27     30",
        "      1  depthwise    2x1 dilation 2  2+1x2x3 -> 1x2x3    12        6         27     36",
        "      2  convolution  1x2             1x2x3 -> 1x1x4      24       24         36     40",
        "      3  softmax                      1x1x4 -> 1x1x4       0        0          0     38",
        "  total                                                   72       48         90",
        "",
        "arena: 40 bytes, 30 of them persistent, 40 alive at most, in layer 2",
        "  tensor  first  last  bytes  history + frames x bins x channels  alive from layer to layer",
        "       0     18    29     12  1+2x4x1                             persistent, the input",
        "       1      0    17     18  2+1x2x3                             persistent",
        "       2     30    35      6  1x2x3                               1 to 2",
        "       3     36    39      4  1x1x4                               2 to 3",
        "       4     30    33      4  1x1x4                               3 to output",
        "",
    ];

    [Fact]
    public void WeightsOfEveryOperatorAreReadAlsoWhereThereAreNone()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "wake.sotto"));
        Model model = Model.Load(file);
        int[] counts = [.. Enumerable.Range(0, model.LayerCount).Select(i => LayerWeights.Weights(file, model.OperatorAt(i), model.LayerAt(i)).Length)];
        Assert.Contains(0, counts);
        Assert.InRange(counts.Sum(), 30000, file.Length);
    }

    [Fact]
    public void SmallModelIsReportedToTheByte()
    {
        Assert.Equal(SmallLines, Plain(ModelReport.Of(Small("small"))).Split('\n'));
    }

    [Fact]
    public void MultiplyAccumulatesOfASecondAreThoseOfItsSteps()
    {
        // Two rows of 10 ms a step: 50 steps a second.
        Assert.Equal(50 * 72, ModelReport.Of(Small("small")).MultiplyAccumulatesPerSecond);
        Assert.Null(ModelReport.Of(CliModels.Wake).MultiplyAccumulatesPerSecond);
    }

    [Fact]
    public void RandomNetworksAddUp()
    {
        for (int seed = 1; seed <= 100; seed++)
        {
            ModelReport report = ModelReport.Of(new RandomNetwork(seed).File);
            CheckSums(report);
            Assert.Equal(report.Model.ArenaBytes, report.Peak.LiveBytes);
        }
    }

    /// <summary>50 weights of an output take 25 bytes, and the four groups that they make at most a byte each.</summary>
    [Theory]
    [InlineData(WeightKind.FourBits)]
    [InlineData(WeightKind.Grouped)]
    public void WeightsOfFourBitsCountAsTheyLie(WeightKind kind)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            ModelReport report = ModelReport.Of(new RandomNetwork(seed, kind).File);
            CheckSums(report);
            LayerReport stem = report.Layers[0];
            Assert.Equal(stem.Shape.OutputChannels * 50, stem.WeightCount);
            Assert.Equal(stem.Shape.OutputChannels * 25, stem.Weights);
            Assert.Equal(stem.Shape.OutputChannels * (kind == WeightKind.Grouped ? 9 + 4 : 9), stem.Constants);
        }
    }

    [Fact]
    public void RandomImportsAddUp()
    {
        Random random = new(41);
        MicroManifest manifest = new("word", 128, 1, 10);
        int overlapping = 0;
        int values = 0;
        for (int i = 0; i < 40 * RandomLayer.Kinds.Length; i++)
        {
            string kind = RandomLayer.Kinds[i % RandomLayer.Kinds.Length];
            ModelReport report = ModelReport.Of(TfLiteImporter.Import(RandomLayer.Draw(kind, random), kind, manifest));
            CheckSums(report);
            Assert.Equal(report.Model.ArenaBytes, report.Tensors.Max(tensor => tensor.End));
            overlapping += report.Tensors.Any(a => report.Tensors.Any(b => a.Number < b.Number && a.Overlaps(b))) ? 1 : 0;
            values += report.Layers.Any(layer => layer is { Input: null, Constants: > 0 }) ? 1 : 0;
        }

        Assert.True(overlapping > 100, $"only {overlapping} have outputs on their inputs");
        Assert.True(values > 10, $"only {values} copy values from the file");
    }

    [Fact]
    public void PictureHasARectangleATensorWithinTheArena()
    {
        foreach (byte[] file in new[] { Small("small"), CliModels.Wake, new RandomNetwork(3).File })
        {
            ModelReport report = ModelReport.Of(file);
            XElement picture = Parse(ArenaPicture.Draw(report));
            XElement[] rectangles = [.. picture.Descendants(Svg + "rect")];
            Assert.Equal(report.Tensors.Count, rectangles.Length);
            Assert.Equal(report.Tensors.Count(tensor => tensor.IsPersistent), rectangles.Count(IsPersistent));
            foreach (XElement rectangle in rectangles)
            {
                (double x, double y, double width, double height) = (
                    Number(rectangle, "x"), Number(rectangle, "y"), Number(rectangle, "width"), Number(rectangle, "height"));
                Assert.InRange(x, 104, 980);
                Assert.InRange(x + width, x + 1, 980.1);
                Assert.InRange(y, 108, 508);
                Assert.InRange(y + height, y + 1, 509);
                Assert.True(!IsPersistent(rectangle) || width > 875, "kept frames last throughout");
            }
        }
    }

    [Fact]
    public void PictureShowsPlacesInBytes()
    {
        // Bytes 30 to 35 of 40, in layers 1 and 2 of 4: ten units a byte and 146 a column, the input's own column before.
        XElement third = Parse(ArenaPicture.Draw(ModelReport.Of(Small("small")))).Descendants(Svg + "rect")
            .Single(rectangle => rectangle.Element(Svg + "title")!.Value == "tensor 2: 1x2x3, bytes 30 to 35, 1 to 2");
        Assert.Equal(104 + (2 * 146), Number(third, "x"));
        Assert.Equal(2 * 146, Number(third, "width"));
        Assert.Equal(108 + (4 * 10), Number(third, "y"));
        Assert.Equal(6 * 10, Number(third, "height"));
    }

    [Fact]
    public void OutputsOnTheirInputsAreTranslucent()
    {
        // Bins of 4 bytes give bins of 2, so an output that begins 2 bytes before its input writes over nothing that is to be read.
        ModelBuilder builder = new("shrinking", 1, 250, 4, new Quantization(0.1f, 0));
        int narrow = builder.Convolution(
            builder.Input, new ConvolutionShape(1, 1, 1, 1, 1, 0, 0, 2), Weights(8), [1, 1], [0, 0], new Quantization(0.1f, 0), Activation.None);
        builder.FullyConnected(narrow, 1, Weights(500), [1], [0], new Quantization(0.1f, 0), Activation.None);
        ModelReport report = ModelReport.Of(builder.Build(RandomNetwork.ManifestOf(1)));
        Assert.True(report.Tensors[0].Overlaps(report.Tensors[1]));
        Assert.Equal((1000, 500, 1002), (report.Tensors[0].Length, report.Tensors[1].Length, report.Layers[0].LiveBytes));
        string[] styles = [.. Parse(ArenaPicture.Draw(report)).Descendants(Svg + "rect").Select(rectangle => rectangle.Attribute("class")!.Value)];
        Assert.Equal(["tensor", "tensor over"], styles[..2]);
    }

    [Fact]
    public void NamesAreEscaped()
    {
        const string name = "<a href=\"x\">&'b'</a>";
        XElement picture = Parse(ArenaPicture.Draw(ModelReport.Of(Small(name))));
        Assert.Contains(picture.Elements(Svg + "text"), text => text.Value == name);
        Assert.Empty(picture.Descendants(Svg + "a"));
    }

    [Fact]
    public void NothingDependsOnTheCulture()
    {
        ModelReport report = ModelReport.Of(Small("small"));
        (string text, byte[] picture) = (Plain(report), ArenaPicture.Draw(report));
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(text, Plain(report));
            Assert.Equal(picture, ArenaPicture.Draw(report));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ATensorThatNoLayerNamesTakesNothing()
    {
        byte[] file = WithAnotherTensor(Small("small"));
        ModelReport report = ModelReport.Of(file);
        Assert.Equal(6, report.Tensors.Count);
        Assert.False(report.Tensors[5].IsUsed);
        Assert.Equal(40, report.Peak.LiveBytes);
        Assert.Contains("       5     30    33      4  1x1x4                               never\n", Plain(report), StringComparison.Ordinal);
        Assert.Equal(5, Parse(ArenaPicture.Draw(report)).Descendants(Svg + "rect").Count());
    }

    [Fact]
    public void TerminalGetsTheSameCellsIn100Columns()
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = true;
        ModelReport report = ModelReport.Of(Small("small"));
        console.Write(ReportTable.OfLayers(report).ForTerminal());
        console.Write(ReportTable.OfArena(report).ForTerminal());
        string[] lines = writer.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.Equal(SmallLines.Select(Cells).Where(cells => cells.Length > 0), lines.Select(Cells).Where(cells => cells.Length > 0));
    }

    /// <summary>Convolution, depthwise convolution with dilation, fully connected layer and softmax over two rows of 4 bins.</summary>
    internal static byte[] Small(string name)
    {
        Quantization any = new(0.1f, 0);
        ModelBuilder builder = new(name, 2, 4, 1, any);
        int stem = builder.Convolution(
            builder.Input, new ConvolutionShape(3, 2, 1, 2, 2, 0, 0, 3), Weights(18), [1, 1, 1], new int[3], any, Activation.Relu);
        int depthwise = builder.Depthwise(
            stem, new ConvolutionShape(2, 1, 2, 1, 1, 0, 0, 3), Weights(6), [1, 1, 1], new int[3], any, Activation.Relu);
        builder.Softmax(builder.FullyConnected(depthwise, 4, Weights(24), [1, 1, 1, 1], new int[4], any, Activation.None));
        return builder.Build(RandomNetwork.ManifestOf(4) with { Name = name });
    }

    /// <summary>Weights that 4 bits do not hold.</summary>
    private static sbyte[] Weights(int count) => [.. Enumerable.Repeat((sbyte)101, count)];

    /// <summary>Sums are the loader's, and live bytes those that are left when every byte of the arena is asked.</summary>
    private static void CheckSums(ModelReport report)
    {
        Assert.Equal(report.Model.MultiplyAccumulatesPerStep, report.Layers.Sum(layer => layer.MultiplyAccumulates));
        Assert.InRange(report.Weights + report.Constants, 0, report.Model.TableBytes);
        foreach (LayerReport layer in report.Layers)
        {
            int live = Enumerable.Range(0, report.Model.ArenaBytes).Count(
                at => report.Tensors.Any(tensor => tensor.IsAliveIn(layer.Number) && tensor.Offset <= at && at < tensor.End));
            Assert.Equal(live, layer.LiveBytes);
        }
    }

    private static string Plain(ModelReport report)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ReportTable.OfLayers(report).Write(writer);
        ReportTable.OfArena(report).Write(writer);
        return writer.ToString();
    }

    /// <summary>The words of a line of a table, without the rules between its rows.</summary>
    private static string Cells(string line) =>
        string.Join(' ', line.Split([' ', '─', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static XElement Parse(byte[] svg)
    {
        using MemoryStream stream = new(svg);
        return XDocument.Load(stream).Root!;
    }

    private static bool IsPersistent(XElement rectangle) => rectangle.Attribute("class")!.Value.Contains("persistent", StringComparison.Ordinal);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>A copy of a file with the last tensor's record twice, in a table at its end.</summary>
    private static byte[] WithAnotherTensor(byte[] file)
    {
        int at = BitConverter.ToInt32(file, 24);
        int count = BitConverter.ToInt32(file, 28);
        byte[] records = file[at..(at + (count * ModelFile.TensorLength))];
        byte[] result = [.. file, .. records, .. records[^ModelFile.TensorLength..]];
        BitConverter.TryWriteBytes(result.AsSpan(8), result.Length);
        BitConverter.TryWriteBytes(result.AsSpan(24), file.Length);
        BitConverter.TryWriteBytes(result.AsSpan(28), count + 1);
        BitConverter.TryWriteBytes(result.AsSpan(12), ModelFile.Checksum(result, 16, result.Length - 16));
        return result;
    }
}
