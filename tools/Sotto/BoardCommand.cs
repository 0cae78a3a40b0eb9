using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sotto.Audio;
using Sotto.Board;
using Sotto.Firmware;
using Sotto.Firmware.Home;
using Sotto.Firmware.Host;

namespace Sotto.Cli;

/// <summary>What <c>sotto board</c> was asked for.</summary>
/// <param name="Paths">What the board hears: files, folders, or "-"; nothing else but silence.</param>
/// <param name="Broker">The broker, or null where the settings of the board name it, if any.</param>
/// <param name="Storage">The folder of the board's files, or null where it forgets them.</param>
internal sealed record BoardOptions(IReadOnlyList<string> Paths, MqttBroker? Broker, string? Storage);

/// <summary>Runs a simulated board in real time, in the home if there is a broker, until somebody ends it.</summary>
internal sealed class BoardCommand
{
    private const string StandardInput = "-";
    private const string Domain = "home";
    private const int StepMilliseconds = 10;
    private const int StepSamples = AudioClip.SampleRate * StepMilliseconds / 1000;

    private readonly BoardOptions _options;
    private readonly Streams _streams;
    private readonly SystemClock _clock = new();
    private readonly BoardEventWriter _events;
    private readonly HostBoardSystem _system;
    private readonly IFileStore _files;
    private readonly Queue<string> _toHear;
    private volatile bool _ended;
    private bool _restarts;

    private BoardCommand(BoardOptions options, Streams streams)
    {
        _options = options;
        _streams = streams;
        _events = new BoardEventWriter(streams.Output, _clock);
        _system = new HostBoardSystem($"{Environment.MachineName} {options.Storage}", _events.Log, () => _restarts = true);
        _files = options.Storage is { } folder ? new FolderFileStore(folder) : new SimulatedFileStore();
        _toHear = new Queue<string>(options.Paths.SelectMany(path => path == StandardInput ? [path] : AudioFiles.Enumerate([path])));
    }

    /// <summary>Runs until Ctrl-C, or to the end of standard input where that is heard.</summary>
    public static void Run(BoardOptions options, Streams streams)
    {
        BoardCommand command = new(options, streams);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, command.End);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, command.End);
        while (!command._ended)
        {
            command.RunOnce();
        }
    }

    /// <summary>The broker that options name.</summary>
    /// <param name="broker">"HOST" or "HOST:PORT", or null.</param>
    /// <param name="tls">Whether the connection is encrypted.</param>
    /// <param name="authorities">A PEM file of who vouches for the broker, or null for whom the machine trusts.</param>
    /// <param name="user">The user's name, or null.</param>
    /// <param name="passwordFile">A file whose first line is the user's password, or null.</param>
    /// <param name="version5">Whether MQTT 5 is spoken.</param>
    /// <exception cref="UserException">One of them is wrong.</exception>
    public static MqttBroker? FindBroker(string? broker, bool tls, string? authorities, string? user, string? passwordFile, bool version5)
    {
        if (broker is null)
        {
            return !tls && authorities is null && user is null && passwordFile is null ? null
                : throw new UserException("--tls, --ca, --user and --password-file want --broker");
        }

        if (authorities is not null && !tls)
        {
            throw new UserException("--ca wants --tls");
        }

        if (passwordFile is not null && user is null)
        {
            throw new UserException("--password-file wants --user");
        }

        MqttBroker found = MqttBroker.Parse(broker, tls) ?? throw new UserException($"--broker {broker}: not HOST or HOST:PORT");
        return found with
        {
            Version5 = version5,
            User = user,
            Password = passwordFile is null ? null : File.ReadLines(passwordFile).FirstOrDefault() ?? throw new UserException($"{passwordFile}: empty"),
            Authorities = authorities is null ? null : ReadAuthorities(authorities),
        };
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        try
        {
            return MqttBroker.ReadAuthorities(path);
        }
        catch (CryptographicException error)
        {
            throw new UserException($"{path}: no PEM file of certificates: {error.Message}");
        }
    }

    private void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ended = true;
    }

    /// <summary>From one start of the board to the next.</summary>
    private void RunOnce()
    {
        _restarts = false;
        VoiceBoard board = new(_clock, _system, _files, ModelFiles.ReadOrImport(ModelFiles.Wake), ModelFiles.ReadOrImport(ModelFiles.Commands), Sentences);
        _events.Watch(board.Application);
        using MqttNetLink? link = (_options.Broker ?? BrokerOf(board.Settings)) is { } broker ? new MqttNetLink(broker) : null;
        HomeLink? home = link is null ? null : new HomeLink(link, _clock, _system, board.Application, Describe(board.Settings));
        if (home is not null)
        {
            board.Application.AddListener(home);
        }

        using HomeThread? thread = home is null ? null : new HomeThread(home);
        long next = _clock.Milliseconds;
        while (!_ended && !_restarts)
        {
            Listen(board);
            board.Step(StepMilliseconds);
            home?.Deliver();
            next += StepMilliseconds;
            Thread.Sleep((int)Math.Max(0, next - _clock.Milliseconds));
        }
    }

    private static SentenceFiles Sentences => new(
        File.ReadAllBytes(ModelFiles.Acoustic), File.ReadAllBytes(ModelFiles.WordsOf(Domain)), File.ReadAllBytes(ModelFiles.IntentOf(Domain)));

    /// <summary>Gives the microphone what comes next.</summary>
    private void Listen(VoiceBoard board)
    {
        if (board.Microphone.IsPlaying || _toHear.Count == 0 || board.Application.State is BoardState.Starting or BoardState.SelfTest)
        {
            return;
        }

        if (_toHear.Peek() == StandardInput)
        {
            short[] block = new short[StepSamples];
            _ended |= AudioFile.ReadRaw(_streams.Input, block) == 0;
            board.Microphone.Play(block);
        }
        else if (board.Application.State == BoardState.Listening)
        {
            // Every recording is heard from its start by a board that awaits a wake word.
            string file = _toHear.Dequeue();
            _events.Log($"hears {file}");
            board.Microphone.Play(AudioFile.Load(file).Samples);
        }
    }

    private static HomeOptions Describe(Settings settings) => new()
    {
        Prefix = settings.MqttTopic,
        DiscoveryPrefix = settings.MqttDiscovery,
        Name = settings.Name,
        Model = "simulated board",
        Version = typeof(HomeLink).Assembly.GetName().Version!.ToString(3),
    };

    private MqttBroker? BrokerOf(Settings settings) => settings.MqttHost.Length == 0 ? null
        : new MqttBroker(settings.MqttHost, settings.MqttPort)
        {
            Tls = settings.MqttTls,
            User = settings.MqttUser.Length == 0 ? null : settings.MqttUser,
            Password = settings.MqttPassword,
            Authorities = settings.MqttCertificate.Length == 0 ? null : ReadAuthorities(settings.MqttCertificate, _options.Storage),
        };

    /// <summary>The authorities of a file that the settings name, which lies among the board's own.</summary>
    private static X509Certificate2Collection ReadAuthorities(string name, string? storage) =>
        storage is null || Path.GetFileName(name) != name ? throw new UserException($"mqtt.certificate = {name}: not a file in --storage")
        : ReadAuthorities(Path.Combine(storage, name));
}
