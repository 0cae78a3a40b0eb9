using System;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;

namespace Sotto.Tests;

/// <summary>
/// A decoder of random sizes, tables and factors, as a shape and as the file of an intent model that has nothing else. The
/// same for the same seed everywhere.
/// </summary>
public sealed class RandomDecoder
{
    /// <summary>The file.</summary>
    public readonly byte[] File;

    /// <summary>Sizes and places in it.</summary>
    public readonly DecoderShape Shape = new DecoderShape();

    /// <summary>Place of the decoder's record.</summary>
    public readonly int Record;

    private readonly int _columns;
    private uint _state;
    private bool _isWild;
    private int _end;

    /// <summary>Draws one.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="largest">Largest of its widths, 4 to 256, 8 where packed; the hidden layer is at most four times as wide.</param>
    /// <param name="packed">Whether its weights have 4 bits.</param>
    public RandomDecoder(int seed, int largest, bool packed = false)
    {
        Shape.Packed = packed;
        _columns = packed ? 8 : 4;
        _state = ((uint)seed * 2654435761) + 1;

        // One of eight has any factors, and is mostly saturated.
        _isWild = Next(8) == 0;
        DrawSizes(largest);
        int blocks = 1 + Next(Next(8) == 0 ? IntentFormat.MaximumBlocks : 3);
        int weights = Shape.Width * (Shape.Width + Shape.KeyWidth + Shape.Hidden) * 2;
        int tables = (Shape.Rows * Shape.Width) + (Shape.Context * Shape.HeadWidth) + (2 * Shape.PointerWidth * Shape.Width);
        blocks = weights * blocks > 400000 ? 1 : blocks;
        Shape.Blocks = new DecoderBlock[blocks];
        byte[] file = new byte[4096 + tables + (blocks * (weights + 512))];
        Record = IntentFormat.HeaderLength + (4 * Next(4));
        _end = Record + IntentFormat.DecoderLength + (blocks * IntentFormat.BlockLength);
        WriteRecord(file);
        for (int i = 0; i < blocks; i++)
        {
            WriteBlock(file, i);
        }

        File = new byte[_end];
        Array.Copy(file, File, _end);
        WriteInt(File, 0, (int)IntentFormat.Magic);
        WriteShort(File, 4, IntentFormat.Version);
        WriteShort(File, 6, IntentFormat.HeaderLength);
        WriteInt(File, 16, Record);
        Seal(File);
    }

    /// <summary>Makes the length and the checksum of a file right.</summary>
    /// <param name="file">The file.</param>
    public static void Seal(byte[] file)
    {
        WriteInt(file, 8, file.Length);
        WriteInt(file, 12, (int)ModelFile.Checksum(file, 16, file.Length - 16));
    }

    /// <summary>Writes 16 bits.</summary>
    public static void WriteShort(byte[] file, int at, int value)
    {
        file[at] = (byte)value;
        file[at + 1] = (byte)(value >> 8);
    }

    /// <summary>Writes 32 bits.</summary>
    public static void WriteInt(byte[] file, int at, int value)
    {
        WriteShort(file, at, value);
        WriteShort(file, at + 2, value >> 16);
    }

