namespace Sotto.Firmware;

/// <summary>Tells text from other bytes.</summary>
public static class Utf8
{
    private const int FirstTrail = 0x80;
    private const int LastTrail = 0xBF;

    /// <summary>Whether bytes are UTF-8 without control characters, except tabs.</summary>
    /// <param name="bytes">Holds them.</param>
    /// <param name="offset">The first.</param>
    /// <param name="count">How many.</param>
    public static bool IsText(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        while (offset < end)
        {
            int length = CharacterLength(bytes, offset, end);
            if (length == 0)
            {
                return false;
            }

            offset += length;
        }

        return true;
    }

    /// <summary>The bytes of the character that begins here, 0 where none does, or a control character that is no tab.</summary>
    /// <param name="bytes">Holds it.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">Where the bytes end.</param>
    /// <returns>0 to 4.</returns>
    public static int CharacterLength(byte[] bytes, int at, int end)
    {
        int first = bytes[at];
        if (first < FirstTrail)
        {
            return (first >= ' ' && first != 127) || first == '\t' ? 1 : 0;
        }

        // Unicode, table 3-7: the shortest form only, no surrogates, nothing beyond U+10FFFF. U+0080 to U+009F are controls.
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || end - at < length)
        {
            return 0;
        }

        int least = first == 0xC2 || first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : FirstTrail;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : LastTrail;
        bool right = bytes[at + 1] >= least && bytes[at + 1] <= most;
        for (int i = 2; i < length; i++)
        {
            right = right && bytes[at + i] >= FirstTrail && bytes[at + i] <= LastTrail;
        }

        return right ? length : 0;
    }
}
