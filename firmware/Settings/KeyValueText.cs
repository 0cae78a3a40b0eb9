using System.Text;

namespace Sotto.Firmware;

/// <summary>
/// A text of lines <c>key = value</c>: settings and board files. Empty lines and lines that begin with # say nothing. Whoever
/// reads takes the values by their keys and then has what was not taken refused, so that no misspelt key goes unnoticed.
/// </summary>
/// <remarks>
/// Keys are small letters, digits, points and minuses. A value is the rest of its line without blanks at its ends; in
/// quotation marks it keeps them. A key stands once.
/// </remarks>
public sealed class KeyValueText
{
    /// <summary>The longest text, in bytes.</summary>
    public const int MaximumLength = 4096;

    /// <summary>The most lines.</summary>
    public const int MaximumLines = 256;

    private const int LongestKey = 32;

    private readonly string[] _keys;
    private readonly string[] _values;
    private readonly int[] _lines;
    private readonly bool[] _taken;
    private int _count;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Holds it, as UTF-8; a byte order mark may come first.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many bytes, any number.</param>
    /// <exception cref="KeyValueException">It is too long, or a line of it is none.</exception>
    public KeyValueText(byte[] text, int offset, int count)
    {
        if (count > MaximumLength)
        {
            throw new KeyValueException("longer than " + MaximumLength.ToString() + " bytes");
        }

        int end = offset + count;
        offset = SkipByteOrderMark(text, offset, end);
        int lines = CountLines(text, offset, end);
        if (lines > MaximumLines)
        {
            throw new KeyValueException("more than " + MaximumLines.ToString() + " lines");
        }

        _keys = new string[lines];
        _values = new string[lines];
        _lines = new int[lines];
        _taken = new bool[lines];
        for (int line = 1; line <= lines; line++)
        {
            int next = FindLineEnd(text, offset, end);
            ReadLine(text, offset, next, line);
            offset = next + 1;
        }
    }

    private KeyValueText(int capacity)
    {
        _keys = new string[capacity];
        _values = new string[capacity];
        _lines = new int[capacity];
        _taken = new bool[capacity];
    }

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    public bool Has(string key)
    {
        return Find(key) >= 0;
    }

    /// <summary>Whether a key is there that begins so.</summary>
    /// <param name="start">Its beginning: "device.1.".</param>
    public bool HasAny(string start)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_keys[i].StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What is taken where the key is not there.</param>
    /// <param name="maximumBytes">The longest that is right, as UTF-8.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyValueException">It is longer.</exception>
    public string TakeText(string key, string otherwise, int maximumBytes)
    {
        int at = Take(key);
        if (at < 0)
        {
            return otherwise;
        }

        if (Encoding.UTF8.GetBytes(_values[at]).Length > maximumBytes)
        {
            throw Wrong(key, "is longer than " + maximumBytes.ToString() + " bytes");
        }

        return _values[at];
    }

