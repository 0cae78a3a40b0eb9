using System.Runtime.InteropServices;

namespace Sotto.Native;

/// <summary>The native front end, with the calls of the managed one.</summary>
public sealed unsafe class NativeFrontEnd : IDisposable
{
    /// <summary>Features a row.</summary>
    public const int FeatureCount = 40;

    private void* _state;

    /// <summary>Makes a front end at the start of a stream. There must be a library (<see cref="NativeLibraryFile.IsAvailable"/>).</summary>
    public NativeFrontEnd()
    {
        _state = NativeMemory.Alloc(NativeMethods.FrontEndSize());
        Reset();
    }

    /// <summary>Whether the last <see cref="Feed"/> completed a row.</summary>
    public bool RowReady => *(int*)((ushort*)State + FeatureCount) != 0;

    /// <summary>The last row: 40 features. Overwritten by the next row.</summary>
    public ReadOnlySpan<ushort> Row => new(State, FeatureCount);

    private void* State => _state is not null ? _state : throw new ObjectDisposedException(nameof(NativeFrontEnd));

    /// <summary>Forgets the samples and the noise, as at the start of a stream.</summary>
    public void Reset() => NativeMethods.FrontEndInit(State);

    /// <summary>Takes 16 kHz mono samples until a row is complete or there are no more.</summary>
    /// <param name="samples">The samples.</param>
    /// <returns>How many were taken.</returns>
    public int Feed(ReadOnlySpan<short> samples)
    {
        fixed (short* first = samples)
        {
            return (int)NativeMethods.FrontEndFeed(State, first, (nuint)samples.Length);
        }
    }

    /// <summary>A feature as the models take it.</summary>
    /// <param name="feature">0 to 65,535.</param>
    public static sbyte Quantize(ushort feature) => NativeMethods.Quantise(feature);

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_state);
        _state = null;
    }
}
