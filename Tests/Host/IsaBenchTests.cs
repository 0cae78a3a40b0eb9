using Sotto.Cli.Bench;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Instructions, code and stack on boards' processors, counted exactly, may not rise over the committed counts.</summary>
public sealed class IsaBenchTests
{
    public static TheoryData<string> Targets => [.. CrossTarget.All.Select(target => target.Name)];

    [SkippableTheory]
    [MemberData(nameof(Targets))]
    public void NoCountRises(string name)
    {
        CrossTarget target = CrossTarget.Named(name)!;
        string? missing = CrossProgram.Missing(target);
        Skip.If(missing is not null, missing);
        string compiler = CrossProgram.CompilerVersion(target);
        Baseline before = Baseline.Read(Path.Combine(TestPaths.Root, "Kernels", "native", $"{name}.counts"));
        Skip.If(compiler != before.Compiler, $"the counts are of {before.Compiler}, and here is {compiler}");
        using StringWriter tables = new();
        string kws = Path.Combine(TestPaths.Root, "..", "shared", "models", "mlperf_tiny_kws_ref.tflite");
        Baseline now = IsaBench.Run(target, BenchSubject.All(File.Exists(kws) ? [kws] : []), tables);
        Assert.Empty(before.Rises(now));
    }

    [Fact]
    public void ARiseIsSaidTheTotalFirst()
    {
        Baseline before = new("gcc", "", new Dictionary<string, long> { ["code kernels a"] = 5, ["code kernels total"] = 9, ["gone"] = 1, ["stack deepest b"] = 8 });
        Baseline now = new("gcc", "", new Dictionary<string, long> { ["code kernels a"] = 8, ["code kernels total"] = 10, ["new"] = 7, ["stack deepest b"] = 8 });
        Assert.Equal(["code kernels total rose from 9 to 10", "code kernels a rose from 5 to 8"], before.Rises(now));
    }

    [Fact]
    public void ABaselineIsReadAsItWasWritten()
    {
        string path = Path.GetTempFileName();
        Baseline written = new("gcc 12", "first", new Dictionary<string, long> { ["code kernels total"] = 9, ["stack deepest b"] = 8 });
        written.Write(path);
        Baseline read = Baseline.Read(path);
        File.Delete(path);
        Assert.Equal((written.Compiler, written.Reason), (read.Compiler, read.Reason));
        Assert.Equal(written.Counts.OrderBy(count => count.Key), read.Counts.OrderBy(count => count.Key));
    }
}
