namespace Sotto.Firmware;

/// <summary>Reads and writes bytes as hexadecimal digits.</summary>
public static class HexadecimalText
{
    private const string Digits = "0123456789abcdef";

    /// <summary>The value of a digit.</summary>
    /// <param name="c">0 to 9, a to f or A to F.</param>
    /// <returns>0 to 15, -1 for any other character.</returns>
    public static int Digit(char c)
    {
        if (c >= '0' && c <= '9')
        {
            return c - '0';
        }

        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="text">Two digits a byte.</param>
    /// <returns>The bytes, or null where the text is none.</returns>
    public static byte[] ToBytes(string text)
    {
        char[] digits = text.ToCharArray();
        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            int high = Digit(digits[2 * i]);
            int low = Digit(digits[(2 * i) + 1]);
            if (high < 0 || low < 0)
            {
                return null;
            }

            bytes[i] = (byte)((high << 4) | low);
        }

        return (digits.Length & 1) == 0 ? bytes : null;
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Two small digits a byte.</returns>
    public static string FromBytes(byte[] bytes)
    {
        char[] digits = new char[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = Digits[bytes[i] >> 4];
            digits[(2 * i) + 1] = Digits[bytes[i] & 15];
        }

        return new string(digits);
    }
}
