namespace Sotto.Board;

/// <summary>An update did not come to its end; the message is one line.</summary>
/// <param name="message">The line.</param>
public sealed class ModelUpdateException(string message) : Exception(message);
