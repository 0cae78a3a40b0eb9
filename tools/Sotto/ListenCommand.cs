using System.Diagnostics;
using Sotto.Audio;
using Sotto.Firmware;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;
using Spectre.Console;

namespace Sotto.Cli;

/// <summary>What <c>sotto listen</c> was asked for.</summary>
/// <param name="Paths">Files, folders, or "-".</param>
/// <param name="Model">A model to use for the bundled one of its kind, or null.</param>
/// <param name="Commands">The command model, or null for the bundled one.</param>
/// <param name="Threshold">One threshold for all words, 0 to 1, or null for the models' own.</param>
/// <param name="Window">How many seconds a command is awaited, or null for the usual time.</param>
/// <param name="Gate">Whether the wake model rests while nobody speaks.</param>
/// <param name="NoWake">Whether every file is one spoken command.</param>
/// <param name="Sentences">Whether a wake word is followed by a whole sentence.</param>
/// <param name="Domain">Whose sentences are understood.</param>
/// <param name="Json">Whether events are written as JSON.</param>
/// <param name="Engine">One of <see cref="Cli.Engine"/>.</param>
internal sealed record ListenOptions(
    IReadOnlyList<string> Paths, string? Model, string? Commands, double? Threshold, double? Window, bool Gate, bool NoWake, bool Sentences, string Domain, bool Json, string Engine);

/// <summary>Hears recordings, each from a reset pipeline, and drives the simulated board.</summary>
internal sealed class ListenCommand : IDisposable
{
    private const string StandardInput = "-";
    private const int BlockSamples = 1600;

    /// <summary>Silence after which a sentence is over, and half a second for what the model hears late.</summary>
    private const int SentenceTail = (AudioClip.SampleRate * SentenceListener.PauseMilliseconds / 1000) + VoiceSwitch.TailSamples;

    private readonly ListenOptions _options;
    private readonly Streams _streams;
    private readonly EventWriter _events;
    private readonly ManagedSession _managed;
    private readonly NativeListener? _native;
    private readonly SpokenEngine? _spoken;
    private readonly VoiceSwitch _voice;
    private readonly short[] _tail;
    private readonly Stopwatch _compute = new();
    private readonly HashSet<string> _notesGiven = [];

    private ListenCommand(ListenOptions options, Streams streams)
    {
        _options = options;
        _streams = streams;
        _events = new EventWriter(streams.Output, options.Json);
        (string? wake, string commands) = ModelPaths();
        int window = options.Window is { } seconds ? (int)Math.Round(seconds * 1000) : VoiceSwitch.DefaultWindowMilliseconds;

        // It is made for either engine: it says what is wrong with the models.
        _managed = MakeManaged(wake, commands, window);
        _native = wake is not null && Engine.IsNative(options.Engine, streams.Error) ? MakeNative(wake, commands, window) : null;
        ISession session = _native is null ? _managed : _native.Session;
        SentenceInterpreter? interpreter = options.Sentences ? SpokenEngine.OpenInterpreter(options.Domain, options.Engine, streams.Error) : null;
        _voice = new SimulatedBoard().Control(session, _events, interpreter);
        _tail = new short[options.Sentences ? SentenceTail : VoiceSwitch.TailSamples];

        // Who names a command model wants its words and no sentences.
        _spoken = options is { NoWake: true, Model: null, Commands: null } ? SpokenEngine.Open(ModelFiles.Acoustic, options.Domain, streams.Error) : null;
    }

