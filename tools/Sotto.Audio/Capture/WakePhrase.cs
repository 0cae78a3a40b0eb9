namespace Sotto.Audio.Capture;

/// <summary>The words of a wake word of one's own.</summary>
/// <param name="Text">As it is said: lower case, a space between words.</param>
public sealed record WakePhrase(string Text)
{
    private const int MostWords = 5;
    private const int LongestText = 40;

    /// <summary>The word as models and folders name it.</summary>
    public string Label => Text.Replace(' ', '_');

    /// <summary>The words one by one.</summary>
    public IReadOnlyList<string> Words => Text.Split(' ');

    /// <summary>The phrase of a label.</summary>
    public static WakePhrase OfLabel(string label) => new(label.Replace('_', ' '));

    /// <summary>Reads a phrase as somebody typed it.</summary>
    /// <exception cref="CaptureException">It holds something that is not said as it is written.</exception>
    public static WakePhrase Parse(string text)
    {
        string clean = string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (clean.Length == 0)
        {
            throw new CaptureException("the phrase is empty: give the words that are said, \"hey sotto\"");
        }

        if (clean.FirstOrDefault(char.IsDigit) is var digit and not '\0')
        {
            throw new CaptureException($"\"{clean}\": write {digit} as it is said, in letters");
        }

        if (clean.FirstOrDefault(c => !char.IsAsciiLetter(c) && c is not (' ' or '\'')) is var other and not '\0')
        {
            throw new CaptureException($"\"{clean}\": '{other}' is no letter of a to z; spell the phrase as English would");
        }

        if (!clean.Split(' ').All(word => word.Any(char.IsAsciiLetter)))
        {
            throw new CaptureException($"\"{clean}\": an apostrophe by itself is not said");
        }

        return clean.Length <= LongestText && clean.Count(c => c == ' ') < MostWords
            ? new WakePhrase(clean) : throw new CaptureException($"\"{clean}\": longer than {MostWords} words or {LongestText} letters, which no wake model hears at once");
    }
}
