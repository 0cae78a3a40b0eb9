namespace System;

/// <summary>A piece of a byte array.</summary>
public readonly ref struct SpanByte
{
    private readonly byte[] _array;
    private readonly int _start;

    /// <summary>All of an array.</summary>
    /// <param name="array">The array, or null for nothing.</param>
    public SpanByte(byte[] array)
        : this(array, 0, array == null ? 0 : array.Length)
    {
    }

    /// <summary>A piece of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The array has no such piece.</exception>
    public SpanByte(byte[] array, int start, int length)
    {
        if (start < 0 || length < 0 || start > (array == null ? 0 : array.Length) - length)
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        _array = array;
        _start = start;
        Length = length;
    }

    /// <summary>How many bytes it is.</summary>
    public int Length { get; }

    /// <summary>A byte of it.</summary>
    /// <param name="index">0 to <see cref="Length"/> - 1.</param>
    public byte this[int index]
    {
        get => _array[At(index)];
        set => _array[At(index)] = value;
    }

    /// <summary>All of an array.</summary>
    /// <param name="array">The array.</param>
    public static implicit operator SpanByte(byte[] array) => new(array);

    private int At(int index) => index >= 0 && index < Length ? _start + index : throw new ArgumentOutOfRangeException(nameof(index));
}
