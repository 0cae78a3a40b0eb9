using System;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;

namespace Sotto.Interop;

/// <summary>
/// The decoder of an intent model in the native engine. Its weights stay where they are: in flash, or in native memory. All
/// its memory is taken when it is made.
/// </summary>
public sealed class NativeDecoder : IDecoder, IDisposable
{
    private readonly int _model;
    private readonly int _handle;
    private readonly int _rows;

    // What a single row goes through, and what all positions were scored when it was aimed.
    private readonly int[] _row = new int[1];
    private readonly int[] _score = new int[1];
    private readonly int[] _points;
    private int _position;
    private int _aimed;

    private NativeDecoder(int model, int handle)
    {
        _model = model;
        _handle = handle;
        _points = new int[Number(6)];
        _rows = Number(7);
    }

    /// <summary>Bytes of working memory, beside the model's.</summary>
    public int ArenaBytes
    {
        get { return Number(0); }
    }

    /// <summary>Rows that may be fed from one reset to the next.</summary>
    public int Context
    {
        get { return _points.Length; }
    }

    /// <summary>Rows of the embedding.</summary>
    public int Rows
    {
        get { return _rows; }
    }

    /// <summary>Multiply-accumulates of the matrices that a feed goes through; attention's grow with the position.</summary>
    public int MultiplyAccumulatesPerFeed
    {
        get { return Number(9); }
    }

    /// <inheritdoc/>
    public int Position
    {
        get { return _position; }
    }

    /// <summary>Loads an intent model's decoder and checks all of it, once.</summary>
    /// <param name="image">The whole file, which is copied.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    /// <exception cref="ModelFormatException">It is no intent model, or its decoder is not sound.</exception>
    public static NativeDecoder FromImage(byte[] image)
    {
        return Open(NativeResult.Check(NativeMethods.LoadDecoder(image, image == null ? 0 : image.Length)));
    }

    /// <summary>
    /// The same from a binary resource of any deployed assembly, which is used in place: it costs no managed memory but this
    /// object.
    /// </summary>
    /// <param name="name">The resource's name.</param>
    /// <exception cref="ArgumentException">There is no such resource.</exception>
    /// <exception cref="ModelFormatException">It is no intent model, or its decoder is not sound.</exception>
    /// <exception cref="NotSupportedException">This is not nanoFramework.</exception>
    public static NativeDecoder FromResource(string name)
    {
        return Open(NativeResult.Check(NativeMethods.LoadDecoderResource(name)));
    }

    /// <summary>The whole file of an intent model that is a binary resource: what <see cref="IntentModel"/> reads beside the weights.</summary>
    /// <param name="name">The resource's name.</param>
    /// <exception cref="ArgumentException">There is no such resource.</exception>
    /// <exception cref="NotSupportedException">This is not nanoFramework.</exception>
    /// <exception cref="OutOfMemoryException">The managed heap is too small for it.</exception>
    public static byte[] ReadResource(string name)
    {
        byte[] file = new byte[NativeResult.Check(NativeMethods.ReadIntentResource(name, null, 0))];
        NativeResult.Check(NativeMethods.ReadIntentResource(name, file, file.Length));
        return file;
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        NativeResult.Check(NativeMethods.ResetDecoder(_handle));
        _position = 0;
        _aimed = 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The context is full.</exception>
    [Step]
    public void Feed(int row)
    {
        NativeResult.Check(NativeMethods.FeedDecoder(_handle, row));
        _position++;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    [Step]
    public int ScoreRow(int row)
    {
        _row[0] = row;
        ScoreRows(_row, 1, _score);
        return _score[0];
    }

    /// <summary>The same of many rows in one call.</summary>
    /// <param name="rows">Their numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="scores">Receives their scores.</param>
    /// <exception cref="ArgumentException">An array is null or too short, or there is no such row; nothing is scored.</exception>
    [Step]
    public void ScoreRows(int[] rows, int count, int[] scores)
    {
        int rowsLength = rows == null ? 0 : rows.Length;
        int scoresLength = scores == null ? 0 : scores.Length;
        NativeResult.Check(NativeMethods.ScoreRows(_handle, rows, rowsLength, count, scores, scoresLength));
    }

    /// <inheritdoc/>
    /// <remarks>It scores all positions already: <see cref="ScorePoint"/> only gives them.</remarks>
    [Step]
    public void Aim()
    {
        NativeResult.Check(NativeMethods.Aim(_handle));
        ScorePoints(_position, _points);
        _aimed = _position;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The position was not fed, or was fed after <see cref="Aim"/>.</exception>
    [Step]
    public int ScorePoint(int position)
    {
        NativeResult.Check(position < 0 || position >= _aimed ? NativeResult.OutOfRange : 0);
        return _points[position];
    }

    /// <summary>The same of positions 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">How many.</param>
    /// <param name="scores">Receives their scores.</param>
    /// <exception cref="ArgumentException">The array is null or too short, or so many were not fed.</exception>
    [Step]
    public void ScorePoints(int count, int[] scores)
    {
        NativeResult.Check(NativeMethods.ScorePoints(_handle, count, scores, scores == null ? 0 : scores.Length));
    }

    /// <summary>Frees it and its model.</summary>
    /// <exception cref="ObjectDisposedException">It was freed before.</exception>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
        NativeResult.Check(NativeMethods.Close(_model));
    }

    private static NativeDecoder Open(int model)
    {
        int handle = NativeMethods.OpenDecoder(model);
        if (handle < 0)
        {
            NativeMethods.Close(model);
        }

        return new NativeDecoder(model, NativeResult.Check(handle));
    }

    private int Number(int field)
    {
        return NativeResult.Check(NativeMethods.DecoderNumber(_model, field));
    }
}
