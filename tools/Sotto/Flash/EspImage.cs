using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sotto.Cli.Flash;

/// <summary>
/// A firmware, nanoCLR.bin, as ESP-IDF's bootloader takes it: a header of 24 bytes, segments of 8 bytes and their data, a checksum at
/// the end of a block of 16, and mostly a SHA-256 (<c>esp_app_format.h</c>).
/// </summary>
internal sealed class EspImage
{
    private const byte Magic = 0xE9;
    private const int HeaderLength = 24;
    private const int SegmentHeaderLength = 8;
    private const int MostSegments = 16;
    private const int ChecksumBlock = 16;
    private const byte ChecksumSeed = 0xEF;
    private const int DigestLength = 32;

    private static readonly Dictionary<int, string> Chips = new()
    {
        [0x00] = "ESP32",
        [0x02] = "ESP32-S2",
        [0x05] = "ESP32-C3",
        [0x09] = "ESP32-S3",
        [0x0C] = "ESP32-C2",
        [0x0D] = "ESP32-C6",
        [0x10] = "ESP32-H2",
        [0x12] = "ESP32-P4",
        [0x14] = "ESP32-C61",
        [0x17] = "ESP32-C5",
    };

    private readonly byte[] _bytes;

    private EspImage(string path, byte[] bytes)
    {
        Path = path;
        _bytes = bytes;
        int chip = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(12));
        Chip = Chips.GetValueOrDefault(chip) ?? $"chip {chip}";
    }

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>The chip that it was built for.</summary>
    public string Chip { get; }

    /// <summary>Bytes of the file.</summary>
    public int Length => _bytes.Length;

    /// <summary>Reads a firmware and checks that all of it is there.</summary>
    /// <param name="path">What it is called where it is refused.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="UserException">No board would start it.</exception>
    public static EspImage Read(string path, byte[] bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != Magic)
        {
            throw new UserException($"{path}: not a firmware for an ESP32 (its first byte must be 0x{Magic:X2}); nanoFramework's build leaves one as nanoCLR.bin");
        }

        int end = EndOfSegments(path, bytes);
        int checksumAt = end + ChecksumBlock - (end % ChecksumBlock) - 1;
        bool hasDigest = bytes[23] == 1;
        int length = checksumAt + 1 + (hasDigest ? DigestLength : 0);
        if (bytes.Length < length)
        {
            throw new UserException($"{path}: {bytes.Length} bytes of {length}: the firmware was cut off");
        }

        if (bytes[checksumAt] != ChecksumOf(bytes)
            || (hasDigest && !SHA256.HashData(bytes.AsSpan(0, checksumAt + 1)).AsSpan().SequenceEqual(bytes.AsSpan(checksumAt + 1, DigestLength))))
        {
            throw new UserException($"{path}: the firmware's checksum is wrong: the file is damaged");
        }

        return new EspImage(path, bytes);
    }

    /// <summary>Whether native code of an assembly is in the firmware: its name and, in another place, its checksum.</summary>
    /// <param name="assembly">An assembly with native methods.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public string? Lacks(NanoAssembly assembly)
    {
        if (_bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(assembly.Name + "\0")) < 0)
        {
            return $"has no native methods of {assembly.Name}";
        }

        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, assembly.NativeChecksum);
        return _bytes.AsSpan().IndexOf(checksum) < 0
            ? $"has other native methods of {assembly.Name} than version {assembly.Version} calls (checksum 0x{assembly.NativeChecksum:X8} is not in it)" : null;
    }

    /// <summary>Steps over the segments.</summary>
    private static int EndOfSegments(string path, byte[] bytes)
    {
        int count = bytes[1];
        if (count is 0 or > MostSegments)
        {
            throw new UserException($"{path}: a firmware of {count} segments, where there are 1 to {MostSegments}");
        }

        long at = HeaderLength;
        for (int i = 0; i < count; i++)
        {
            bool isWhole = at + SegmentHeaderLength <= bytes.Length;
            at += isWhole ? SegmentHeaderLength + BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)at + 4)) : 0;
            if (!isWhole || at >= bytes.Length)
            {
                throw new UserException($"{path}: segment {i + 1} of {count} ends after the file: the firmware was cut off");
            }
        }

        return (int)at;
    }

    /// <summary>The exclusive or of all segments' data.</summary>
    private static byte ChecksumOf(byte[] bytes)
    {
        byte checksum = ChecksumSeed;
        int at = HeaderLength;
        for (int i = 0; i < bytes[1]; i++)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            foreach (byte value in bytes.AsSpan(at + SegmentHeaderLength, length))
            {
                checksum ^= value;
            }

            at += SegmentHeaderLength + length;
        }

        return checksum;
    }
}
