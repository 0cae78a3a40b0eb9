namespace Sotto.Audio;

/// <summary>A file that is no audio this library reads; the message is one line that names the file and what is wrong.</summary>
/// <param name="message">The line.</param>
public sealed class AudioFormatException(string message) : Exception(message);
