using System;
using Sotto.Kernels;

namespace Sotto.Interop;

/// <summary>The native front end by itself, with the calls of the managed one.</summary>
public sealed class NativeFrontEnd : IDisposable
{
    private const int RowComplete = 0x40000000;

    private readonly int _handle;
    private readonly ushort[] _row = new ushort[FrontEnd.FeatureCount];
    private bool _rowReady;

    /// <summary>Makes a front end at the start of a stream.</summary>
    public NativeFrontEnd()
    {
        _handle = NativeResult.Check(NativeMethods.OpenFrontEnd());
    }

    /// <summary>Whether the last <see cref="Feed"/> completed a row.</summary>
    public bool RowReady
    {
        get { return _rowReady; }
    }

    /// <summary>The last row: 40 features, overwritten by the next row.</summary>
    public ushort[] Row
    {
        get { return _row; }
    }

    /// <summary>Forgets the samples and the noise, as at the start of a stream.</summary>
    [Step]
    public void Reset()
    {
        _rowReady = false;
        NativeResult.Check(NativeMethods.ResetFrontEnd(_handle));
    }

    /// <summary>Takes samples until a row is complete or there are no more.</summary>
    /// <param name="samples">16 kHz mono samples.</param>
    /// <param name="offset">The first to take.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>How many were taken.</returns>
    /// <exception cref="ArgumentException">The array is null or too short.</exception>
    /// <exception cref="ObjectDisposedException">The front end was disposed of.</exception>
    [Step]
    public int Feed(short[] samples, int offset, int count)
    {
        int length = samples == null ? 0 : samples.Length;
        int result = NativeResult.Check(NativeMethods.FeedFrontEnd(_handle, samples, length, offset, count, _row, _row.Length));

        _rowReady = result >= RowComplete;
        return _rowReady ? result - RowComplete : result;
    }

    /// <summary>Frees its memory.</summary>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
    }
}
