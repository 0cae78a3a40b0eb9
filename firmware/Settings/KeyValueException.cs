using System;

namespace Sotto.Firmware;

/// <summary>A text of keys and values that cannot be used; the message is one line that says where and why.</summary>
public sealed class KeyValueException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">The line: "line 3: ...".</param>
    public KeyValueException(string message)
        : base(message)
    {
    }
}
