using Sotto.Audio;

namespace Sotto.Training.Data;

/// <summary>A recording that is not decoded yet.</summary>
/// <param name="Path">The file.</param>
/// <param name="Origin">Person or machine.</param>
/// <param name="Set">What kind of speech it is.</param>
/// <param name="Label">The word said, or the name of the collection for running speech.</param>
/// <param name="Speaker">Speaker or synthetic voice, as far as the name tells.</param>
/// <param name="Split">What it may be used for.</param>
public sealed record CorpusEntry(string Path, Origin Origin, SpeechSet Set, string Label, string Speaker, Split Split)
{
    /// <summary>Reads the file.</summary>
    public Recording Decode()
    {
        AudioClip clip = Path.EndsWith(".opus", StringComparison.OrdinalIgnoreCase) ? OpusTool.Decode(Path) : AudioFile.Load(Path);
        return new Recording(Path, Origin, Set, Label, Speaker, Split, clip.Samples);
    }
}
