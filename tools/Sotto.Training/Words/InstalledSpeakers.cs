using Sotto.Audio.Capture;
using Sotto.Speech;

namespace Sotto.Training.Words;

/// <summary>The voices that are installed here.</summary>
public sealed class InstalledSpeakers : IPhraseSpeaker, IDisposable
{
    private readonly Pronouncer _pronouncer = new();
    private readonly string _packages;
    private readonly PiperVoices? _piper;

    /// <summary>Looks what there is and says what there is not.</summary>
    /// <param name="packages">The folder that speakers out of packages are kept in.</param>
    /// <param name="piper">A folder of Piper's voices, or null.</param>
    /// <param name="neural">Whether neural voices are wanted.</param>
    /// <exception cref="CaptureException">espeak-ng is missing.</exception>
    public InstalledSpeakers(string packages, string? piper, bool neural)
    {
        _packages = packages;
        IReadOnlyList<string> missing = SpeechCorpus.Missing();
        if (missing.Contains("espeak-ng"))
        {
            throw new CaptureException("espeak-ng is not installed, which knows how words are pronounced and speaks them (Debian package espeak-ng)");
        }

        _piper = piper is null ? null : new PiperVoices(piper);
        Kokoro = neural && !missing.Contains("npm") && HasKokoro();
        if (missing.Count > 0)
        {
            Console.Error.WriteLine($"not installed and left out (Debian packages): {string.Join(", ", missing)}");
        }
    }

    /// <inheritdoc/>
    public bool Kokoro { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Piper => _piper?.Names ?? [];

    /// <inheritdoc/>
    public void Learn(IEnumerable<string> words) => _pronouncer.Learn(words);

    /// <inheritdoc/>
    public IReadOnlyList<byte> SoundsOf(string word) => _pronouncer.Of(word);

    /// <inheritdoc/>
    public void Speak(string folder, IReadOnlyList<SpeechJob> jobs, Action<int> progress) =>
        SpeechCorpus.Synthesise(folder, _packages, jobs, progress, _piper);

    /// <inheritdoc/>
    public void Dispose() => _piper?.Dispose();

    private bool HasKokoro()
    {
        try
        {
            new KokoroSpeaker(_packages).Dispose();
            return true;
        }
        catch (IOException error)
        {
            Console.Error.WriteLine($"without the neural voices of Kokoro: {error.Message}");
            return false;
        }
    }
}
