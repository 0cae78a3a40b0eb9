using Sotto.Cli;
using Sotto.Cli.Bench;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The estimates of energy that the documentation shows are those that the committed counts give.</summary>
public sealed class EnergyTableTests
{
    [Fact]
    public void TheDocumentationHoldsWhatTheCommandPrints()
    {
        using StringWriter tables = new() { NewLine = "\n" };
        EnergyTable.Write(Path.Combine(TestPaths.Root, "Kernels", "native"), tables);
        Assert.Equal(3, tables.ToString().Split("Slowest clock that does").Length - 1);
        Assert.Contains(tables.ToString().Trim(), File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "energy.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void CountsThatAreMissingAreNamed()
    {
        string folder = Directory.CreateTempSubdirectory("sotto").FullName;
        foreach (CrossTarget target in CrossTarget.All)
        {
            new Baseline("gcc", "test", new Dictionary<string, long> { ["instructions wake total"] = 1 }).Write(Path.Combine(folder, $"{target.Name}.counts"));
        }

        UserException thrown = Assert.Throws<UserException>(() => EnergyTable.Write(folder, TextWriter.Null));
        Directory.Delete(folder, recursive: true);
        Assert.StartsWith("front_end: the committed counts lack it", thrown.Message, StringComparison.Ordinal);
    }
}
