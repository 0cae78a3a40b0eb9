using System.Buffers.Binary;
using System.Numerics;

namespace Sotto.Audio;

/// <summary>Reads a FLAC stream bit by bit, most significant first.</summary>
/// <param name="data">The whole file.</param>
internal sealed class FlacBitReader(byte[] data)
{
    private int _position;
    private ulong _bits;
    private int _count;

    /// <summary>The byte that the next bit lies in; only on a byte boundary is it exact.</summary>
    internal int BytePosition => _position - (_count / 8);

    /// <summary>Whether all bytes have been read.</summary>
    internal bool AtEnd => BytePosition >= data.Length;

    /// <summary>Goes to a byte.</summary>
    internal void Seek(int position)
    {
        _position = position;
        _bits = 0;
        _count = 0;
    }

    /// <summary>An unsigned number of 0 to 32 bits.</summary>
    internal uint Read(int bits)
    {
        if (bits == 0)
        {
            return 0;
        }

        Fill(bits);
        uint value = (uint)(_bits >> (64 - bits));
        Drop(bits);
        return value;
    }

    /// <summary>A two's complement number of 0 to 32 bits.</summary>
    internal int ReadSigned(int bits) => bits == 0 ? 0 : (int)(Read(bits) << (32 - bits)) >> (32 - bits);

    /// <summary>A two's complement number of up to 33 bits, as the side channel of 32-bit stereo has.</summary>
    internal long ReadWide(int bits) => bits <= 32 ? ReadSigned(bits) : ((long)ReadSigned(bits - 32) << 32) | Read(32);

    /// <summary>The number of zeros before the next one.</summary>
    internal int ReadUnary()
    {
        int zeros = 0;
        while (true)
        {
            Fill(1);
            int run = Math.Min(BitOperations.LeadingZeroCount(_bits), _count);
            zeros += run;
            if (run < _count)
            {
                Drop(run + 1);
                return zeros;
            }

            Drop(run);
        }
    }

    /// <summary>Skips to the next whole byte.</summary>
    internal void Align() => Drop(_count % 8);

    private void Drop(int bits)
    {
        _bits = bits >= 64 ? 0 : _bits << bits;
        _count -= bits;
    }

    private void Fill(int bits)
    {
        if (_count >= bits)
        {
            return;
        }

        if (_position + 4 <= data.Length && _count <= 32)
        {
            _bits |= (ulong)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(_position)) << (32 - _count);
            _position += 4;
            _count += 32;
            return;
        }

        while (_count < bits)
        {
            if (_position >= data.Length)
            {
                throw new AudioFormatException("cut short in a FLAC frame");
            }

            _bits |= (ulong)data[_position++] << (56 - _count);
            _count += 8;
        }
    }
}
