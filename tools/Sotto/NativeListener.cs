using Sotto.Interop;

namespace Sotto.Cli;

/// <summary>A native session over its models, and the models, which must outlive it.</summary>
internal sealed class NativeListener : IDisposable
{
    private readonly NativeModel _wake;
    private readonly NativeModel _commands;
    private readonly NativeModel? _voice;

    /// <summary>Loads the models. There must be a library (<see cref="NativeLibraryFile.IsAvailable"/>).</summary>
    /// <param name="wakePath">The wake model.</param>
    /// <param name="commandsPath">The command model.</param>
    /// <param name="voicePath">The voice gate's model, or null for no gate.</param>
    /// <param name="windowMilliseconds">How long a wake word opens the command window.</param>
    public NativeListener(string wakePath, string commandsPath, string? voicePath, int windowMilliseconds)
    {
        _wake = ModelFiles.LoadNative(wakePath, File.ReadAllBytes(wakePath));
        _commands = ModelFiles.LoadNative(commandsPath, File.ReadAllBytes(commandsPath));
        _voice = voicePath is null ? null : ModelFiles.LoadNative(voicePath, File.ReadAllBytes(voicePath));
        Session = new NativeSession(_wake, _commands, _voice, windowMilliseconds);
    }

    /// <summary>The session.</summary>
    public NativeSession Session { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        _voice?.Dispose();
        _commands.Dispose();
        _wake.Dispose();
    }
}
