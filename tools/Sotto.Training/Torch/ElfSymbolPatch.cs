using System.Buffers.Binary;
using System.Text;

namespace Sotto.Training.Torch;

/// <summary>
/// Lets a 64-bit little-endian ELF library that was linked against a newer libstdc++ load on an older one.
/// </summary>
/// <remarks>
/// GCC 13 replaced the per-object <c>std::ios_base::Init</c> constructor by one call of
/// <c>std::ios_base_library_init()</c>, symbol version GLIBCXX_3.4.32. Both only make sure, counted, that the standard
/// streams exist. The older constructor ignores its <c>this</c> pointer, so pointing the undefined symbol at it, and
/// the version need at GLIBCXX_3.4, where that constructor lives, keeps the meaning. Nothing else is touched.
/// Layouts: System V gABI, chapter 4 and 5; symbol versioning as in the LSB Core specification, section 10.7.
/// </remarks>
public static class ElfSymbolPatch
{
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";
    private const uint SectionVersionNeeds = 0x6ffffffe;

    /// <summary>Changes the image in place.</summary>
    /// <param name="image">The bytes of the library.</param>
    /// <returns>Whether anything was changed: false where the library does not ask for the newer symbol.</returns>
    /// <exception cref="InvalidDataException">The image is no 64-bit little-endian ELF file or is cut short.</exception>
    public static bool Apply(Span<byte> image)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF library");
        }

        try
        {
            return ApplyChecked(image);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("an ELF table points outside the file", error);
        }
    }

    private static bool ApplyChecked(Span<byte> image)
    {
        (long offset, long size, int _) = FindSection(image, SectionVersionNeeds);
        if (size == 0)
        {
            return false;
        }

        int stringsIndex = FindSection(image, SectionVersionNeeds).Link;
        (long stringsOffset, long stringsSize) = SectionAt(image, stringsIndex);
        Span<byte> strings = image.Slice(checked((int)stringsOffset), checked((int)stringsSize));
        Span<byte> needs = image.Slice(checked((int)offset), checked((int)size));
        if (!RedirectVersion(needs, strings))
        {
            return false;
        }

        Rename(strings);
        return true;
    }

    private static void Rename(Span<byte> strings)
    {
        int at = strings.IndexOf(Encoding.ASCII.GetBytes("\0" + NewSymbol + "\0"));
        if (at < 0)
        {
            throw new InvalidDataException($"it needs {NewVersion} for another symbol than {NewSymbol}");
        }

        Span<byte> name = strings.Slice(at + 1, NewSymbol.Length);
        name.Clear();
        Encoding.ASCII.GetBytes(OldSymbol, name);
    }

    /// <summary>Gives the auxiliary entry that asks for the newer version the hash and name of the older one.</summary>
    private static bool RedirectVersion(Span<byte> needs, Span<byte> strings)
    {
        int entry = 0;
        while (true)
        {
            int auxiliaries = BinaryPrimitives.ReadUInt16LittleEndian(needs[(entry + 2)..]);
            int auxiliary = entry + BinaryPrimitives.ReadInt32LittleEndian(needs[(entry + 8)..]);
            int newer = -1;
            int older = -1;
            for (int i = 0; i < auxiliaries; i++)
            {
                string version = ReadName(strings, BinaryPrimitives.ReadInt32LittleEndian(needs[(auxiliary + 8)..]));
                newer = version == NewVersion ? auxiliary : newer;
                older = version == OldVersion ? auxiliary : older;
                auxiliary += BinaryPrimitives.ReadInt32LittleEndian(needs[(auxiliary + 12)..]);
            }

            if (newer >= 0 && older >= 0)
            {
                needs.Slice(older, 4).CopyTo(needs[newer..]);
                needs.Slice(older + 8, 4).CopyTo(needs[(newer + 8)..]);
                return true;
            }

            int next = BinaryPrimitives.ReadInt32LittleEndian(needs[(entry + 12)..]);
            if (next <= 0)
            {
                return false;
            }

            entry = checked(entry + next);
        }
    }

    private static string ReadName(Span<byte> strings, int at)
    {
        Span<byte> rest = strings[at..];
        int end = rest.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
    }

    private static (long Offset, long Size, int Link) FindSection(Span<byte> image, uint type)
    {
        int count = BinaryPrimitives.ReadUInt16LittleEndian(image[60..]);
        for (int i = 0; i < count; i++)
        {
            Span<byte> header = Header(image, i);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == type)
            {
                (long offset, long size) = SectionAt(image, i);
                return (offset, size, BinaryPrimitives.ReadInt32LittleEndian(header[40..]));
            }
        }

        return default;
    }

    private static (long Offset, long Size) SectionAt(Span<byte> image, int index)
    {
        Span<byte> header = Header(image, index);
        return (BinaryPrimitives.ReadInt64LittleEndian(header[24..]), BinaryPrimitives.ReadInt64LittleEndian(header[32..]));
    }

    private static Span<byte> Header(Span<byte> image, int index)
    {
        long table = BinaryPrimitives.ReadInt64LittleEndian(image[40..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(image[58..]);
        return image.Slice(checked((int)(table + ((long)index * size))), 64);
    }
}
