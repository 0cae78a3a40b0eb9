using Sotto.Interop;
using Sotto.Models.Spoken;

namespace Sotto.Cli;

/// <summary>A native session over its models, and the models, which must outlive it.</summary>
internal sealed class NativeListener : IDisposable
{
    private readonly IDisposable[] _models;

    /// <summary>Loads the models. There must be a library (<see cref="NativeLibraryFile.IsAvailable"/>).</summary>
    /// <param name="wakePath">The wake model.</param>
    /// <param name="commandsPath">The command model.</param>
    /// <param name="voicePath">The voice gate's model, or null for no gate.</param>
    /// <param name="windowMilliseconds">How long a wake word opens the command window.</param>
    public NativeListener(string wakePath, string commandsPath, string? voicePath, int windowMilliseconds)
    {
        NativeModel wake = Load(wakePath);
        NativeModel commands = Load(commandsPath);
        NativeModel? voice = voicePath is null ? null : Load(voicePath);
        _models = voice is null ? [wake, commands] : [wake, commands, voice];
        Session = new NativeSession(wake, commands, voice, windowMilliseconds);
    }

    private NativeListener(NativeSession session, IDisposable[] models)
    {
        Session = session;
        _models = models;
    }

    /// <summary>The session.</summary>
    public NativeSession Session { get; }

    /// <summary>Loads models that hear a sentence after a wake word.</summary>
    /// <param name="wakePath">The wake model.</param>
    /// <param name="acousticPath">The acoustic model.</param>
    /// <param name="wordsPath">The word automaton.</param>
    /// <param name="voicePath">The voice gate's model, or null for no gate.</param>
    /// <param name="windowMilliseconds">How long after a wake word a sentence may begin.</param>
    public static NativeListener OfSentences(string wakePath, string acousticPath, string wordsPath, string? voicePath, int windowMilliseconds)
    {
        NativeModel wake = Load(wakePath);
        NativeModel acoustic = Load(acousticPath);
        NativeModel? voice = voicePath is null ? null : Load(voicePath);
        NativeWordAutomaton words = ModelFiles.Naming(wordsPath, () => NativeWordAutomaton.FromImage(File.ReadAllBytes(wordsPath)));
        return new NativeListener(
            new NativeSession(wake, acoustic, words, new SearchSettings(), voice, windowMilliseconds),
            voice is null ? [wake, acoustic, words] : [wake, acoustic, words, voice]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        foreach (IDisposable model in _models)
        {
            model.Dispose();
        }
    }

    private static NativeModel Load(string path) => ModelFiles.LoadNative(path, File.ReadAllBytes(path));
}
