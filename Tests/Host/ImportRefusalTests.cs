using Sotto.Compiler.Import;
using Sotto.Compiler.TfLite;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

/// <summary>What the importer does not run it names, with the operator that it is in.</summary>
public sealed class ImportRefusalTests
{
    private static readonly TfLiteQuantization Step = new([0.5f], [0], 0);

    [Fact]
    public void NumbersAreNamed() =>
        AssertRefused("operator 0 (RELU): tensor 0 \"in\" holds FLOAT32; only models of INT8 are imported", file => Unary(file, TfLiteBuiltin.Relu, TfLiteType.Float32));

    [Fact]
    public void SixteenBitActivationsAreNamed() =>
        AssertRefused("operator 0 (LOGISTIC): tensor 0 \"in\" holds INT16; only models of INT8 are imported", file => Unary(file, TfLiteBuiltin.Logistic, TfLiteType.Int16));

    [Theory]
    [InlineData(TfLiteBuiltin.Tanh, "operator 0 (TANH): this operator is not run")]
    [InlineData(TfLiteBuiltin.Transpose, "operator 0 (TRANSPOSE): this operator is not run")]
    [InlineData((TfLiteBuiltin)200, "operator 0 (code 200): this operator is not run")]
    public void UnknownOperatorsAreNamed(TfLiteBuiltin builtin, string message) => AssertRefused(message, file => Unary(file, builtin, TfLiteType.Int8));

    [Fact]
    public void CustomOperatorsAreNamed() => AssertRefused(
        "operator 0 (CUSTOM my_op): this operator is not run",
        file =>
        {
            (int input, int output) = Tensors(file, TfLiteType.Int8);
            file.Main.AddOperator(new TfLiteOperatorCode(TfLiteBuiltin.Custom, "my_op"), [input], [output]);
        });

    [Fact]
    public void AVariableThatIsNeverAssignedIsNamed() => AssertRefused(
        "operator 1 (READ_VARIABLE): variable /ring is never assigned",
        file =>
        {
            (_, int output) = Tensors(file, TfLiteType.Int8);
            file.Main.AddOperator(TfLiteBuiltin.ReadVariable, [file.Main.AddVariable("ring")], [output]);
        });

    [Fact]
    public void AVariableThatIsNoRingIsNamed() => AssertRefused(
        "operator 1 (READ_VARIABLE): variable /sum is no ring of frames",
        file =>
        {
            (int input, int output) = Tensors(file, TfLiteType.Int8);
            int variable = file.Main.AddVariable("sum");
            int read = file.Main.AddTensor("read", [1, 4], TfLiteType.Int8, Step);
            file.Main.AddOperator(TfLiteBuiltin.ReadVariable, [variable], [read]);
            file.Main.AddOperator(TfLiteBuiltin.Add, [input, read], [output], new BinaryOptions());
            file.Main.AddOperator(TfLiteBuiltin.AssignVariable, [variable, output], []);
        });

    [Fact]
    public void AStreamingModelWithoutAManifestIsRefused()
    {
        byte[] file = RandomLayer.Draw("ring", new Random(1));
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => TfLiteImporter.Import(file, "nabu", null));
        Assert.Equal("a streaming model, and there is no manifest nabu.json beside it", error.Message);
    }

    [Fact]
    public void TooManyOutputsAreCounted() => AssertRefused("65 outputs, 64 at most", file => Unary(file, TfLiteBuiltin.Relu, TfLiteType.Int8, extent: 65));

    [Fact]
    public void TwoInputsAreCounted() => AssertRefused(
        "2 inputs and 1 outputs; one of each is run",
        file =>
        {
            Unary(file, TfLiteBuiltin.Relu, TfLiteType.Int8);
            file.Main.Inputs = [0, 0];
        });

    [Theory]
    [InlineData("[]", "no version in the manifest")]
    [InlineData("{", "no JSON: ")]
    [InlineData("{\"version\":3}", "version 3 in the manifest, not 1 to 2")]
    [InlineData("{\"version\":2,\"wake_word\":\"a\"}", "no micro in the manifest")]
    [InlineData("{\"version\":2,\"wake_word\":\"a\",\"micro\":{\"probability_cutoff\":2}}", "probability_cutoff 2 in the manifest, not 0 to 1")]
    public void ManifestsAreChecked(string json, string message)
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => MicroManifest.Read(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "\"sliding_window_average_size\":7", 20, 7)]
    [InlineData(2, "\"sliding_window_size\":5,\"feature_step_size\":10", 10, 5)]
    public void BothVersionsOfTheManifestAreRead(int version, string more, int step, int window)
    {
        string json = $"{{\"version\":{version},\"wake_word\":\"Okay Nabu\",\"micro\":{{\"probability_cutoff\":0.97,{more}}}}}";
        Assert.Equal(new MicroManifest("Okay Nabu", 247, window, step), MicroManifest.Read(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    private static void AssertRefused(string message, Action<TfLiteFile> build)
    {
        TfLiteFile file = new();
        build(file);
        Assert.Equal(message, Assert.Throws<ModelFormatException>(() => TfLiteImporter.Import(file.ToBytes(), "test", null)).Message);
    }

    private static void Unary(TfLiteFile file, TfLiteBuiltin builtin, TfLiteType type, int extent = 4)
    {
        (int input, int output) = Tensors(file, type, extent);
        file.Main.AddOperator(builtin, [input], [output]);
    }

    private static (int Input, int Output) Tensors(TfLiteFile file, TfLiteType type, int extent = 4)
    {
        int input = file.Main.AddTensor("in", [1, extent], type, Step);
        int output = file.Main.AddTensor("out", [1, extent], type, Step);
        file.Main.Inputs = [input];
        file.Main.Outputs = [output];
        return (input, output);
    }
}
