using System;

namespace Sotto.Models;

/// <summary>A model file that cannot be used; the message is one line that says what is wrong.</summary>
public class ModelFormatException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">The line.</param>
    public ModelFormatException(string message)
        : base(message)
    {
    }
}
