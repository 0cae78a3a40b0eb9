namespace Sotto.Models.Intent;

/// <summary>Understands sentences, whoever wrote them down.</summary>
public interface ISentenceReader
{
    /// <summary>Understands a sentence.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="answer">Receives what it means, or why it was refused.</param>
    void Understand(string text, IntentAnswer answer);
}
