using System;
using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// Samples that wait to be taken. When they are too many the oldest go, and are counted: what is left has no gap and ends now,
/// so that the first window of audio after a stall is whole again. One thread at a time uses it.
/// </summary>
public sealed class SampleRing
{
    private readonly short[] _samples;
    private readonly int _mask;
    private long _written;
    private long _taken;
    private long _lost;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="capacity">Samples that it holds: a power of two.</param>
    /// <exception cref="ArgumentException">The capacity is no power of two.</exception>
    public SampleRing(int capacity)
    {
        Check(capacity);
        _samples = new short[capacity];
        _mask = capacity - 1;
    }

    /// <summary>Samples that wait.</summary>
    public int Count
    {
        get { return (int)(_written - _taken); }
    }

    /// <summary>Samples that it holds.</summary>
    public int Capacity
    {
        get { return _samples.Length; }
    }

    /// <summary>Samples that went before they were taken.</summary>
    public long Lost
    {
        get { return _lost; }
    }

    /// <summary>Empties it and counts anew.</summary>
    [Step]
    public void Reset()
    {
        _written = 0;
        _taken = 0;
        _lost = 0;
    }

    /// <summary>Says whether a ring can be so large.</summary>
    /// <param name="capacity">Samples that it is to hold.</param>
    /// <exception cref="ArgumentException">The capacity is no power of two.</exception>
    internal static void Check(int capacity)
    {
        if (capacity <= 0 || (capacity & (capacity - 1)) != 0)
        {
            throw new ArgumentException("capacity");
        }
    }

    /// <summary>Adds samples.</summary>
    /// <param name="from">Holds the samples.</param>
    /// <param name="offset">The first to add.</param>
    /// <param name="count">How many, any number.</param>
    [Step]
    public void Write(short[] from, int offset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _samples[(int)(_written + i) & _mask] = from[offset + i];
        }

        _written += count;
        long over = _written - _taken - _samples.Length;
        if (over > 0)
        {
            _taken += over;
            _lost += over;
        }
    }

    /// <summary>Takes the oldest samples.</summary>
    /// <param name="into">Receives them.</param>
    /// <param name="offset">Where the first goes.</param>
    /// <param name="count">How many to take at most.</param>
    /// <returns>How many there were.</returns>
    [Step]
    public int Read(short[] into, int offset, int count)
    {
        int taken = count < Count ? count : Count;
        for (int i = 0; i < taken; i++)
        {
            into[offset + i] = _samples[(int)(_taken + i) & _mask];
        }

        _taken += taken;
        return taken;
    }
}
