using System;

namespace Sotto.Kernels;

/// <summary>
/// A decoder-only transformer in integers: it is fed rows of its embedding one at a time, and after each scores which row, or
/// which position, comes next. Weights stay in the model file; all it writes is its arena and a few working vectors.
/// </summary>
public sealed class Decoder
{
    private const int Normal = 0;

    private readonly DecoderShape _shape;
    private readonly byte[] _model;
    private readonly sbyte[] _arena;
    private readonly int[] _residual;
    private readonly int[] _weights;
    private readonly int _query;
    private readonly int _found;
    private readonly int _hidden;
    private readonly int _pointer;
    private readonly int _pointerKeys;
    private readonly int _cache;
    private int _position;

    /// <summary>A decoder at the beginning of a sentence.</summary>
    /// <param name="shape">Sizes and places, checked.</param>
    /// <param name="model">The model file.</param>
    public Decoder(DecoderShape shape, byte[] model)
    {
        _shape = shape;
        _model = model;
        _residual = new int[shape.Width];
        _weights = new int[shape.Context];
        _query = shape.Width;
        _found = 2 * shape.Width;
        _hidden = 3 * shape.Width;
        _pointer = _hidden + shape.Hidden;
        _pointerKeys = _pointer + shape.PointerWidth;
        _cache = _pointerKeys + (shape.Context * shape.PointerWidth);
        _arena = new sbyte[ArenaBytesOf(shape) - (4 * (shape.Width + shape.Context))];
    }

    /// <summary>Rows fed since the last reset.</summary>
    public int Position
    {
        get { return _position; }
    }

    /// <summary>Bytes that a decoder of a shape works in: activations, the residual stream and the cache of keys and values.</summary>
    public static int ArenaBytesOf(DecoderShape shape)
    {
        int activations = (3 * shape.Width) + shape.Hidden + shape.PointerWidth;
        int caches = shape.Context * (shape.PointerWidth + (2 * shape.KeyWidth * shape.Blocks.Length));
        return activations + caches + (4 * (shape.Width + shape.Context));
    }

    /// <summary>Forgets all that was fed.</summary>
    [Step]
    public void Reset()
    {
        _position = 0;
    }

    /// <summary>Takes one row.</summary>
    /// <param name="row">Its number, 0 to <see cref="DecoderShape.Rows"/> - 1.</param>
    /// <exception cref="InvalidOperationException">The context is full.</exception>
    [Step]
    public void Feed(int row)
    {
        CheckRow(row);
        Embed(row);
        for (int i = 0; i < _shape.Blocks.Length; i++)
        {
            DecoderBlock block = _shape.Blocks[i];
            Normalisation.Run(_residual, _shape.Width, _arena, Normal);
            Attend(block, i);
            Normalisation.Run(_residual, _shape.Width, _arena, Normal);
            ToBytes(block.Up, _shape.Hidden, _hidden, block.UpScale, 0);
            Add(block.Down, _shape.Hidden, _hidden, block.DownScale);
        }

        Normalisation.Run(_residual, _shape.Width, _arena, Normal);
        int keys = _pointerKeys + (_position * _shape.PointerWidth);
        ToBytes(_shape.PointerKey, _shape.PointerWidth, keys, _shape.PointerKeyScale, -127);
        _position++;
    }

    /// <summary>How well a row would come next: a sum of products, by <see cref="DecoderShape.RowLogitScale"/> a logit.</summary>
    /// <param name="row">Its number.</param>
    [Step]
    public int ScoreRow(int row)
    {
        return MatrixVector.Dot(_model, _shape.Embedding + (row * _shape.Width), _shape.Width, _arena, Normal);
    }

    /// <summary>Makes the query that <see cref="ScorePoint"/> holds positions against.</summary>
    [Step]
    public void Aim()
    {
        ToBytes(_shape.PointerQuery, _shape.PointerWidth, _pointer, _shape.PointerQueryScale, -127);
    }

    /// <summary>How well a position is what comes next: a sum of products, by <see cref="DecoderShape.PointLogitScale"/> a logit.</summary>
    /// <param name="position">0 to <see cref="Position"/> - 1.</param>
    [Step]
    public int ScorePoint(int position)
    {
        return Attention.Product(_arena, _pointer, _pointerKeys + (position * _shape.PointerWidth), _shape.PointerWidth);
    }

    [Step]
    private void CheckRow(int row)
    {
        if (_position >= _shape.Context || row < 0 || row >= _shape.Rows)
        {
            Refuse();
        }
    }

    /// <summary>Apart, since a step must not make an exception itself.</summary>
    private static void Refuse()
    {
        throw new InvalidOperationException();
    }

    [Step]
    private void Embed(int row)
    {
        int place = _shape.Embedding + (row * _shape.Width);
        for (int i = 0; i < _shape.Width; i++)
        {
            _residual[i] = _shape.EmbeddingScale.Times((sbyte)_model[place + i]);
        }
    }

    /// <summary>A block's attention, added to the residual stream.</summary>
    [Step]
    private void Attend(DecoderBlock block, int number)
    {
        int keyWidth = _shape.KeyWidth;
        int keys = _cache + (number * 2 * _shape.Context * keyWidth);
        int values = keys + (_shape.Context * keyWidth);
        int key = keys + (_position * keyWidth);
        ToBytes(block.Query, _shape.Width, _query, block.QueryScale, -127);
        ToBytes(block.Key, keyWidth, key, block.KeyScale, -127);
        ToBytes(block.Value, keyWidth, values + (_position * keyWidth), block.ValueScale, -127);
        Attention.Rotate(_shape, _model, _position, _arena, _query, _shape.Heads);
        Attention.Rotate(_shape, _model, _position, _arena, key, _shape.KeyHeads);
        int shared = _shape.Heads / _shape.KeyHeads;
        for (int head = 0; head < _shape.Heads; head++)
        {
            int at = head * _shape.HeadWidth;
            int keyAt = head / shared * _shape.HeadWidth;
            Attention.Head(
                _shape, block.AttentionScale, _arena, _query + at, keys + keyAt, values + keyAt, _position + 1, _weights, _found + at);
        }

        Add(block.Output, _shape.Width, _found, block.OutputScale);
    }

    /// <summary>A matrix of so many rows times the normalised residual stream.</summary>
    [Step]
    private void ToBytes(int weights, int rows, int output, Multiplier scale, int least)
    {
        MatrixVector.ToBytes(_model, weights, _shape.Packed, rows, _shape.Width, _arena, Normal, output, scale, least);
    }

    /// <summary>A matrix of so many columns times a vector, added to the residual stream.</summary>
    [Step]
    private void Add(int weights, int columns, int input, Multiplier scale)
    {
        MatrixVector.Add(_model, weights, _shape.Packed, _shape.Width, columns, _arena, input, scale, _residual);
    }
}
