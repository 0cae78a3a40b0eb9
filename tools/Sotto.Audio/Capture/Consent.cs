namespace Sotto.Audio.Capture;

/// <summary>Asks a speaker who they are and whether they agree.</summary>
public static class Consent
{
    /// <summary>Asks for what is not known yet.</summary>
    /// <param name="answers">What the speaker types.</param>
    /// <param name="output">What the speaker reads.</param>
    /// <param name="name">The name, or null to ask.</param>
    /// <param name="agreed">Whether the speaker has agreed already.</param>
    /// <returns>Name or pseudonym.</returns>
    /// <exception cref="CaptureException">Not agreed to.</exception>
    public static string Ask(TextReader answers, TextWriter output, string? name, bool agreed)
    {
        string speaker = name ?? Line("name or pseudonym", answers, output);
        if (!agreed)
        {
            output.WriteLine($"The recordings are {TakeFolder.Terms}.");
        }

        return agreed || Line("agreed? (yes)", answers, output) == "yes" ? speaker : throw new CaptureException("not agreed to; nothing was recorded");
    }

    private static string Line(string question, TextReader answers, TextWriter output)
    {
        output.Write($"{question}: ");
        output.Flush();
        return answers.ReadLine()?.Trim() ?? "";
    }
}
