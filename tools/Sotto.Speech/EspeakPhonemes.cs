using System.Diagnostics;

namespace Sotto.Speech;

/// <summary>Transcriptions by espeak-ng.</summary>
internal static class EspeakPhonemes
{
    /// <summary>A text as a language's voice says it; its parts between pauses are joined by commas.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="language">espeak-ng's voice.</param>
    /// <param name="options">More of its options.</param>
    public static string Of(string text, string language, params string[] options)
    {
        ProcessStartInfo start = new("espeak-ng", ["-q", "--ipa", .. options, "-v", language, "--", text]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return string.Join(", ", lines);
    }
}
