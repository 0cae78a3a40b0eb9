using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sotto.Cli.Flash;

namespace Sotto.HostTests;

/// <summary>Writes nanoFramework assemblies and ESP32 firmware as their formats have them, without anything in them.</summary>
internal static class NanoImageBuilder
{
    private const int Header = 124;
    private const int Tables = 16;
    private const int Strings = 11;

    /// <summary>An assembly with a name, references and some bytes of code.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="checksum">Of its native methods.</param>
    /// <param name="codeLength">Bytes of code.</param>
    /// <param name="references">The assemblies that it needs, all in version 1.2.3.4.</param>
    public static byte[] Assembly(string name, uint checksum = 0, int codeLength = 8, params string[] references)
    {
        byte[] table = new byte[12 * references.Length];
        MemoryStream strings = new();
        strings.WriteByte(0);
        ushort at = Add(strings, name);
        for (int i = 0; i < references.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(table.AsSpan(12 * i), references[i] == "mscorlib" ? (ushort)0xFCD2 : Add(strings, references[i]));
            WriteVersion(table.AsSpan((12 * i) + 4));
        }

        byte[] text = [.. strings.ToArray(), .. new byte[(4 - ((int)strings.Length % 4)) % 4]];
        byte[] image = [.. new byte[Header], .. table, .. text, .. Enumerable.Range(0, codeLength).Select(i => (byte)i)];
        "NFMRK1"u8.CopyTo(image);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(20), checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(24), uint.MaxValue);
        WriteVersion(image.AsSpan(28));
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(36), name == "mscorlib" ? (ushort)0xFCD2 : at);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(38), 1);
        for (int i = 0; i < Tables; i++)
        {
            int start = i == 0 ? Header : i <= Strings ? Header + table.Length : i < Tables - 1 ? Header + table.Length + text.Length : image.Length;
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(40 + (4 * i)), start);
        }

        Seal(image);
        return image;
    }

    /// <summary>Writes an assembly's checksums anew.</summary>
    public static void Seal(byte[] image)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(12), NanoChecksum.Of(image.AsSpan(Header)));
        image.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(8), NanoChecksum.Of(image.AsSpan(0, Header)));
    }

    /// <summary>An application: mscorlib, and an assembly that needs it and has native methods.</summary>
    public static byte[] Application(string native = "Test.Native", uint checksum = 0x12345678, int codeLength = 8) =>
        [.. Assembly("mscorlib"), .. Assembly(native, checksum, codeLength, "mscorlib")];

    /// <summary>A firmware of two segments with its checksum and SHA-256.</summary>
    /// <param name="chip">The chip's number in ESP-IDF.</param>
    /// <param name="names">Assemblies whose native methods it has, by 0x12345678.</param>
    public static byte[] Firmware(int chip = 0, params string[] names)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(string.Concat(names.Select(name => name + "\0"))), 0x78, 0x56, 0x34, 0x12];
        byte[] first = [.. text, .. new byte[(4 - (text.Length % 4)) % 4]];
        byte[] second = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 7))];
        MemoryStream image = new();
        byte[] header = new byte[24];
        header[0] = 0xE9;
        header[1] = 2;
        header[12] = (byte)chip;
        header[23] = 1;
        image.Write(header);
        foreach (byte[] segment in new[] { first, second })
        {
            byte[] start = new byte[8];
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(4), segment.Length);
            image.Write(start);
            image.Write(segment);
        }

        image.Write(new byte[15 - (int)(image.Length % 16)]);
        image.WriteByte(first.Concat(second).Aggregate((byte)0xEF, (sum, value) => (byte)(sum ^ value)));
        return [.. image.ToArray(), .. SHA256.HashData(image.ToArray())];
    }

    private static ushort Add(MemoryStream strings, string text)
    {
        ushort at = (ushort)strings.Length;
        strings.Write(Encoding.ASCII.GetBytes(text + "\0"));
        return at;
    }

    private static void WriteVersion(Span<byte> to)
    {
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(to[(2 * i)..], (ushort)(i + 1));
        }
    }
}
