using System.Globalization;

namespace Sotto.Speech;

/// <summary>The programs that speak.</summary>
public enum Engine
{
    /// <summary>espeak-ng, formant synthesis in many voices and accents (GPL-3.0; its output is free of it).</summary>
    Espeak,

    /// <summary>flite: voices of recorded people, diphone and statistical (BSD-like).</summary>
    Flite,

    /// <summary>festival: voices of recorded people, diphone and hidden Markov models (BSD-like).</summary>
    Festival,

    /// <summary>Kokoro, a neural network of 82 million weights with voices of many people (Apache-2.0).</summary>
    Kokoro,

    /// <summary>Piper's voices, as far as somebody has them (VITS networks; each voice has a licence of its own).</summary>
    Piper,
}

/// <summary>One clip to synthesise.</summary>
/// <param name="Set">Folder of the kind of speech: target, command, near, word or sentence.</param>
/// <param name="Label">Folder of the word.</param>
/// <param name="Text">What is said.</param>
/// <param name="Engine">Who says it.</param>
/// <param name="Voice">In which voice, by the engine's name.</param>
/// <param name="Pitch">Pitch: espeak-ng's 0 to 99, else the mean in hertz; Kokoro and Piper have none.</param>
/// <param name="Liveliness">Spread of the pitch in hertz; espeak-ng, Kokoro and Piper have none.</param>
/// <param name="Pace">Words a minute for espeak-ng, speed for Kokoro and Piper, else the stretch of durations.</param>
/// <param name="Size">Factor on all frequencies after synthesis: the size of the speaker. 1 leaves them.</param>
/// <param name="Number">Tells equal jobs apart.</param>
public sealed record SpeechJob(
    string Set, string Label, string Text, Engine Engine, string Voice, double Pitch, double Liveliness, double Pace,
    double Size, int Number)
{
    /// <summary>The voice as a speaker: clips of one such name are never split between training and development.</summary>
    public string Speaker => Engine == Engine.Espeak
        ? $"espeak-{Voice}"
        : $"{Engine.ToString().ToLowerInvariant()}-{Voice}-{(Size * 100) - ((Size * 100) % 6):0}";

    /// <summary>Whether a speaker, as <see cref="Speaker"/> names it, is a neural network's.</summary>
    public static bool IsNeural(string speaker) =>
        speaker.StartsWith("kokoro-", StringComparison.Ordinal) || speaker.StartsWith("piper-", StringComparison.Ordinal);

    /// <summary>Path of the clip under the cache folder.</summary>
    public string File => Path.Combine(Set, Label, $"{Speaker}__{Hash():x8}.wav");

    /// <summary>FNV-1a over all fields.</summary>
    private uint Hash()
    {
        string fields = string.Create(CultureInfo.InvariantCulture, $"{Text}|{Voice}|{Pitch}|{Liveliness}|{Pace}|{Size}|{Number}");
        uint hash = 2166136261;
        foreach (char c in fields)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }
}
