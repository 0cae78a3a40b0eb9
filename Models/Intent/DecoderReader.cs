using Sotto.Kernels;

namespace Sotto.Models.Intent;

/// <summary>Reads and checks a decoder's record: after it, nothing that a step does can leave the file or the arena.</summary>
internal static class DecoderReader
{
    // Of 8 bits 26 remain, within the bounds of the residual stream.
    private const int EmbeddingShift = 19;

    // A sum of 1,024 products has 24 bits.
    private const int SumShift = 6;

    // Differences of logits are cut off before they are shifted out of 31 bits.
    private const int LogitShift = 30;

    internal static DecoderShape Read(byte[] file, int at)
    {
        ModelFile.CheckWords(file, at, IntentFormat.DecoderLength);
        DecoderShape shape = new DecoderShape();
        shape.Width = Range(file, at, 4, DecoderShape.MaximumWidth, "the width");
        shape.Heads = Range(file, at + 2, 1, shape.Width / 2, "heads");
        shape.KeyHeads = Range(file, at + 4, 1, shape.Heads, "key heads");
        shape.Hidden = Range(file, at + 6, 4, IntentFormat.MaximumHidden, "the hidden layer");
        shape.PointerWidth = Range(file, at + 8, 4, DecoderShape.MaximumWidth, "the pointer's width");
        shape.Context = Range(file, at + 10, 4, IntentFormat.MaximumContext, "the context");
        shape.Rows = Range(file, at + 12, 1, IntentFormat.MaximumRows, "rows");
        int packed = ModelFile.ReadShort(file, at + 14) & IntentFormat.Packed;
        int blocks = Range(file, at + 14, packed + 1, packed + IntentFormat.MaximumBlocks, "blocks") - packed;
        shape.Packed = packed != 0;
        CheckShape(shape);
        shape.Embedding = Table(file, at + 16, shape.Rows * shape.Width);
        shape.Rotation = Table(file, at + 20, shape.Context * shape.HeadWidth);
        shape.PointerQuery = Matrix(file, at + 24, shape, shape.PointerWidth * shape.Width);
        shape.PointerKey = Matrix(file, at + 28, shape, shape.PointerWidth * shape.Width);
        shape.EmbeddingScale = Scale(file, at + 32, EmbeddingShift);
        shape.RowLogitScale = Scale(file, at + 40, LogitShift);
        shape.PointerQueryScale = Scale(file, at + 48, SumShift);
        shape.PointerKeyScale = Scale(file, at + 56, SumShift);
        shape.PointLogitScale = Scale(file, at + 64, LogitShift);
        shape.Blocks = new DecoderBlock[blocks];
        for (int i = 0; i < blocks; i++)
        {
            shape.Blocks[i] = ReadBlock(file, at + IntentFormat.DecoderLength + (i * IntentFormat.BlockLength), shape);
        }

        return shape;
    }

    private static void CheckShape(DecoderShape shape)
    {
        bool even = shape.Width % (2 * shape.Heads) == 0 && shape.Heads % shape.KeyHeads == 0;
        int columns = shape.Packed ? 8 : 4;
        if (!even || shape.Width % columns != 0 || shape.Hidden % columns != 0 || shape.PointerWidth % 4 != 0)
        {
            throw new ModelFormatException("the decoder's sizes do not fit each other");
        }
    }

    private static DecoderBlock ReadBlock(byte[] file, int at, DecoderShape shape)
    {
        DecoderBlock block = new DecoderBlock();
        block.Query = Matrix(file, at, shape, shape.Width * shape.Width);
        block.Key = Matrix(file, at + 4, shape, shape.KeyWidth * shape.Width);
        block.Value = Matrix(file, at + 8, shape, shape.KeyWidth * shape.Width);
        block.Output = Matrix(file, at + 12, shape, shape.Width * shape.Width);
        block.Up = Matrix(file, at + 16, shape, shape.Hidden * shape.Width);
        block.Down = Matrix(file, at + 20, shape, shape.Width * shape.Hidden);
        block.QueryScale = Scale(file, at + 24, SumShift);
        block.KeyScale = Scale(file, at + 32, SumShift);
        block.ValueScale = Scale(file, at + 40, SumShift);
        block.AttentionScale = Scale(file, at + 48, LogitShift);
        block.OutputScale = Scale(file, at + 56, SumShift);
        block.UpScale = Scale(file, at + 64, SumShift);
        block.DownScale = Scale(file, at + 72, SumShift);
        return block;
    }

    private static int Range(byte[] file, int at, int least, int most, string what)
    {
        return ModelFile.ReadRange(file, at, 2, least, most, what);
    }

    private static int Table(byte[] file, int at, int count)
    {
        int place = ModelFile.ReadInt(file, at);
        ModelFile.CheckWords(file, place, count);
        return place;
    }

    private static int Matrix(byte[] file, int at, DecoderShape shape, int weights)
    {
        return Table(file, at, shape.Packed ? weights / 2 : weights);
    }

    private static Multiplier Scale(byte[] file, int at, int mostShift)
    {
        int factor = ModelFile.ReadRange(file, at, 4, 0, int.MaxValue, "a multiplier");
        return new Multiplier(factor, ModelFile.ReadRange(file, at + 4, 4, -31, mostShift, "a shift"));
    }
}
