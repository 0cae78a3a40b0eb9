using Sotto.Compiler.Intent;
using Sotto.Kernels;
using Sotto.Models.Intent;

namespace Sotto.Cli.Bench;

/// <summary>The decoder that is measured: of the size that a board runs, with random weights; its instructions depend on sizes alone but for a few branches.</summary>
internal static class BenchDecoder
{
    /// <summary>Rows of the embedding: few, which costs a feed nothing, since all are scored to be compared.</summary>
    public const int RowCount = 40;

    private const int Width = 64;
    private const int Hidden = 128;
    private const int PointerWidth = 32;
    private const int Heads = 4;
    private const int KeyHeads = 2;
    private const int Context = 64;
    private const int Blocks = 3;
    private const int KeyWidth = Width / Heads * KeyHeads;

    /// <summary>A sentence that fills the context.</summary>
    public static int[] Rows { get; } = [.. Enumerable.Range(0, Context).Select(i => i * 7 % RowCount)];

    /// <summary>Of a feed on average: the matrices, and keys and values of half the context.</summary>
    public static int MultiplyAccumulatesPerFeed =>
        (PointerWidth * Width) + (Blocks * 2 * Width * (Width + KeyWidth + Hidden)) + (Blocks * Width * (Context + 1));

    /// <summary>The file.</summary>
    public static byte[] File
    {
        get
        {
            Random random = new(1);
            DecoderShape shape = new()
            {
                Width = Width,
                Heads = Heads,
                KeyHeads = KeyHeads,
                Hidden = Hidden,
                PointerWidth = PointerWidth,
                Context = Context,
            };
            double toBytes = 1.0 / (16 * Math.Sqrt(Width));
            BlockSource[] blocks =
            [
                .. Enumerable.Range(0, Blocks).Select(_ => new BlockSource(
                    [
                        Table(Width * Width), Table(KeyWidth * Width), Table(KeyWidth * Width), Table(Width * Width), Table(Hidden * Width),
                        Table(Width * Hidden),
                    ],
                    [toBytes, toBytes, toBytes, 1.0 / 4096, 0.05, toBytes, 0.05])),
            ];
            DecoderSource decoder = new(
                shape, Table(RowCount * Width), Table(Context * Width / Heads), Table(PointerWidth * Width), Table(PointerWidth * Width), 64,
                1.0 / 4096, toBytes, toBytes, 1.0 / 4096, blocks);
            IntentSource nothing = new(
                RowCount - IntentRows.FirstBucket - 1, [], [], [("nothing", IntentKind.Command)], [], [], [[RowCount - 1]], [], 0, []);
            return IntentModelWriter.Write(nothing, decoder);

            sbyte[] Table(int count)
            {
                sbyte[] values = new sbyte[count];
                random.NextBytes((byte[])(Array)values);
                return values;
            }
        }
    }
}
