namespace Sotto.Audio.Capture;

/// <summary>A phrase that makes no wake word, or a recording that cannot be made; the message is one line for a person.</summary>
public sealed class CaptureException(string message) : IOException(message);
