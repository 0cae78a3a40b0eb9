namespace nanoFramework.TestFramework;

/// <summary>Lets a test say something beside its outcome.</summary>
public static class OutputHelper
{
    /// <summary>Writes without a line end.</summary>
    /// <param name="message">The text.</param>
    public static void Write(string message) => Console.Write(message);

    /// <summary>Writes a line.</summary>
    /// <param name="message">The text.</param>
    public static void WriteLine(string message) => Console.WriteLine(message);
}