    /// <summary>The next random number (xorshift32, Marsaglia, 2003).</summary>
    /// <param name="limit">It is lower than this.</param>
    public int Next(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)((_state >> 1) % (uint)limit);
    }

    private void DrawSizes(int largest)
    {
        do
        {
            Shape.Heads = 1 + Next(Next(4) == 0 ? 16 : 4);
            Shape.Width = 2 * (1 + Next(24)) * Shape.Heads;
        }
        while (Shape.Width % _columns != 0 || Shape.Width > largest);
        do
        {
            Shape.KeyHeads = 1 + Next(Shape.Heads);
        }
        while (Shape.Heads % Shape.KeyHeads != 0);
        Shape.Hidden = _columns * (1 + Next(largest * 4 / _columns));
        Shape.PointerWidth = 4 * (1 + Next(largest / 4));
        Shape.Context = 4 + Next(Next(2) == 0 ? 61 : 8);
        Shape.Rows = 1 + Next(Next(16) == 0 ? 1000 : 40);
    }

    private void WriteRecord(byte[] file)
    {
        DecoderShape shape = Shape;
        int[] sizes =
        {
            shape.Width, shape.Heads, shape.KeyHeads, shape.Hidden, shape.PointerWidth, shape.Context, shape.Rows,
            shape.Blocks.Length | (shape.Packed ? IntentFormat.Packed : 0),
        };
        for (int i = 0; i < sizes.Length; i++)
        {
            WriteShort(file, Record + (2 * i), sizes[i]);
        }

        shape.Embedding = WriteTable(file, Record + 16, shape.Rows * shape.Width);
        shape.Rotation = WriteTable(file, Record + 20, shape.Context * shape.HeadWidth);
        shape.PointerQuery = WriteMatrix(file, Record + 24, shape.PointerWidth * shape.Width);
        shape.PointerKey = WriteMatrix(file, Record + 28, shape.PointerWidth * shape.Width);
        shape.EmbeddingScale = WriteFactor(file, Record + 32, Next(20), 19);
        shape.RowLogitScale = WriteFactor(file, Record + 40, 10, 30);
        shape.PointerQueryScale = WriteFactor(file, Record + 48, ToBytes(shape.Width), 6);
        shape.PointerKeyScale = WriteFactor(file, Record + 56, ToBytes(shape.Width), 6);
        shape.PointLogitScale = WriteFactor(file, Record + 64, 10, 30);
    }

    private void WriteBlock(byte[] file, int number)
    {
        DecoderShape shape = Shape;
        int at = Record + IntentFormat.DecoderLength + (number * IntentFormat.BlockLength);
        DecoderBlock block = new DecoderBlock();
        block.Query = WriteMatrix(file, at, shape.Width * shape.Width);
        block.Key = WriteMatrix(file, at + 4, shape.KeyWidth * shape.Width);
        block.Value = WriteMatrix(file, at + 8, shape.KeyWidth * shape.Width);
        block.Output = WriteMatrix(file, at + 12, shape.Width * shape.Width);
        block.Up = WriteMatrix(file, at + 16, shape.Hidden * shape.Width);
        block.Down = WriteMatrix(file, at + 20, shape.Width * shape.Hidden);
        block.QueryScale = WriteFactor(file, at + 24, ToBytes(shape.Width), 6);
        block.KeyScale = WriteFactor(file, at + 32, ToBytes(shape.Width), 6);
        block.ValueScale = WriteFactor(file, at + 40, ToBytes(shape.Width), 6);
        block.AttentionScale = WriteFactor(file, at + 48, 17 - (Bits(shape.HeadWidth) / 2), 30);
        block.OutputScale = WriteFactor(file, at + 56, ToResidual(), 6);
        block.UpScale = WriteFactor(file, at + 64, ToBytes(shape.Width), 6);
        block.DownScale = WriteFactor(file, at + 72, ToResidual(), 6);
        Shape.Blocks[number] = block;
    }

    /// <summary>A shift that leaves some of the products of normal values and random weights within 8 bits.</summary>
    private int ToBytes(int columns)
    {
        return (Shape.Packed ? 0 : -4) - (Bits(columns) / 2);
    }

    private int ToResidual()
    {
        return Next(3) - Next(8) + (Shape.Packed ? 4 : 0);
    }

    private static int Bits(int value)
    {
        int bits = 0;
        for (; value != 0; value >>= 1)
        {
            bits++;
        }

        return bits;
    }

    private Multiplier WriteFactor(byte[] file, int at, int shift, int mostShift)
    {
        int factor = (1 << 30) + Next(1 << 30);
        shift += Next(3) - 1;
        if (_isWild)
        {
            factor = Next(8) == 0 ? (Next(2) == 0 ? 0 : int.MaxValue) : Next(int.MaxValue);
            shift = Next(4) == 0 ? (Next(2) == 0 ? -31 : mostShift) : Next(mostShift + 32) - 31;
        }

        shift = shift > mostShift ? mostShift : shift < -31 ? -31 : shift;
        WriteInt(file, at, factor);
        WriteInt(file, at + 4, shift);
        return new Multiplier(factor, shift);
    }

    private int WriteMatrix(byte[] file, int at, int weights)
    {
        return Shape.Packed ? WriteTable(file, at, weights / 2, 0x77, 0x88) : WriteTable(file, at, weights);
    }

    /// <summary>A table at the end of the file, of anything, of little, or of the ends of the range.</summary>
    private int WriteTable(byte[] file, int at, int count, int most = 127, int least = 128)
    {
        int place = ((_end + 3) & ~3) + (4 * Next(4));
        int kind = Next(8);
        for (int i = 0; i < count; i++)
        {
            int value = Next(256);
            file[place + i] = (byte)(kind == 0 ? value & 3 : kind == 1 ? ((value & 1) == 0 ? most : least) : value);
        }

        _end = place + count;
        WriteInt(file, at, place);
        return place;
    }
}
