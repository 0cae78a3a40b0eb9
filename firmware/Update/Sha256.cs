namespace Sotto.Firmware;

/// <summary>SHA-256 (FIPS 180-4) of bytes that come piece by piece; nanoFramework has none.</summary>
public sealed class Sha256
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestLength = 32;

    /// <summary>Bytes of a block.</summary>
    internal const int BlockLength = 64;

    private const int LengthPlace = 56;

    // Not static, as the memory is needed for as long as something is digested.
    private readonly uint[] _k =
    {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };

    private readonly uint[] _w = new uint[64];
    private readonly byte[] _block = new byte[BlockLength];
    private uint[] _h;
    private int _filled;
    private long _length;

    /// <summary>Makes one that has seen nothing.</summary>
    public Sha256()
    {
        Reset();
    }

    /// <summary>Forgets all.</summary>
    public void Reset()
    {
        _h = new uint[]
        {
            0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
        };
        _filled = 0;
        _length = 0;
    }

    /// <summary>Takes the next piece.</summary>
    /// <param name="bytes">Holds it.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its length.</param>
    public void Add(byte[] bytes, int offset, int count)
    {
        _length += count;
        for (int i = 0; i < count; i++)
        {
            Put(bytes[offset + i]);
        }
    }

    /// <summary>Ends the message. It must be reset before the next.</summary>
    /// <returns>The digest.</returns>
    public byte[] Finish()
    {
        Put(0x80);
        while (_filled != LengthPlace)
        {
            Put(0);
        }

        for (int i = 7; i >= 0; i--)
        {
            Put((byte)((_length << 3) >> (8 * i)));
        }

        byte[] digest = new byte[DigestLength];
        for (int i = 0; i < DigestLength; i++)
        {
            digest[i] = (byte)(_h[i >> 2] >> (24 - (8 * (i & 3))));
        }

        return digest;
    }

    private static uint Rotate(uint value, int by)
    {
        return (value >> by) | (value << (32 - by));
    }

    private void Put(byte value)
    {
        _block[_filled++] = value;
        if (_filled == BlockLength)
        {
            _filled = 0;
            Schedule();
            Compress();
        }
    }

    /// <summary>Section 6.2.2, step 1.</summary>
    private void Schedule()
    {
        for (int t = 0; t < 16; t++)
        {
            int at = 4 * t;
            _w[t] = ((uint)_block[at] << 24) | ((uint)_block[at + 1] << 16) | ((uint)_block[at + 2] << 8) | _block[at + 3];
        }

        for (int t = 16; t < 64; t++)
        {
            uint a = _w[t - 15];
            uint b = _w[t - 2];
            uint sigma0 = Rotate(a, 7) ^ Rotate(a, 18) ^ (a >> 3);
            uint sigma1 = Rotate(b, 17) ^ Rotate(b, 19) ^ (b >> 10);
            _w[t] = sigma1 + _w[t - 7] + sigma0 + _w[t - 16];
        }
    }

    /// <summary>Section 6.2.2, steps 2 to 4.</summary>
    private void Compress()
    {
        uint a = _h[0], b = _h[1], c = _h[2], d = _h[3], e = _h[4], f = _h[5], g = _h[6], h = _h[7];
        for (int t = 0; t < 64; t++)
        {
            uint sum1 = Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25);
            uint t1 = h + sum1 + ((e & f) ^ (~e & g)) + _k[t] + _w[t];
            uint sum0 = Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22);
            uint t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }

        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
        _h[5] += f;
        _h[6] += g;
        _h[7] += h;
    }
}
