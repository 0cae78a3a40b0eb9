using Sotto.Speech;

namespace Sotto.Training.Words;

/// <summary>Pronounces and speaks phrases.</summary>
public interface IPhraseSpeaker
{
    /// <summary>Whether Kokoro's voices are at hand.</summary>
    bool Kokoro { get; }

    /// <summary>Piper's voices that are at hand.</summary>
    IReadOnlyList<string> Piper { get; }

    /// <summary>Looks up how words are pronounced, many at once.</summary>
    void Learn(IEnumerable<string> words);

    /// <summary>How a word is pronounced, as numbers of <see cref="PhonemeSet.Names"/>.</summary>
    IReadOnlyList<byte> SoundsOf(string word);

    /// <summary>Makes the clips that are missing in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="jobs">The clips.</param>
    /// <param name="progress">Hears how many are done.</param>
    void Speak(string folder, IReadOnlyList<SpeechJob> jobs, Action<int> progress);
}
