namespace Sotto.Cli;

/// <summary>A mistake in what the user gave; the message is one line, and the program ends with code 2.</summary>
/// <param name="message">The line.</param>
public sealed class UserException(string message) : Exception(message);
