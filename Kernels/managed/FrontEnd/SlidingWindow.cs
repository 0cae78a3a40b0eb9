using System;

namespace Sotto.Kernels;

/// <summary>Cuts the sample stream into overlapping windows of 30 ms, one every hop, and weights them.</summary>
internal sealed class SlidingWindow
{
    private const int FractionBits = 12;

    private readonly short[] _input = new short[FrontEnd.WindowLength];
    private readonly short[] _weights = FrontEndTables.Window();
    private int _used;

    /// <summary>The weighted window, 480 samples, shifted left by <see cref="Shift"/> to fill 16 bits.</summary>
    internal readonly short[] Output = new short[FrontEnd.WindowLength];

    /// <summary>By how many bits the output was shifted, 0 to 15.</summary>
    internal int Shift;

    /// <summary>Forgets all samples.</summary>
    internal void Reset()
    {
        _used = 0;
    }

    /// <summary>Takes samples until a window is complete or there are no more.</summary>
    /// <returns>How many were taken; the window is complete when <see cref="Complete"/> says so.</returns>
    [Step]
    internal int Take(short[] samples, int offset, int count)
    {
        int taken = FrontEnd.WindowLength - _used;
        if (taken > count)
        {
            taken = count;
        }

        Array.Copy(samples, offset, _input, _used, taken);
        _used += taken;
        return taken;
    }

    /// <summary>Whether the samples of a window are there.</summary>
    internal bool Complete
    {
        [Step]
        get { return _used == FrontEnd.WindowLength; }
    }

    /// <summary>Weights the window into <see cref="Output"/> and moves on by a hop.</summary>
    [Step]
    internal void Apply()
    {
        short[] input = _input;
        short[] weights = _weights;
        short[] output = Output;
        int largest = 0;
        for (int i = 0; i < output.Length; i++)
        {
            int value = (input[i] * weights[i]) >> FractionBits;
            output[i] = (short)value;

            // In 16 bits, as the reference counts: -(-32768) stays negative and is no maximum.
            int magnitude = (short)(value < 0 ? -value : value);
            if (magnitude > largest)
            {
                largest = magnitude;
            }
        }

        _used = FrontEnd.WindowLength - FrontEnd.Hop;
        Array.Copy(input, FrontEnd.Hop, input, 0, _used);
        Shift = 15 - Bits.Length((uint)largest);
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = (short)(output[i] << Shift);
        }
    }
}
