using System.Diagnostics;
using Sotto.Compiler.Import;
using Sotto.Compiler.TfLite;
using Sotto.Models;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests;

/// <summary>Imports random graphs and holds the engine against the slow reference.</summary>
/// <param name="output">Where the counts go.</param>
public sealed class ImportTests(ITestOutputHelper output)
{
    private const int Layers = 10_000;
    private const int Steps = 4;

    private static readonly MicroManifest Manifest = new("word", 128, 1, 10);

    [Fact]
    public void RandomLayersGiveTheBytesOfTheReference()
    {
        Stopwatch watch = Stopwatch.StartNew();
        Random random = new(11);
        Dictionary<string, HashSet<long>> seen = RandomLayer.Kinds.ToDictionary(kind => kind, _ => new HashSet<long>());
        for (int layer = 0; layer < Layers; layer++)
        {
            string kind = RandomLayer.Kinds[layer % RandomLayer.Kinds.Length];
            byte[] file = RandomLayer.Draw(kind, random);
            bool streams = kind.Contains("ring", StringComparison.Ordinal);
            seen[kind].UnionWith(Compare(file, random, $"layer {layer}, {kind}", streams));
        }

        output.WriteLine($"{Layers} layers, {watch.Elapsed}");
        Assert.All(seen, kind => Assert.True(kind.Value.Count > 100, $"{kind.Key} gave only {kind.Value.Count} values"));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    /// <returns>What the graph gave.</returns>
    private static HashSet<long> Compare(byte[] file, Random random, string label, bool streams)
    {
        HashSet<long> seen = [];
        Model model = Model.Load(TfLiteImporter.Import(file, "random", streams ? Manifest : null));
        TfLiteReference reference = new(TfLiteReader.Read(file));
        ModelRunner runner = new(model);
        for (int step = 0; step < (streams ? Steps : 1); step++)
        {
            sbyte[] input = [.. Enumerable.Range(0, model.InputLength).Select(_ => (sbyte)random.Next(-128, 128))];
            sbyte[] actual = new sbyte[model.OutputLength];
            runner.Step(input, 0, actual, 0);
            long[] expected = reference.Run(Array.ConvertAll(input, x => (long)x));
            Assert.True(expected.SequenceEqual(actual.Select(x => (long)x)), $"{label}: step {step} differs");
            seen.UnionWith(expected);
        }

        return seen;
    }
}
