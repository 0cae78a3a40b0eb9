using System;
using Sotto.Kernels;

namespace Sotto.Interop;

/// <summary>Runs a native model step by step over one stream. All its memory is taken when it is made.</summary>
public sealed class NativeRunner : IDisposable
{
    private readonly int _handle;

    /// <summary>Takes the arena and resets it.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public NativeRunner(NativeModel model)
    {
        _handle = NativeResult.Check(NativeMethods.OpenRunner(NativeModel.HandleOf(model)));
    }

    /// <summary>Forgets the stream.</summary>
    [Step]
    public void Reset()
    {
        NativeResult.Check(NativeMethods.ResetRunner(_handle));
    }

    /// <summary>Takes the next feature rows and gives the outputs after them.</summary>
    /// <param name="input">Quantised features, <see cref="NativeModel.InputLength"/> from <paramref name="inputOffset"/> on.</param>
    /// <param name="inputOffset">First value to take.</param>
    /// <param name="output">Receives <see cref="NativeModel.OutputLength"/> values.</param>
    /// <param name="outputOffset">Where the first goes.</param>
    /// <exception cref="ArgumentException">An array is null or too short.</exception>
    /// <exception cref="ObjectDisposedException">The runner was disposed of.</exception>
    [Step]
    public void Step(sbyte[] input, int inputOffset, sbyte[] output, int outputOffset)
    {
        int inputLength = input == null ? 0 : input.Length;
        int outputLength = output == null ? 0 : output.Length;
        NativeResult.Check(NativeMethods.Step(_handle, input, inputLength, inputOffset, output, outputLength, outputOffset));
    }

    /// <summary>Frees the arena.</summary>
    public void Dispose()
    {
        NativeResult.Check(NativeMethods.Close(_handle));
    }
}
