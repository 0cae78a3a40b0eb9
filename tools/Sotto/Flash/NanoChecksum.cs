namespace Sotto.Cli.Flash;

/// <summary>nanoCLR's checksum of assemblies (<c>SUPPORT_ComputeCRC</c>): CRC-32 by the polynomial 0x04C11DB7, highest bit first, from 0.</summary>
internal static class NanoChecksum
{
    private const uint Polynomial = 0x04C11DB7;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Divide((uint)value << 24))];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte value in bytes)
        {
            crc = Table[(crc >> 24) ^ value] ^ (crc << 8);
        }

        return crc;
    }

    private static uint Divide(uint remainder)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            remainder = (remainder & 0x80000000) != 0 ? (remainder << 1) ^ Polynomial : remainder << 1;
        }

        return remainder;
    }
}
