namespace Sotto.Firmware;

/// <summary>HMAC-SHA-256 (RFC 2104): who has the key can make a tag of a message, nobody else can.</summary>
public static class HmacSha256
{
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5C;

    /// <summary>Makes a tag.</summary>
    /// <param name="key">The key, at most 64 bytes.</param>
    /// <param name="message">Holds the message.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its length.</param>
    /// <returns>The tag, 32 bytes.</returns>
    public static byte[] Tag(byte[] key, byte[] message, int offset, int count)
    {
        Sha256 sha = new Sha256();
        sha.Add(Pad(key, InnerPad), 0, Sha256.BlockLength);
        sha.Add(message, offset, count);
        byte[] inner = sha.Finish();
        sha.Reset();
        sha.Add(Pad(key, OuterPad), 0, Sha256.BlockLength);
        sha.Add(inner, 0, inner.Length);
        return sha.Finish();
    }

    /// <summary>Whether two tags or digests are the same. Takes as long where the first byte differs as where the last does.</summary>
    /// <param name="expected">One, 32 bytes.</param>
    /// <param name="given">Holds the other.</param>
    /// <param name="offset">Its first byte.</param>
    public static bool IsSame(byte[] expected, byte[] given, int offset)
    {
        int different = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            different |= expected[i] ^ given[offset + i];
        }

        return different == 0;
    }

    private static byte[] Pad(byte[] key, byte pad)
    {
        byte[] block = new byte[Sha256.BlockLength];
        for (int i = 0; i < block.Length; i++)
        {
            block[i] = (byte)((i < key.Length ? key[i] : 0) ^ pad);
        }

        return block;
    }
}
