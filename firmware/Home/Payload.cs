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

    /// <summary>Reads a text of one line or several.</summary>
    /// <param name="payload">The payload.</param>
    /// <returns>The text, or null where it is not UTF-8 or holds control characters.</returns>
    public static string ReadText(byte[] payload)
    {
        for (int i = 0; i < payload.Length;)
        {
            bool endsLine = payload[i] == '\n' || payload[i] == '\r';
            int length = endsLine ? 1 : Utf8.CharacterLength(payload, i, payload.Length);
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
    /// <returns>The text, with spaces for what cannot be printed; what is too long is cut between two characters.</returns>
    public static string Clean(string text, int longest)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int count = 0;
        while (count < bytes.Length)
        {
            int length = bytes[count] == '\t' ? 0 : Utf8.CharacterLength(bytes, count, bytes.Length);
            if (length == 0)
            {
                bytes[count] = (byte)' ';
                length = 1;
            }

            if (count + length > longest)
            {
                break;
            }

            count += length;
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