    /// <summary>Runs to the end of the last file.</summary>
    public static void Run(ListenOptions options, Streams streams)
    {
        if (options is { NoWake: true, Engine: Engine.Native })
        {
            throw new UserException("--no-wake: --engine native has no such decision about a whole recording");
        }

        if (options is { Sentences: true, NoWake: true })
        {
            throw new UserException("--sentences: with --no-wake a recording is one sentence already");
        }

        if (options is { Sentences: true, Commands: not null })
        {
            throw new UserException("--commands: with --sentences no command model is asked");
        }

        using ListenCommand command = new(options, streams);
        IReadOnlyList<string> files = [.. options.Paths.SelectMany(path => path == StandardInput ? [path] : AudioFiles.Enumerate([path]))];
        double audio = 0;
        command.WithProgress(files, file => audio += command.Hear(file));
        command._events.Summarise(files.Count, audio, command._compute.Elapsed.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _native?.Dispose();

    /// <summary>The models to use; no wake model where every file is a command.</summary>
    private (string? Wake, string Commands) ModelPaths()
    {
        bool modelIsWake = _options.Model is { } path && ModelFiles.Load(path).Kind == ModelKind.Wake;
        if (_options is { Model: not null, Commands: not null } && !modelIsWake)
        {
            throw new UserException($"{_options.Model}: a command model, and --commands names another");
        }

        if (_options is { Model: not null, Sentences: true } && !modelIsWake)
        {
            throw new UserException($"{_options.Model}: a command model, and with --sentences none is asked");
        }

        string? wake = _options.NoWake ? null : (modelIsWake ? _options.Model : null) ?? ModelFiles.Wake;
        return (wake, _options.Commands ?? (modelIsWake ? null : _options.Model) ?? ModelFiles.Commands);
    }

    private ManagedSession MakeManaged(string? wakePath, string commandsPath, int window)
    {
        ModelStream? wake = wakePath is null ? null : ModelFiles.Open(wakePath, ModelKind.Wake);
        if (_options.Threshold is { } threshold)
        {
            wake?.Detector.UseThreshold(InParts(threshold));
        }

        VoiceGate? gate = wake is null || !_options.Gate ? null : new VoiceGate(ModelFiles.Open(ModelFiles.Voice, ModelKind.Wake), wake);
        return _options.Sentences ? new ManagedSession((IWordSpotter?)gate ?? wake, SpokenEngine.OpenListener(ModelFiles.Acoustic, _options.Domain), window)
            : new ManagedSession((IWordSpotter?)gate ?? wake, ModelFiles.Open(commandsPath, ModelKind.Command), window);
    }

    private NativeListener MakeNative(string wakePath, string commandsPath, int window)
    {
        string? voicePath = _options.Gate ? ModelFiles.Voice : null;
        NativeListener native = _options.Sentences
            ? NativeListener.OfSentences(wakePath, ModelFiles.Acoustic, ModelFiles.WordsOf(_options.Domain), voicePath, window)
            : new NativeListener(wakePath, commandsPath, voicePath, window);
        if (_options.Threshold is { } threshold)
        {
            native.Session.UseThreshold(ModelKind.Wake, InParts(threshold));
        }

        return native;
    }

    /// <summary>Hears a file and the silence after it.</summary>
    /// <returns>Its length in seconds.</returns>
    private double Hear(string file)
    {
        _voice.Reset();
        _spoken?.Reset();
        _events.Begin(file);
        long samples = file == StandardInput ? HearStandardInput() : HearFile(file);
        _events.End(samples);
        Feed(_tail, _tail.Length);
        if (_options.NoWake)
        {
            EndClip(samples);
        }

        return samples / (double)AudioClip.SampleRate;
    }

    /// <summary>Decides what a whole recording was: a sentence of several words, one of the command words, or neither.</summary>
    private void EndClip(long samples)
    {
        if (_spoken is not null && Understands(_spoken))
        {
            _events.OnSentence(_spoken.Text, _spoken.Answer, samples);
            return;
        }

        _managed.EndClip(_options.Threshold is { } threshold ? InParts(threshold) : ClipDecision.DefaultThreshold);
        _voice.Respond();
        if (_spoken is not null && !_events.HasCommand)
        {
            // A single word that means something to the reader, but is no command word, is the beginning of a sentence.
            Refusal reason = _spoken.Answer.Refusal == Refusal.None ? Refusal.Incomplete : _spoken.Answer.Refusal;
            _events.OnRefused(_spoken.Text, reason, samples);
        }
    }

    private bool Understands(SpokenEngine spoken)
    {
        _compute.Start();
        bool understood = spoken.Understand() && spoken.Text.Contains(' ', StringComparison.Ordinal);
        _compute.Stop();
        return understood;
    }

    private long HearFile(string file)
    {
        AudioClip clip = AudioFile.Load(file);
        if (clip.ConversionNote is { } note && _notesGiven.Add(note))
        {
            _streams.Error.WriteLine($"{file}: {note}, converted to 16000 Hz mono; said once, others like it are converted too");
        }

        Feed(clip.Samples, clip.Samples.Length);
        return clip.Samples.Length;
    }

    private long HearStandardInput()
    {
        short[] block = new short[BlockSamples];
        long samples = 0;
        for (int count = AudioFile.ReadRaw(_streams.Input, block); count > 0; count = AudioFile.ReadRaw(_streams.Input, block))
        {
            Feed(block, count);
            samples += count;
        }

        return samples > 0 ? samples : throw new UserException("-: empty");
    }

    private void Feed(short[] samples, int count)
    {
        _compute.Start();
        _voice.Feed(samples, 0, count);
        _spoken?.Feed(samples, count);
        _compute.Stop();
    }

    private static int InParts(double threshold) => (int)Math.Round(threshold * 256);

    /// <summary>Goes through the files, with a bar on the error stream where somebody looks at it and no event disturbs it.</summary>
    private void WithProgress(IReadOnlyList<string> files, Action<string> hear)
    {
        if (files.Count < 2 || !_streams.ErrorIsTerminal || _streams.OutputIsTerminal)
        {
            foreach (string file in files)
            {
                hear(file);
            }

            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_streams.Error) });
        console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("listening", maxValue: files.Count);
            foreach (string file in files)
            {
                hear(file);
                task.Increment(1);
            }
        });
    }
}
