using System.Buffers.Binary;
using System.Text;

namespace Sotto.Cli.Flash;

/// <summary>
/// Reads the header of a nanoFramework assembly, a <c>.pe</c> file of the 1.x line: <c>CLR_RECORD_ASSEMBLY</c> in nf-interpreter's
/// nanoCLR_Types.h, little-endian. It refuses what nanoCLR would pass over in silence.
/// </summary>
internal static class NanoAssemblyReader
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 124;

    private const int HeaderChecksumAt = 8;
    private const int AssemblyChecksumAt = 12;
    private const int NativeChecksumAt = 20;
    private const int VersionAt = 28;
    private const int NameAt = 36;
    private const int StringTableVersionAt = 38;
    private const int TablesAt = 40;
    private const int PaddingAt = 108;

    private const int ReferencesTable = 0;
    private const int StringsTable = 11;
    private const int EndOfAssembly = 15;
    private const int ReferenceLength = 12;
    private const int LongestName = 255;

    /// <summary>The names that nanoCLR keeps itself: assemblies name them by their number in nf-interpreter's StringTableData.cpp.</summary>
    private static readonly Dictionary<int, string> KeptNames = new() { [0xFCD2] = "mscorlib", [0xFE28] = "System.Threading" };

    /// <summary>The first number of a name that nanoCLR keeps.</summary>
    private const int FirstKeptName = 0xFFFF - 860;

    /// <summary>Reads the assembly that an image has at its beginning.</summary>
    /// <param name="image">The image from there on.</param>
    /// <returns>The assembly.</returns>
    /// <exception cref="FormatException">It is none, or not whole; the message says what is wrong.</exception>
    public static NanoAssembly Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < HeaderLength)
        {
            throw new FormatException($"{image.Length} bytes, less than an assembly's header");
        }

        ReadOnlySpan<byte> header = image[..HeaderLength];
        CheckHeader(header);
        int[] tables = ReadTables(header, image.Length);
        if (NanoChecksum.Of(image[HeaderLength..tables[EndOfAssembly]]) != BinaryPrimitives.ReadUInt32LittleEndian(header[AssemblyChecksumAt..]))
        {
            throw new FormatException("the assembly's checksum is wrong: the file is damaged");
        }

        ReadOnlySpan<byte> strings = image[tables[StringsTable]..tables[StringsTable + 1]];
        return new NanoAssembly(
            ReadName(strings, BinaryPrimitives.ReadUInt16LittleEndian(header[NameAt..])),
            ReadVersion(header[VersionAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[NativeChecksumAt..]),
            tables[EndOfAssembly],
            ReadReferences(image[tables[ReferencesTable]..tables[ReferencesTable + 1]], header[PaddingAt + ReferencesTable], strings));
    }

    private static void CheckHeader(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("NFMRK2\0"u8))
        {
            throw new FormatException("an assembly of nanoFramework 2.x, which firmware of the 1.x line does not load");
        }

        if (!header.StartsWith("NFMRK1\0\0"u8))
        {
            throw new FormatException("no nanoFramework assembly (the marker NFMRK1 is missing)");
        }

        Span<byte> zeroed = stackalloc byte[HeaderLength];
        header.CopyTo(zeroed);
        zeroed.Slice(HeaderChecksumAt, sizeof(uint)).Clear();
        if (NanoChecksum.Of(zeroed) != BinaryPrimitives.ReadUInt32LittleEndian(header[HeaderChecksumAt..]))
        {
            throw new FormatException("the header's checksum is wrong: the file is damaged");
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(header[StringTableVersionAt..]) is not 1 and var version)
        {
            throw new FormatException($"string table {version} where nanoCLR has 1");
        }
    }

    /// <summary>Where the tables begin, each of them within the image and none before the one that it follows.</summary>
    private static int[] ReadTables(ReadOnlySpan<byte> header, int imageLength)
    {
        int[] tables = new int[EndOfAssembly + 1];
        uint last = HeaderLength;
        for (int i = 0; i < tables.Length; i++)
        {
            uint start = BinaryPrimitives.ReadUInt32LittleEndian(header[(TablesAt + (sizeof(uint) * i))..]);
            if (start < last || (i == 0 && start != HeaderLength))
            {
                throw new FormatException($"table {i} begins at byte {start}, before the one that it follows");
            }

            if (start > imageLength)
            {
                throw new FormatException($"table {i} begins at byte {start} of {imageLength}: the file was cut off");
            }

            last = start;
            tables[i] = (int)start;
        }

        return tables;
    }

    private static List<NanoReference> ReadReferences(ReadOnlySpan<byte> table, byte padding, ReadOnlySpan<byte> strings)
    {
        int length = table.Length - padding;
        if (length < 0 || length % ReferenceLength != 0)
        {
            throw new FormatException($"a table of references of {length} bytes, no multiple of {ReferenceLength}");
        }

        List<NanoReference> references = [];
        for (ReadOnlySpan<byte> rest = table[..length]; rest.Length > 0; rest = rest[ReferenceLength..])
        {
            references.Add(new NanoReference(ReadName(strings, BinaryPrimitives.ReadUInt16LittleEndian(rest)), ReadVersion(rest[4..])));
        }

        return references;
    }

    private static Version ReadVersion(ReadOnlySpan<byte> numbers) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(numbers),
        BinaryPrimitives.ReadUInt16LittleEndian(numbers[2..]),
        BinaryPrimitives.ReadUInt16LittleEndian(numbers[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(numbers[6..]));

    private static string ReadName(ReadOnlySpan<byte> strings, int at)
    {
        if (at >= FirstKeptName)
        {
            return KeptNames.GetValueOrDefault(at) ?? $"#{at:X4}";
        }

        ReadOnlySpan<byte> rest = at < strings.Length ? strings[at..] : default;
        int length = rest.IndexOf((byte)0);
        if (length is < 1 or > LongestName || rest[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            throw new FormatException($"no name at byte {at} of the strings");
        }

        return Encoding.ASCII.GetString(rest[..length]);
    }
}
