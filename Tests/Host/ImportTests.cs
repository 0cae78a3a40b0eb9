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
    private const int Broken = 100_000;
    private const long MostBytesAFile = 200_000_000;

    private static readonly MicroManifest Manifest = new("word", 128, 1, 10);

    [Fact]
    public void RandomLayersGiveTheBytesOfTheReference()
    {
        Random random = new(11);
        Dictionary<string, HashSet<long>> seen = RandomLayer.Kinds.ToDictionary(kind => kind, _ => new HashSet<long>());
        for (int layer = 0; layer < Layers; layer++)
        {
            string kind = RandomLayer.Kinds[layer % RandomLayer.Kinds.Length];
            byte[] file = RandomLayer.Draw(kind, random);
            bool streams = kind.Contains("ring", StringComparison.Ordinal);
            seen[kind].UnionWith(Compare(file, random, $"layer {layer}, {kind}", streams));
        }

        Assert.All(seen, kind => Assert.True(kind.Value.Count > 100, $"{kind.Key} gave only {kind.Value.Count} values"));
    }

    /// <summary>An imported model of every kind of random graph, which together have every operator.</summary>
    internal static byte[][] OneOfEachKind(Random random) =>
        [.. RandomLayer.Kinds.Select(kind => TfLiteImporter.Import(RandomLayer.Draw(kind, random), kind, Manifest))];

    /// <summary>The planner lets outputs lie on their inputs as far as it can; a byte further, and the loader refuses.</summary>
    [Fact]
    public void AnOutputMayNotReachAByteFurtherIntoItsInput()
    {
        Random random = new(31);
        int overlapping = 0;
        for (int layer = 0; layer < 300; layer++)
        {
            byte[] file = TfLiteImporter.Import(RandomLayer.Draw(RandomLayer.Kinds[layer % 5], random), "random", null);
            int tensors = BitConverter.ToInt32(file, 24);
            int input = tensors + (ModelFile.TensorLength * BitConverter.ToInt32(file, 48));
            int place = BitConverter.ToInt32(file, input);
            if (Model.Load(file) is { LayerCount: 1 } model && place > 0 && place < model.OutputLength)
            {
                overlapping++;
                BitConverter.TryWriteBytes(file.AsSpan(input), place - 1);
                BitConverter.TryWriteBytes(file.AsSpan(12), ModelFile.Checksum(file, 16, file.Length - 16));
                Assert.Equal("layer 0 writes over a tensor that is still needed", Assert.Throws<ModelFormatException>(() => Model.Load(file)).Message);
            }
        }

        Assert.True(overlapping > 50, $"only {overlapping} overlap");
    }

    /// <summary>
    /// Flipped, cut, overwritten and wrongly linked files are imported or refused in one line; nothing else happens, and none
    /// takes over 200 MB. What is imported runs.
    /// </summary>
    [Fact]
    public void BrokenFilesAreImportedOrRefused()
    {
        Random random = new(29);
        byte[][] files = [.. Enumerable.Range(0, 5 * RandomLayer.Kinds.Length).Select(i => RandomLayer.Draw(RandomLayer.Kinds[i % RandomLayer.Kinds.Length], random))];
        HashSet<string> reasons = [];
        int imported = 0;
        long most = 0;
        for (int round = 0; round < Broken; round++)
        {
            byte[] file = TfLiteFuzzTests.Break(files[random.Next(files.Length)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Model model = Model.Load(TfLiteImporter.Import(file, "broken", Manifest));
                new ModelRunner(model).Step(new sbyte[model.InputLength], 0, new sbyte[model.OutputLength], 0);
                imported++;
            }
            catch (ModelFormatException error)
            {
                Assert.DoesNotContain(error.Message, c => c is < ' ' or > '~');
                reasons.Add(string.Concat(error.Message[(error.Message.IndexOf(": ", StringComparison.Ordinal) + 1)..].Where(char.IsLetter)));
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine($"{imported} imported, {Broken - imported} refused for {reasons.Count} reasons, {most} bytes at most");
        Assert.InRange(most, 0, MostBytesAFile);
        Assert.InRange(imported, Broken / 20, Broken * 3 / 4);
        Assert.True(reasons.Count > 40, $"only {reasons.Count} reasons were reached");
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
            long[] expected = reference.Run(Array.ConvertAll(input, x => x + (model.InputIsUnsigned ? 128L : 0)));
            Assert.True(expected.SequenceEqual(actual.Select(x => x + (model.OutputIsUnsigned ? 128L : 0))), $"{label}: step {step} differs");
            seen.UnionWith(expected);
        }

        return seen;
    }
}
