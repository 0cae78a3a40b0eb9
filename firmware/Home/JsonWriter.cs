using System;
using System.Text;

namespace Sotto.Firmware.Home;

/// <summary>Writes a JSON object of texts and numbers, as UTF-8, which is then taken as text.</summary>
internal sealed class JsonWriter
{
    private const string HexDigits = "0123456789abcdef";

    private byte[] _bytes = new byte[512];
    private int _count;
    private bool _needsComma;

    /// <summary>Opens an object, the outermost or a value.</summary>
    /// <param name="key">Its key, or null for the outermost.</param>
    public void Open(string key)
    {
        Key(key);
        Put((byte)'{');
        _needsComma = false;
    }

    /// <summary>Closes the innermost object.</summary>
    public void Close()
    {
        Put((byte)'}');
        _needsComma = true;
    }

    /// <summary>Writes a key and a text; nothing where the text is null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text.</param>
    public void Text(string key, string text)
    {
        if (text != null)
        {
            Key(key);
            Quote(text);
        }
    }

    /// <summary>Writes a key and a number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="number">The number.</param>
    public void Number(string key, int number)
    {
        Key(key);
        Put(Encoding.UTF8.GetBytes(number.ToString()));
    }

    /// <summary>Writes a key and the value true.</summary>
    /// <param name="key">The key.</param>
    public void True(string key)
    {
        Key(key);
        Put(Encoding.UTF8.GetBytes("true"));
    }

    /// <summary>Gives what was written.</summary>
    /// <returns>The JSON.</returns>
    public string Take()
    {
        return Encoding.UTF8.GetString(_bytes, 0, _count);
    }

    private void Key(string key)
    {
        if (_needsComma)
        {
            Put((byte)',');
        }

        if (key != null)
        {
            Quote(key);
            Put((byte)':');
        }

        _needsComma = true;
    }

    // Byte by byte: every byte of a character beyond ASCII is above those that JSON wants escaped.
    private void Quote(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Put((byte)'"');
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            if (value < 0x20 || value == 0x7F)
            {
                Put(Encoding.UTF8.GetBytes("\\u00"));
                Put((byte)HexDigits[value >> 4]);
                Put((byte)HexDigits[value & 15]);
                continue;
            }

            if (value == '"' || value == '\\')
            {
                Put((byte)'\\');
            }

            Put(value);
        }

        Put((byte)'"');
    }

    private void Put(byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            Put(bytes[i]);
        }
    }

    private void Put(byte value)
    {
        if (_count == _bytes.Length)
        {
            byte[] longer = new byte[_count * 2];
            Array.Copy(_bytes, longer, _count);
            _bytes = longer;
        }

        _bytes[_count++] = value;
    }
}
