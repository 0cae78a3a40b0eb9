using System;

namespace Sotto.Models;

/// <summary>
/// Places and limits of the <c>.sotto</c> format, and reads from it that cannot leave the file. The layout is described
/// in FORMAT.md.
/// </summary>
public static class ModelFile
{
    /// <summary>"SOTO", little endian.</summary>
    public const uint Magic = 0x4F544F53;

    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 1;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 64;

    /// <summary>Bytes of a tensor's record.</summary>
    public const int TensorLength = 16;

    /// <summary>Bytes of a layer's record.</summary>
    public const int LayerLength = 80;

    /// <summary>Constants begin at multiples of this.</summary>
    public const int Alignment = 16;

    /// <summary>Largest file, in bytes.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Largest arena, in bytes.</summary>
    public const int MaximumArena = 1024 * 1024;

    /// <summary>Most tensors, and most layers.</summary>
    public const int MaximumCount = 512;

    /// <summary>Largest extent of a tensor, a kernel or a stride.</summary>
    public const int MaximumExtent = 4096;

    /// <summary>Most weights that one output may sum: their products with int8 values cannot leave 31 bits.</summary>
    public const int MaximumTaps = 65536;

    /// <summary>Largest factor of weights of 4 bits: their products stay those of 8.</summary>
    public const int MaximumFactor = 15;

    /// <summary>Largest magnitude of a bias.</summary>
    public const int MaximumBias = 1 << 30;

    /// <summary>Most values that a step may read: a tenth of a second on a computer, an age on a board.</summary>
    public const int MaximumWork = 1 << 26;

    /// <summary>Most labels.</summary>
    public const int MaximumLabels = 64;

    /// <summary>In the header: the model was made for inputs of 0 to 255.</summary>
    public const int UnsignedInput = 1;

    /// <summary>In the header: the model was made to give 0 to 255.</summary>
    public const int UnsignedOutput = 2;

    /// <summary>Largest step of a copy through its input.</summary>
    public const int MaximumStep = 1 << 20;

    /// <summary>A record's number for "no tensor".</summary>
    public const int None = 0xFFFF;

    /// <summary>CRC-32 (ISO 3309, reflected, as zip has it) of a part of the bytes.</summary>
    public static uint Checksum(byte[] bytes, int offset, int count)
    {
        return Checksum(0, bytes, offset, count);
    }

    /// <summary>The same of bytes that come piece by piece.</summary>
    /// <param name="before">The checksum of the pieces before, 0 at the first.</param>
    /// <param name="bytes">Holds the piece.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its length.</param>
    /// <returns>The checksum of all pieces so far.</returns>
    public static uint Checksum(uint before, byte[] bytes, int offset, int count)
    {
        uint[] table = new uint[16];
        for (uint i = 0; i < 16; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 4; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        uint sum = ~before;
        for (int i = offset; i < offset + count; i++)
        {
            sum ^= bytes[i];
            sum = (sum >> 4) ^ table[sum & 15];
            sum = (sum >> 4) ^ table[sum & 15];
        }

        return ~sum;
    }

    /// <summary>Two bytes as an unsigned number.</summary>
    internal static int ReadShort(byte[] file, int at)
    {
        Check(file, at, 2);
        return file[at] | (file[at + 1] << 8);
    }

    /// <summary>Four bytes as a signed number.</summary>
    internal static int ReadInt(byte[] file, int at)
    {
        Check(file, at, 4);
        return BitConverter.ToInt32(file, at);
    }

    /// <summary>A number from a record that must lie in a range.</summary>
    internal static int ReadRange(byte[] file, int at, int size, int minimum, int maximum, string what)
    {
        int value = size == 2 ? ReadShort(file, at) : ReadInt(file, at);
        if (value < minimum || value > maximum)
        {
            throw new ModelFormatException(what + " is " + value.ToString() + ", not " + minimum.ToString() + " to " + maximum.ToString());
        }

        return value;
    }

    /// <summary>That a stretch lies within the file and begins where words may: native code reads it in place.</summary>
    internal static void CheckWords(byte[] file, int at, int count)
    {
        Check(file, at, count);
        if ((at & 3) != 0)
        {
            throw new ModelFormatException("a table begins at " + at.ToString() + ", no multiple of 4");
        }
    }

    /// <summary>That a stretch lies within the file.</summary>
    internal static void Check(byte[] file, int at, int count)
    {
        if (at < 0 || count < 0 || at > file.Length - count)
        {
            throw new ModelFormatException("a table lies outside the file");
        }
    }
}