    /// <summary>Takes a text of printable ASCII.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What is taken where the key is not there.</param>
    /// <param name="maximumBytes">The longest that is right.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyValueException">It is longer, or has other characters.</exception>
    public string TakeAscii(string key, string otherwise, int maximumBytes)
    {
        string value = TakeText(key, otherwise, maximumBytes);
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] <= ' ' || bytes[i] > '~')
            {
                throw Wrong(key, "may have letters, digits and marks of ASCII only, and no blanks");
            }
        }

        return value;
    }

    /// <summary>Takes a whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What is taken where the key is not there.</param>
    /// <param name="minimum">The least that is right.</param>
    /// <param name="maximum">The most that is right.</param>
    /// <returns>The value: decimal, or hexadecimal after 0x.</returns>
    /// <exception cref="KeyValueException">It is no number, or outside.</exception>
    public int TakeNumber(string key, int otherwise, int minimum, int maximum)
    {
        int at = Take(key);
        if (at < 0)
        {
            return otherwise;
        }

        long value = ParseNumber(_values[at]);
        if (value < minimum || value > maximum)
        {
            throw Wrong(key, "must be " + minimum.ToString() + " to " + maximum.ToString());
        }

        return (int)value;
    }

    /// <summary>Takes "yes" or "no".</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What is taken where the key is not there.</param>
    /// <returns>Whether it is "yes".</returns>
    /// <exception cref="KeyValueException">It is neither.</exception>
    public bool TakeYesNo(string key, bool otherwise)
    {
        return TakeChoice(key, otherwise ? 1 : 0, new string[] { "no", "yes" }) == 1;
    }

    /// <summary>Takes one of several words.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What is taken where the key is not there.</param>
    /// <param name="choices">The words.</param>
    /// <returns>The number of the word.</returns>
    /// <exception cref="KeyValueException">It is none of them.</exception>
    public int TakeChoice(string key, int otherwise, string[] choices)
    {
        int at = Take(key);
        if (at < 0)
        {
            return otherwise;
        }

        string all = "";
        for (int i = 0; i < choices.Length; i++)
        {
            if (choices[i] == _values[at])
            {
                return i;
            }

            all += (i == 0 ? "" : i == choices.Length - 1 ? " or " : ", ") + choices[i];
        }

        throw Wrong(key, "must be " + all);
    }

    /// <summary>Refuses a text that lacks a key.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyValueException">It is not there.</exception>
    public void Require(string key)
    {
        if (!Has(key))
        {
            throw new KeyValueException(key + " is missing");
        }
    }

    /// <summary>Refuses what was not taken.</summary>
    /// <exception cref="KeyValueException">There is such a key.</exception>
    public void RefuseRest()
    {
        for (int i = 0; i < _count; i++)
        {
            if (!_taken[i])
            {
                throw new KeyValueException(Place(i) + "there is no key " + _keys[i]);
            }
        }
    }

    /// <summary>Makes the exception for a value that is wrong. It does not say the value, which may be a secret.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reason">What is wrong, to follow the key: "must be ...".</param>
    /// <returns>The exception.</returns>
    public KeyValueException Wrong(string key, string reason)
    {
        int at = Find(key);
        return new KeyValueException((at < 0 ? "" : Place(at)) + key + " " + reason);
    }

    /// <summary>Lays this text over another: where both have a key, this one's value stands.</summary>
    /// <param name="other">The other text.</param>
    /// <returns>Both as one text, in which what is wrong is named by the lines of this one.</returns>
    public KeyValueText Over(KeyValueText other)
    {
        KeyValueText both = new KeyValueText(_count + other._count);
        for (int i = 0; i < _count; i++)
        {
            both.Add(_keys[i], _values[i], _lines[i]);
        }

        for (int i = 0; i < other._count; i++)
        {
            if (!Has(other._keys[i]))
            {
                both.Add(other._keys[i], other._values[i], 0);
            }
        }

        return both;
    }

    private static int SkipByteOrderMark(byte[] text, int offset, int end)
    {
        bool there = end - offset >= 3 && text[offset] == 0xEF && text[offset + 1] == 0xBB && text[offset + 2] == 0xBF;
        return there ? offset + 3 : offset;
    }

    private static int CountLines(byte[] text, int offset, int end)
    {
        int lines = 1;
        for (int i = offset; i < end; i++)
        {
            lines += text[i] == '\n' ? 1 : 0;
        }

        return lines;
    }

    private static int FindLineEnd(byte[] text, int offset, int end)
    {
        while (offset < end && text[offset] != '\n')
        {
            offset++;
        }

        return offset;
    }

    private static bool IsBlank(byte value)
    {
        return value == ' ' || value == '\t';
    }

    private static bool IsKey(byte[] text, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            byte c = text[i];
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'))
            {
                return false;
            }
        }

        return to > from && to - from <= LongestKey;
    }

    /// <summary>A number, or one that is in no range.</summary>
    private static long ParseNumber(string value)
    {
        bool hexadecimal = value.StartsWith("0x");
        bool negative = value.StartsWith("-");
        char[] digits = value.ToCharArray();
        int start = hexadecimal ? 2 : negative ? 1 : 0;
        if (digits.Length == start || digits.Length > start + 10)
        {
            return long.MaxValue;
        }

        long number = 0;
        for (int i = start; i < digits.Length; i++)
        {
            int digit = HexadecimalText.Digit(digits[i]);
            if (digit < 0 || (digit > 9 && !hexadecimal))
            {
                return long.MaxValue;
            }

            number = (number * (hexadecimal ? 16 : 10)) + digit;
        }

        return negative ? -number : number;
    }

    private void ReadLine(byte[] text, int from, int to, int line)
    {
        if (to > from && text[to - 1] == '\r')
        {
            to--;
        }

        if (!Utf8.IsText(text, from, to - from))
        {
            throw new KeyValueException("line " + line.ToString() + ": bytes that are no text in UTF-8");
        }

        Trim(text, ref from, ref to);
        if (from == to || text[from] == '#')
        {
            return;
        }

        int equals = from;
        while (equals < to && text[equals] != '=')
        {
            equals++;
        }

        string key = ReadKey(text, from, equals, to, line);
        from = equals + 1;
        Trim(text, ref from, ref to);
        if (to - from >= 2 && text[from] == '"' && text[to - 1] == '"')
        {
            from++;
            to--;
        }

        Add(key, to > from ? Encoding.UTF8.GetString(text, from, to - from) : "", line);
    }

    private string ReadKey(byte[] text, int from, int equals, int to, int line)
    {
        int end = equals;
        Trim(text, ref from, ref end);
        if (equals == to || !IsKey(text, from, end))
        {
            throw new KeyValueException("line " + line.ToString()
                + ": not \"key = value\" with a key of at most " + LongestKey.ToString() + " of a-z, 0-9, . and -");
        }

        string key = Encoding.UTF8.GetString(text, from, end - from);
        int before = Find(key);
        if (before >= 0)
        {
            throw new KeyValueException("line " + line.ToString() + ": " + key + " stands in line " + _lines[before].ToString()
                + " already");
        }

        return key;
    }

    private static void Trim(byte[] text, ref int from, ref int to)
    {
        while (from < to && IsBlank(text[from]))
        {
            from++;
        }

        while (to > from && IsBlank(text[to - 1]))
        {
            to--;
        }
    }

    private void Add(string key, string value, int line)
    {
        _keys[_count] = key;
        _values[_count] = value;
        _lines[_count++] = line;
    }

    private int Take(string key)
    {
        int at = Find(key);
        if (at >= 0)
        {
            _taken[at] = true;
        }

        return at;
    }

    private string Place(int at)
    {
        return _lines[at] == 0 ? "" : "line " + _lines[at].ToString() + ": ";
    }

    private int Find(string key)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_keys[i] == key)
            {
                return i;
            }
        }

        return -1;
    }
}
