using System.Text;

namespace Sotto.Firmware;

/// <summary>Writes a text that <see cref="KeyValueText"/> reads.</summary>
public sealed class KeyValueWriter
{
    private readonly StringBuilder _text = new StringBuilder();

    /// <summary>Adds a line.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, of one line.</param>
    public void Add(string key, string value)
    {
        _text.Append(key);
        _text.Append(" = ");
        _text.Append(NeedsMarks(value) ? "\"" + value + "\"" : value);
        _text.Append("\n");
    }

    /// <summary>Adds a line with a number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The number.</param>
    public void Add(string key, int value)
    {
        Add(key, value.ToString());
    }

    /// <summary>Adds a line with "yes" or "no".</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Whether "yes".</param>
    public void Add(string key, bool value)
    {
        Add(key, value ? "yes" : "no");
    }

    /// <summary>Adds a line that says nothing to readers.</summary>
    /// <param name="words">What it says to people, of one line.</param>
    public void AddComment(string words)
    {
        _text.Append("# ");
        _text.Append(words);
        _text.Append("\n");
    }

    /// <summary>The text so far.</summary>
    public override string ToString()
    {
        return _text.ToString();
    }

    /// <summary>Whether a reader would take away blanks or quotation marks that belong to the value.</summary>
    private static bool NeedsMarks(string value)
    {
        return value != value.Trim(' ', '\t') || (value.Length >= 2 && value.StartsWith("\"") && value.EndsWith("\""));
    }
}
