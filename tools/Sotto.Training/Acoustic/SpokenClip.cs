using Sotto.Audio;
using Sotto.Training.Data;

namespace Sotto.Training.Acoustic;

/// <summary>A recording of which the words are known.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Words">What is said, as <see cref="Speech.SpokenText"/> has it.</param>
/// <param name="Origin">Person or machine.</param>
/// <param name="Split">What it may be used for.</param>
/// <param name="IsCommand">Whether it is a sentence of a domain.</param>
public sealed record SpokenClip(string Path, IReadOnlyList<string> Words, Origin Origin, Split Split, bool IsCommand = false)
{
    /// <summary>Its samples, 16 kHz, full scale 32,768.</summary>
    public short[] Load() => (System.IO.Path.GetExtension(Path).ToLowerInvariant() switch
    {
        ".opus" => OpusTool.Decode(Path),
        ".mp3" => Mp3File.Decode(Path),
        _ => AudioFile.Load(Path),
    }).Samples;
}
