using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sotto.Speech;

/// <summary>
/// How words are pronounced, each by itself: by espeak-ng, and in few cases as it is said in sentences. The acoustic model learns the
/// same pronunciations that it is later searched for, so that an accent need not be transcribed.
/// </summary>
public sealed class Pronouncer
{
    // Said alone, espeak-ng spells the article as the letter.
    private static readonly Dictionary<string, string> Weak = new(StringComparer.Ordinal) { ["a"] = "ə" };

    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    /// <summary>Pronounces words that are not known yet, all in one call of espeak-ng.</summary>
    /// <param name="words">Words in lower case, without digits.</param>
    /// <exception cref="InvalidOperationException">espeak-ng is not installed, or does not pronounce each word.</exception>
    public void Learn(IEnumerable<string> words)
    {
        string[] open = [.. words.Distinct().Where(word => !_known.ContainsKey(word)).Order(StringComparer.Ordinal)];
        foreach (string[] chunk in open.Chunk(2000))
        {
            LearnTogether(chunk);
        }
    }

    /// <summary>
    /// Pronounces words in one call, or half by half where there are not as many lines as words: a word that makes a sentence of its own,
    /// or none, cannot be mistaken for another when it is alone.
    /// </summary>
    private void LearnTogether(string[] words)
    {
        string[] lines = Espeak(string.Concat(words.Select(word => $"{word}.\n\n")));
        if (lines.Length != words.Length && words.Length > 1)
        {
            LearnTogether(words[..(words.Length / 2)]);
            LearnTogether(words[(words.Length / 2)..]);
            return;
        }

        foreach ((string word, string line) in words.Length == 1 ? [(words[0], string.Join(' ', lines))] : words.Zip(lines))
        {
            _known[word] = PhonemeSet.FromIpa(Weak.GetValueOrDefault(word, line));
        }
    }

    /// <summary>The sounds of a word.</summary>
    /// <param name="word">A word in lower case, without digits.</param>
    /// <returns>Numbers of <see cref="PhonemeSet.Names"/>; none where it has no sound.</returns>
    public IReadOnlyList<byte> Of(string word)
    {
        if (!_known.ContainsKey(word))
        {
            Learn([word]);
        }

        return _known[word];
    }

    private static string[] Espeak(string text)
    {
        ProcessStartInfo start = new("espeak-ng", ["-q", "-v", "en-us", "--ipa", "--sep=_", "--stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task writing = Task.Run(() =>
            {
                process.StandardInput.Write(text);
                process.StandardInput.Close();
            });
            string lines = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            writing.Wait();
            return lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("espeak-ng is not installed, which knows how words are pronounced (Debian package espeak-ng)");
        }
    }
}
