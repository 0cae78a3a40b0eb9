using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Sotto.Interop;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Tests;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests;

/// <summary>Holds the native decoder against the managed one: what it loads, what it refuses, and every score.</summary>
/// <param name="output">Where the counts go.</param>
public sealed class NativeDecoderTests(ITestOutputHelper output)
{
    private const int FewestDecoders = 300;
    private const int RowsAFeed = 24;

    private const string Table = "a table lies outside the file or at no multiple of 4";
    private const string Sizes = "a decoder's sizes are out of their ranges or do not fit each other";
    private const string Factor = "a decoder's factor is out of its range";

    private static readonly TimeSpan TimeBox = TimeSpan.FromSeconds(20);

    private static readonly MethodInfo ReadManaged =
        typeof(ModelFile).Assembly.GetType("Sotto.Models.Intent.DecoderReader", true)!.GetMethod("Read", BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Every number of the header and of the records, with what is said of it.</summary>
    public static TheoryData<string, int, int[], int[], string> Numbers => new()
    {
        // Of each: where it stands, what is taken, and what is refused.
        { "width", 0, [8], [0, 2, 6, 10, 260, 65535], Sizes },
        { "heads", 2, [1, 2, 4], [0, 3, 5, 8, 65535], Sizes },
        { "key heads", 4, [1, 2, 4], [0, 3, 5, 65535], Sizes },
        { "hidden", 6, [4, 8, 12], [0, 2, 6, 1028, 65535], Sizes },
        { "pointer width", 8, [4, 8], [0, 2, 6, 260, 65535], Sizes },
        { "context", 10, [4, 5, 6], [0, 3, 65, 65535], Sizes },
        { "rows", 12, [1, 2, 3], [0, 8193, 65535], Sizes },
        { "blocks", 14, [1, 2], [0, 17, 0x4001, 0x7FFF, 0x8000, 0x8011, 0xC001, 65535], Sizes },
        { "embedding", 16, [0, 4], [1, 2, 3, -4, int.MinValue, int.MaxValue, 1 << 20], Table },
        { "rotation", 20, [0, 4], [1, 2, 3, -4, int.MinValue, int.MaxValue, 1 << 20], Table },
        { "pointer query", 24, [0, 4], [1, 2, 3, -4, int.MinValue, int.MaxValue, 1 << 20], Table },
        { "pointer key", 28, [0, 4], [1, 2, 3, -4, int.MinValue, int.MaxValue, 1 << 20], Table },
        { "embedding factor", 32, [0, 1, int.MaxValue], [-1, int.MinValue], Factor },
        { "embedding shift", 36, [-31, 0, 19], [-32, 20, int.MinValue, int.MaxValue], Factor },
        { "row logits' factor", 40, [0, 1, int.MaxValue], [-1, int.MinValue], Factor },
        { "row logits' shift", 44, [-31, 0, 30], [-32, 31, int.MinValue, int.MaxValue], Factor },
        { "pointer query's factor", 48, [0, 1, int.MaxValue], [-1, int.MinValue], Factor },
        { "pointer query's shift", 52, [-31, 0, 6], [-32, 7, int.MinValue, int.MaxValue], Factor },
        { "pointer key's factor", 56, [0, 1, int.MaxValue], [-1, int.MinValue], Factor },
        { "pointer key's shift", 60, [-31, 0, 6], [-32, 7, int.MinValue, int.MaxValue], Factor },
        { "point logits' factor", 64, [0, 1, int.MaxValue], [-1, int.MinValue], Factor },
        { "point logits' shift", 68, [-31, 0, 30], [-32, 31, int.MinValue, int.MaxValue], Factor },
    };

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void RandomDecodersGiveTheManagedScores(bool packed)
    {
        NativeBuild.Need();
        bool[] seen = new bool[256];
        int decoders = 0;
        int feeds = 0;
        int largest = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); decoders < FewestDecoders || watch.Elapsed < TimeBox; decoders++)
        {
            // Most are small, and so many; some are as large as can be.
            RandomDecoder random = new(decoders, decoders % 50 == 0 ? 256 : decoders % 5 == 0 ? 96 : 32, packed);
            largest = Math.Max(largest, random.Shape.Width);
            feeds += AssertSame(random, random.File, random.Shape, $"decoder {decoders}", seen);
        }

