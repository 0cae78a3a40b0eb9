using System.Text;

namespace Sotto.Firmware.Home;

/// <summary>Reads payloads, which may be any bytes, and makes texts fit to be sent.</summary>
internal static class Payload
{
    /// <summary>The longest state that Home Assistant shows, in bytes; a longer one it takes for none.</summary>
    public const int LongestState = 255;

    /// <summary>What <see cref="ReadPercent"/> gives where there is no percentage.</summary>
    public const int NoPercent = -1;

    /// <summary>Whether a payload is a word.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="word">The word, of ASCII.</param>
    /// <returns>Whether it is that, byte by byte.</returns>
    public static bool Is(byte[] payload, string word)
    {
        if (payload.Length != word.Length)
        {
            return false;
        }

        for (int i = 0; i < payload.Length; i++)
        {
            if (payload[i] != word[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a whole number of one to three digits.</summary>
    /// <param name="payload">The payload.</param>
    /// <returns>0 to 100, or <see cref="NoPercent"/>.</returns>
    public static int ReadPercent(byte[] payload)
    {
        if (payload.Length == 0 || payload.Length > 3)
        {
            return NoPercent;
        }

        int value = 0;
        for (int i = 0; i < payload.Length; i++)
        {
            if (payload[i] < '0' || payload[i] > '9')
            {
                return NoPercent;
            }

            value = (value * 10) + payload[i] - '0';
        }

        return value > 100 ? NoPercent : value;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="payload">The payload.</param>
    /// <returns>The text, or null where it is not UTF-8 or holds zeros.</returns>
    public static string ReadText(byte[] payload)
    {
        for (int i = 0; i < payload.Length;)
        {
            int length = payload[i] == 0 ? 0 : CharacterLength(payload, i);
            if (length == 0)
            {
                return null;
            }

            i += length;
        }

        return Encoding.UTF8.GetString(payload, 0, payload.Length);
    }

    /// <summary>Makes a text of which nobody knows what it holds one that can be sent and shown: one line, printable, not too long.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many bytes it may have.</param>
    /// <returns>The text; each control character is a space, and what is too long is cut between two characters.</returns>
    public static string Clean(string text, int longest)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int count = 0;
        for (int length; count < bytes.Length; count += length)
        {
            length = CharacterLength(bytes, count);
            if (length == 0 || IsControl(bytes, count))
            {
                length = length == 0 ? 1 : length;
                for (int i = 0; i < length; i++)
                {
                    bytes[count + i] = (byte)' ';
                }
            }

            if (count + length > longest)
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private static bool IsControl(byte[] bytes, int at)
    {
        // Control characters are below space, delete, and U+0080 to U+009F.
        return bytes[at] < 0x20 || bytes[at] == 0x7F || (bytes[at] == 0xC2 && bytes[at + 1] < 0xA0);
    }

    // The bytes of the character that begins here, or 0 where none does (RFC 3629: nothing overlong, no surrogates, up to U+10FFFF).
    private static int CharacterLength(byte[] bytes, int at)
    {
        int first = bytes[at];
        if (first < 0x80)
        {
            return 1;
        }

        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > bytes.Length)
        {
            return 0;
        }

        int second = bytes[at + 1];
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most)
        {
            return 0;
        }

        for (int i = 2; i < length; i++)
        {
            if ((bytes[at + i] & 0xC0) != 0x80)
            {
                return 0;
            }
        }

        return length;
    }
}
