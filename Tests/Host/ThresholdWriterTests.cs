using Sotto.Compiler;
using Sotto.Models;
using Xunit;

namespace Sotto.HostTests;

public sealed class ThresholdWriterTests
{
    [Fact]
    public void OnlyThresholdsAndChecksumChange()
    {
        byte[] file = CliModels.Wake;
        byte[] changed = ThresholdWriter.Apply(file, [1, 77, 255]);
        Model model = Model.Load(changed);
        Assert.Equal([1, 77, 255], model.Thresholds);
        Assert.Equal(Model.Load(file).Labels, model.Labels);
        Assert.InRange(Enumerable.Range(0, file.Length).Count(i => file[i] != changed[i]), 3, 3 + 4);
        Assert.NotSame(file, changed);
    }

    [Fact]
    public void AnotherNumberOfLabelsIsRefused() =>
        Assert.Contains("2 thresholds for 3 labels", Assert.Throws<ModelFormatException>(() => ThresholdWriter.Apply(CliModels.Wake, [1, 2])).Message, StringComparison.Ordinal);
}