        output.WriteLine($"{decoders} decoders, {feeds} feeds, the widest {largest}");
        Assert.InRange(seen.Count(value => value), 200, 256);
    }

    [SkippableFact]
    public void BrokenFilesAreTakenAndRefusedAsByTheManagedReader()
    {
        NativeBuild.Need();
        int files = 0;
        int taken = 0;
        Random random = new(9);
        for (Stopwatch watch = Stopwatch.StartNew(); files < 2000 || watch.Elapsed < TimeSpan.FromSeconds(6); files++)
        {
            RandomDecoder original = new(files % 40, 16, files % 3 == 0);
            byte[] file = Break(original, random);
            DecoderShape? shape = TryRead(file, out string managedSays);
            using NativeDecoder? native = TryLoad(file, out string nativeSays);
            Assert.True(shape is null == (native is null), $"file {files}: managed {managedSays}, native {nativeSays}");
            taken += shape is null ? 0 : 1;
            if (shape is not null)
            {
                AssertSame(original, file, shape, $"file {files}", new bool[256]);
            }
        }

        output.WriteLine($"{files} files, {taken} taken");
        Assert.InRange(taken, files / 10, files * 9 / 10);
    }

    [SkippableTheory]
    [MemberData(nameof(Numbers))]
    public void ANumberOutOfItsRangeIsNamed(string name, int at, int[] taken, int[] refused, string refusal)
    {
        NativeBuild.Need();
        RandomDecoder decoder = Small();
        int width = at < 16 ? 2 : 4;
        foreach (int value in taken)
        {
            using NativeDecoder? native = TryLoad(With(decoder.File, decoder.Record + at, width, value), out string says);
            Assert.True(native is not null, $"{name} {value}: {says}");
        }

        foreach (int value in refused)
        {
            Assert.Null(TryLoad(With(decoder.File, decoder.Record + at, width, value), out string says));
            Assert.Equal((name, value, refusal), (name, value, says));
        }

        if (at < 16 || refusal == Table)
        {
            return;
        }

        Assert.NotNull(TryRead(With(decoder.File, decoder.Record + at, width, taken[^1]), out _));
        Assert.Null(TryRead(With(decoder.File, decoder.Record + at, width, refused[0]), out _));
    }

    /// <summary>Rows of 4 bits are whole words; whatever else the bit says that there is has to be there.</summary>
    [SkippableTheory]
    [InlineData("width", 0, 20, Sizes)]
    [InlineData("hidden", 6, 12, Sizes)]
    [InlineData("pointer width", 8, 6, Sizes)]
    [InlineData("blocks", 14, 0x8000, Sizes)]
    [InlineData("blocks", 14, 0x8011, Sizes)]
    [InlineData("blocks", 14, 0xC002, Sizes)]
    [InlineData("8 bits", 14, 2, Table)]
    public void ANumberOfADecoderOfFourBitsIsNamed(string name, int at, int value, string refusal)
    {
        NativeBuild.Need();
        RandomDecoder decoder = Small(true);
        NativeDecoder.FromImage(decoder.File).Dispose();
        byte[] file = With(decoder.File, decoder.Record + at, 2, value);
        Assert.Null(TryLoad(file, out string says));
        Assert.Equal((name, refusal), (name, says));
        Assert.Null(TryRead(file, out _));
    }

    /// <summary>Half the bytes are enough, and one less is not.</summary>
    [SkippableFact]
    public void ADecoderOfFourBitsNeedsHalfTheBytes()
    {
        NativeBuild.Need();
        RandomDecoder decoder = Small(true);
        DecoderShape shape = decoder.Shape;
        int last = shape.Blocks[^1].Down;
        Assert.Equal(decoder.File.Length, last + (shape.Width * shape.Hidden / 2));
        int down = decoder.Record + 72 + 80 + 20;
        Assert.Null(TryLoad(With(decoder.File, down, 4, last + 4), out string says));
        Assert.Equal(Table, says);
        Assert.Null(TryRead(With(decoder.File, down, 4, last + 4), out _));
    }

    [SkippableFact]
    public void ANumberOfABlockOutOfItsRangeIsNamed()
    {
        NativeBuild.Need();
        RandomDecoder decoder = Small();
        int last = decoder.Record + 72 + (80 * (decoder.Shape.Blocks.Length - 1));
        for (int at = 0; at < 24; at += 4)
        {
            Assert.All([1, 2, 3, -4, int.MinValue, int.MaxValue, 1 << 20], value => Says(Table, last + at, value));
        }

        for (int at = 24; at < 80; at += 8)
        {
            int most = at == 48 ? 30 : 6;
            Assert.All([-1, int.MinValue], value => Says(Factor, last + at, value));
            Assert.All([-32, most + 1, int.MinValue, int.MaxValue], value => Says(Factor, last + at + 4, value));
            Assert.All([-31, 0, most], value => Says("takes it", last + at + 4, value));
        }

        void Says(string expected, int at, int value)
        {
            using NativeDecoder? native = TryLoad(With(decoder.File, at, 4, value), out string says);
            Assert.Equal((at, value, expected), (at, value, says));
        }
    }

    [SkippableTheory]
    [InlineData(0, 0x10, "not a model of this kind")]
    [InlineData(3, 0x06, "not a model of this kind")]
    [InlineData(4, 0x03, "a model of another version")]
    [InlineData(6, 0x01, "a model of another version")]
    [InlineData(8, 0x10, "cut short or too long")]
    [InlineData(12, 0x10, "damaged: its checksum does not match")]
    [InlineData(200, 0x10, "damaged: its checksum does not match")]
    public void AFlippedByteIsNamed(int at, int bits, string refusal)
    {
        NativeBuild.Need();
        byte[] file = [.. Small().File];
        file[at] ^= (byte)bits;
        Assert.Equal(refusal, Assert.Throws<ModelFormatException>(() => NativeDecoder.FromImage(file)).Message);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-4)]
    [InlineData(1 << 20)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void ARecordElsewhereIsNamed(int place)
    {
        NativeBuild.Need();
        byte[] file = With(Small().File, 16, 4, place);
        Assert.Equal(Table, Assert.Throws<ModelFormatException>(() => NativeDecoder.FromImage(file)).Message);
    }

    [SkippableFact]
    public void ATruncatedFileIsRefused()
    {
        NativeBuild.Need();
        RandomDecoder decoder = Small();
        for (int length = 0; length < decoder.File.Length; length++)
        {
            byte[] cut = decoder.File[..length];
            Assert.Throws<ModelFormatException>(() => NativeDecoder.FromImage(cut));
            if (length >= 64)
            {
                RandomDecoder.Seal(cut);
                Assert.Equal(Table, Assert.Throws<ModelFormatException>(() => NativeDecoder.FromImage(cut)).Message);
            }
        }
    }

    [SkippableFact]
    public void AFileOfOverAMebibyteIsRefused()
    {
        NativeBuild.Need();
        byte[] file = Small().File;
        Array.Resize(ref file, 1 << 20);
        RandomDecoder.Seal(file);
        NativeDecoder.FromImage(file).Dispose();
        Array.Resize(ref file, (1 << 20) + 4);
        RandomDecoder.Seal(file);
        Assert.Equal("cut short or too long", Assert.Throws<ModelFormatException>(() => NativeDecoder.FromImage(file)).Message);
    }

    [SkippableFact]
    public void ModelsOfOneKindAreRefusedAsTheOther()
    {
        NativeBuild.Need();
        Assert.Throws<ModelFormatException>(() => NativeModel.FromImage(Small().File));
        Assert.Throws<ModelFormatException>(() => NativeDecoder.FromImage(new RandomNetwork(20).File));
    }

    [SkippableFact]
    public unsafe void NormalisationGivesTheManagedBytes()
    {
        NativeBuild.Need();
        delegate* unmanaged[Cdecl]<int*, int, sbyte*, void> native =
            (delegate* unmanaged[Cdecl]<int*, int, sbyte*, void>)NativeBuild.Export("sotto_normalise_plain");
        Random random = new(1);
        for (int i = 0; i < 20000; i++)
        {
            int limit = 1 << random.Next(28);
            int[] residual = new int[random.Next(1, 257)];
            for (int at = 0; at < residual.Length; at++)
            {
                residual[at] = i % 8 == 0 ? (random.Next(2) == 0 ? limit : -limit) : i % 8 == 1 && at > 0 ? 0 : random.Next(-limit, limit + 1);
            }

            sbyte[] expected = new sbyte[residual.Length];
            sbyte[] actual = new sbyte[residual.Length];
            Normalisation.Run(residual, residual.Length, expected, 0);
            fixed (int* from = residual)
            fixed (sbyte* to = actual)
            {
                native(from, residual.Length, to);
            }

            Assert.Equal(expected, actual);
        }
    }

    [SkippableTheory]
    [InlineData("plain", false)]
    [InlineData("scalar", false)]
    [InlineData("plain", true)]
    [InlineData("scalar", true)]
    public unsafe void ProductsGiveTheManagedValues(string implementation, bool packed)
    {
        NativeBuild.Need();
        string prefix = packed ? "sotto_matrix_int4" : "sotto_matrix";
        delegate* unmanaged[Cdecl]<NativeMatrix*, sbyte*, int, sbyte*, void> toBytes =
            (delegate* unmanaged[Cdecl]<NativeMatrix*, sbyte*, int, sbyte*, void>)NativeBuild.Export($"{prefix}_to_bytes_{implementation}");
        delegate* unmanaged[Cdecl]<NativeMatrix*, sbyte*, int*, void> add =
            (delegate* unmanaged[Cdecl]<NativeMatrix*, sbyte*, int*, void>)NativeBuild.Export($"{prefix}_add_{implementation}");
        Random random = new(2);
        int cases = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); cases < 1000 || watch.Elapsed < TimeSpan.FromSeconds(4); cases++)
        {
            int rows = 1 + random.Next(random.Next(8) == 0 ? 300 : 20);
            int part = packed ? 8 : 4;
            int columns = part * (1 + random.Next(random.Next(8) == 0 ? 1024 / part : 20));
            byte[] weights = new byte[packed ? rows * columns / 2 : rows * columns];
            sbyte[] arena = new sbyte[columns + rows];
            Fill(random, weights, packed ? 0x77 : 127, packed ? 0x88 : 128);
            Fill(random, MemoryMarshal.AsBytes(arena.AsSpan()));
            Multiplier scale = new(random.Next(4) == 0 ? int.MaxValue : random.Next(), random.Next(3) == 0 ? random.Next(-31, 7) : random.Next(-12, 0));
            int[] residual = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1 << 27, (1 << 27) + 1))];
            int least = random.Next(2) == 0 ? 0 : -127;
            sbyte[] actual = [.. arena];
            int[] sums = [.. residual];
            fixed (byte* at = weights)
            fixed (sbyte* values = actual)
            fixed (int* into = sums)
            {
                NativeMatrix matrix = new() { Weights = at, Rows = rows, Columns = columns, Factor = scale.Factor, Shift = scale.Shift };
                toBytes(&matrix, values, least, values + columns);
                add(&matrix, values, into);
            }

            MatrixVector.ToBytes(weights, 0, packed, rows, columns, arena, 0, columns, scale, least);
            MatrixVector.Add(weights, 0, packed, rows, columns, arena, 0, scale, residual);
            Assert.Equal(arena, actual);
            Assert.Equal(residual, sums);
        }

        output.WriteLine($"{cases} matrices");
    }

    [SkippableTheory]
    [InlineData("plain")]
    [InlineData("scalar")]
    public unsafe void AttentionGivesTheManagedBytes(string implementation)
    {
        NativeBuild.Need();
        delegate* unmanaged[Cdecl]<NativeHeads*, sbyte*, sbyte*, void> attend =
            (delegate* unmanaged[Cdecl]<NativeHeads*, sbyte*, sbyte*, void>)NativeBuild.Export($"sotto_attend_{implementation}");
        delegate* unmanaged[Cdecl]<sbyte*, int, sbyte*, int, void> rotate =
            (delegate* unmanaged[Cdecl]<sbyte*, int, sbyte*, int, void>)NativeBuild.Export("sotto_rotate_plain");
        Random random = new(3);
        int cases = 0;
        for (Stopwatch watch = Stopwatch.StartNew(); cases < 1000 || watch.Elapsed < TimeSpan.FromSeconds(4); cases++)
        {
            RandomDecoder decoder = new(cases, 64);
            DecoderShape shape = decoder.Shape;
            int positions = 1 + random.Next(shape.Context);
            int keys = shape.Width;
            int values = keys + (positions * shape.KeyWidth);
            int found = values + (positions * shape.KeyWidth);
            sbyte[] arena = new sbyte[found + shape.Width];
            Fill(random, MemoryMarshal.AsBytes(arena.AsSpan()));
            for (int i = 0; i < arena.Length; i++)
            {
                arena[i] = Math.Max((sbyte)-127, arena[i]);
            }

            Multiplier scale = shape.Blocks[0].AttentionScale;
            sbyte[] actual = [.. arena];
            int[] weights = new int[positions];
            fixed (byte* file = decoder.File)
            fixed (sbyte* at = actual)
            fixed (int* working = weights)
            {
                NativeHeads heads = new()
                {
                    Keys = at + keys,
                    Values = at + values,
                    Positions = positions,
                    Heads = shape.Heads,
                    KeyHeads = shape.KeyHeads,
                    HeadWidth = shape.HeadWidth,
                    Factor = scale.Factor,
                    Shift = scale.Shift,
                    Weights = working,
                };
                rotate((sbyte*)file + shape.Rotation + ((positions - 1) * shape.HeadWidth), shape.HeadWidth / 2, at, shape.Heads);
                attend(&heads, at, at + found);
            }

            Attention.Rotate(shape, decoder.File, positions - 1, arena, 0, shape.Heads);
            for (int head = 0; head < shape.Heads; head++)
            {
                int query = head * shape.HeadWidth;
                int shared = head / (shape.Heads / shape.KeyHeads) * shape.HeadWidth;
                Attention.Head(shape, scale, arena, query, keys + shared, values + shared, positions, weights, found + query);
            }

            Assert.Equal(arena, actual);
        }

        output.WriteLine($"{cases} cases");
    }

    /// <summary>Bytes of anything, or of the ends of the range.</summary>
    private static void Fill(Random random, Span<byte> bytes, int most = 127, int least = 128)
    {
        random.NextBytes(bytes);
        if (random.Next(4) == 0)
        {
            bytes.Fill((byte)(random.Next(2) == 0 ? most : least));
        }
    }

    /// <summary>Feeds both decoders until the context is full, twice, and compares scores after each; how many feeds.</summary>
    private static int AssertSame(RandomDecoder random, byte[] file, DecoderShape shape, string name, bool[] seen)
    {
        Decoder managed = new(shape, file);
        using NativeDecoder native = NativeDecoder.FromImage(file);
        Assert.Equal(Decoder.ArenaBytesOf(shape), native.ArenaBytes);
        Assert.Equal((shape.Context, shape.Rows), (native.Context, native.Rows));
        int[] rows = new int[RowsAFeed];
        int[] scores = new int[RowsAFeed];
        int feeds = 0;
        for (int sentence = 0; sentence < 2; sentence++)
        {
            int length = sentence == 0 ? shape.Context : 1 + random.Next(shape.Context);
            for (int i = 0; i < length; i++, feeds++)
            {
                int row = random.Next(shape.Rows);
                managed.Feed(row);
                native.Feed(row);
                Compare(managed, native, random, rows, scores, $"{name}, sentence {sentence}, position {i}", seen);
            }

            managed.Reset();
            native.Reset();
        }

        return feeds;
    }

    private static void Compare(Decoder managed, NativeDecoder native, RandomDecoder random, int[] rows, int[] scores, string name, bool[] seen)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = random.Next(native.Rows);
        }

        native.ScoreRows(rows, rows.Length, scores);
        for (int i = 0; i < rows.Length; i++)
        {
            int expected = managed.ScoreRow(rows[i]);
            seen[(byte)expected] = true;
            Assert.True(expected == scores[i], $"{name}, row {rows[i]}: {scores[i]}, not {expected}");
        }

        Assert.Equal(scores[0], native.ScoreRow(rows[0]));
        managed.Aim();
        native.Aim();
        Assert.Equal(managed.Position, native.Position);
        for (int i = 0; i < managed.Position; i++)
        {
            int expected = managed.ScorePoint(i);
            Assert.True(expected == native.ScorePoint(i), $"{name}, point {i}: {native.ScorePoint(i)}, not {expected}");
        }
    }

    /// <summary>A small one of two blocks that has room for all that is tried: 8 wide, 4 heads that share one.</summary>
    private static RandomDecoder Small(bool packed = false)
    {
        for (int seed = 0; ; seed++)
        {
            RandomDecoder decoder = new(seed, 16, packed);
            DecoderShape shape = decoder.Shape;
            if ((shape.Width, shape.Heads, shape.KeyHeads, shape.Blocks.Length) == (8, 4, 1, 2) && shape.Hidden >= 12 && shape.PointerWidth >= 8
                && shape.Context >= 6 && shape.Rows >= 3)
            {
                return decoder;
            }
        }
    }

    private static byte[] With(byte[] file, int at, int width, int value)
    {
        byte[] changed = [.. file];
        if (width == 2)
        {
            RandomDecoder.WriteShort(changed, at, value);
        }
        else
        {
            RandomDecoder.WriteInt(changed, at, value);
        }

        RandomDecoder.Seal(changed);
        return changed;
    }

    /// <summary>A file of which one to three bytes or numbers of the records are others.</summary>
    private static byte[] Break(RandomDecoder original, Random random)
    {
        byte[] file = [.. original.File];
        int records = 72 + (80 * original.Shape.Blocks.Length);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = original.Record + random.Next(records);
            switch (random.Next(4))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at & ~1] += (byte)random.Next(-4, 5);
                    break;
                case 2:
                    file[at] = (byte)(random.Next(2) == 0 ? 0 : 255);
                    break;
                default:
                    file[random.Next(16, file.Length)] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        RandomDecoder.Seal(file);
        return file;
    }

    private static NativeDecoder? TryLoad(byte[] file, out string says)
    {
        try
        {
            says = "takes it";
            return NativeDecoder.FromImage(file);
        }
        catch (ModelFormatException error)
        {
            says = error.Message;
            return null;
        }
    }

    private static DecoderShape? TryRead(byte[] file, out string says)
    {
        try
        {
            says = "takes it";
            return (DecoderShape)ReadManaged.Invoke(null, [file, BitConverter.ToInt32(file, 16)])!;
        }
        catch (TargetInvocationException error) when (error.InnerException is ModelFormatException inner)
        {
            says = inner.Message;
            return null;
        }
    }

    /// <summary>sotto_matrix of transformer.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct NativeMatrix
    {
        public byte* Weights;
        public int Rows;
        public int Columns;
        public int Factor;
        public int Shift;
    }

    /// <summary>sotto_heads of transformer.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct NativeHeads
    {
        public sbyte* Keys;
        public sbyte* Values;
        public int Positions;
        public int Heads;
        public int KeyHeads;
        public int HeadWidth;
        public int Factor;
        public int Shift;
        public int* Weights;
    }
}
