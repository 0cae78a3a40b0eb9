namespace Sotto.Audio;

/// <summary>FLAC's checksums: 8 bits over a frame header, 16 over a frame (RFC 9639, sections 9.1.8 and 9.3).</summary>
internal static class FlacChecksum
{
    private static readonly ushort[] FrameTable = [.. Enumerable.Range(0, 256).Select(i => (ushort)Divide(i << 8, 0x8005, 0x8000))];
    private static readonly byte[] HeaderTable = [.. Enumerable.Range(0, 256).Select(i => (byte)Divide(i, 0x07, 0x80))];

    /// <summary>The 16-bit sum, polynomial x^16 + x^15 + x^2 + 1.</summary>
    internal static uint Frame(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte value in bytes)
        {
            sum = ((sum << 8) ^ FrameTable[(sum >> 8) ^ value]) & 0xFFFF;
        }

        return sum;
    }

    /// <summary>The 8-bit sum, polynomial x^8 + x^2 + x + 1.</summary>
    internal static uint Header(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte value in bytes)
        {
            sum = HeaderTable[sum ^ value];
        }

        return sum;
    }

    private static int Divide(int value, int polynomial, int top)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & top) != 0 ? (value << 1) ^ polynomial : value << 1;
        }

        return value & ((top << 1) - 1);
    }
}
