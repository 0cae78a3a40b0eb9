using Sotto.Compiler.Intent;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;

namespace Sotto.HostTests;

/// <summary>An intent model with random weights: what it says means nothing, but it says it in valid frames.</summary>
internal static class SmallIntentModel
{
    private const int FirstIntent = IntentRows.FirstBucket + 2 + 3 + 4;
    private const int FirstField = FirstIntent + 3;
    private const int FirstValue = FirstField + 4;

    /// <summary>What is in it beside the weights.</summary>
    public static IntentSource Source { get; } = new(
        Buckets: 2, Classes: ["area", "light", "color"],
        Words: [.. new[] { "turn", "on", "the", "set" }.OrderBy(IntentRows.HashOf)],
        Intents: [("_nothing_", IntentKind.Nothing), ("TurnOn", IntentKind.Command), ("Set", IntentKind.Command)],
        Fields:
        [
            new("domain", FieldKind.Value, 0, false, 1), new("name", FieldKind.Phrase, 0b011, true, 1),
            new("brightness", FieldKind.Number, 0, false, -1), new("item", FieldKind.Text, 0, false, 1),
        ],
        Values: ["light", "fan"],
        Frames:
        [
            [FirstIntent], [FirstIntent + 1, FirstField + 1], [FirstIntent + 1, FirstField, FirstValue], [FirstIntent + 1, FirstField, FirstValue + 1],
            [FirstIntent + 1, FirstField, FirstValue, FirstField + 1], [FirstIntent + 2, FirstField + 1, FirstField + 2], [FirstIntent + 2, FirstField + 3],
        ],
        Phrases: [new(0, "Kitchen", "kitchen"), new(1, "Desk Lamp", "desk lamp"), new(2, "red", "red")], Threshold: 0, Confidence: []);

    /// <summary>Rows of the embedding.</summary>
    public static int Rows => FirstValue + Source.Values.Count;

    /// <summary>The bytes of one.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="most">Of the weights' magnitudes.</param>
    /// <param name="packed">Whether weights have 4 bits.</param>
    public static byte[] Make(int seed, int most = 127, bool packed = false)
    {
        Random random = new(seed);
        DecoderShape shape = new() { Width = 16, Heads = 4, KeyHeads = 2, Hidden = 24, PointerWidth = 8, Context = 24, Packed = packed };
        sbyte[] Table(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
        sbyte[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-most, most + 1))];
        double scale = 127.0 / most / 600;
        BlockSource[] blocks = [.. Enumerable.Range(0, 2).Select(_ => new BlockSource(
            [Weights(16 * 16), Weights(8 * 16), Weights(8 * 16), Weights(16 * 16), Weights(24 * 16), Weights(16 * 24)], [scale, scale, scale, 1e-3, 0.2, scale, 0.2]))];
        return IntentModelWriter.Write(Source, new DecoderSource(
            shape, Table(Rows * 16), Table(24 * 4), Weights(8 * 16), Weights(8 * 16), 30, 1e-3, scale, scale, 1e-3, blocks));
    }

    /// <summary>A file with some bytes changed and its checksum made anew.</summary>
    public static byte[] Seal(byte[] file)
    {
        BitConverter.GetBytes(ModelFile.Checksum(file, 16, file.Length - 16)).CopyTo(file, 12);
        return file;
    }
}
