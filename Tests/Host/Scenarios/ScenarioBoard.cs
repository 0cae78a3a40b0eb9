using Sotto.Board;
using Sotto.Firmware;
using Sotto.Firmware.Home;
using Sotto.Firmware.Host;
using Sotto.Tests;

namespace Sotto.HostTests.Scenarios;

/// <summary>A whole board whose time a script moves, with the shipped models; it is started anew where a real one would be.</summary>
internal sealed class ScenarioBoard
{
    /// <summary>How far apart the steps of the application are.</summary>
    public const int StepMilliseconds = 10;

    private const int SamplesPerMillisecond = 16;
    private const int StartMilliseconds = 2000;

    private static readonly byte[] Wake = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "wake.sotto"));
    private static readonly byte[] Commands = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "commands.sotto"));

    private readonly List<(string Event, long Milliseconds)> _happened = [];
    private FakeMqttLink? _link;
    private HomeLink? _home;

    /// <summary>Its files, which outlast its starts.</summary>
    public SimulatedFileStore Files { get; set; } = new();

    /// <summary>Its chip and clock.</summary>
    public SimulatedSystem System { get; } = new();

    /// <summary>The board since its last start.</summary>
    public VoiceBoard Board { get; private set; } = null!;

    /// <summary>What runs on it.</summary>
    public VoiceApplication Application => Board.Application;

    /// <summary>Starts it, anew where it ran, and lets it come to itself.</summary>
    public ScenarioBoard Start()
    {
        Board = new VoiceBoard(System, System, Files, Wake, Commands);
        Board.Application.AddListener(new Recorder(this));
        if (_link is not null)
        {
            _home = new HomeLink(_link, System, System, Board.Application, new HomeOptions());
            Board.Application.AddListener(_home);
        }

        Run(StartMilliseconds);
        return this;
    }

    /// <summary>Joins it to a home at its next start.</summary>
    public FakeMqttLink Join() => _link = new FakeMqttLink { Problem = "no network" };

    /// <summary>Lets time pass.</summary>
    public void Run(int milliseconds)
    {
        for (int passed = 0; passed < milliseconds; passed += StepMilliseconds)
        {
            System.Milliseconds += StepMilliseconds;
            Board.Step(StepMilliseconds);
            _home?.Step();
            _home?.Deliver();
        }
    }

    /// <summary>Lets it hear a recording to its end, and then quiet.</summary>
    /// <param name="samples">The recording.</param>
    /// <param name="quiet">How much quiet, in milliseconds.</param>
    /// <returns>When the recording began.</returns>
    public long Hear(short[] samples, int quiet = 1000)
    {
        long began = System.Milliseconds;
        Board.Microphone.Play(samples);
        Run((samples.Length / SamplesPerMillisecond) + quiet);
        return began;
    }

    /// <summary>Presses the button and lets it go.</summary>
    public void Press(int milliseconds)
    {
        Board.Button.Write(high: false);
        Run(milliseconds);
        Board.Button.Write(high: true);
        Run(50);
    }

    /// <summary>What happened since this was asked last.</summary>
    public IReadOnlyList<(string Event, long Milliseconds)> Take()
    {
        (string, long)[] happened = [.. _happened];
        _happened.Clear();
        return happened;
    }

    /// <summary>What happened since this was asked last, without the times.</summary>
    public string TakeText() => string.Join("; ", Take().Select(happened => happened.Event));

    private sealed class Recorder(ScenarioBoard board) : IBoardListener
    {
        public void OnState(string name)
        {
        }

        public void OnDevice(int index)
        {
            SwitchedDevice device = board.Application.GetDevice(index);
            Note($"{device.Name} {device.Level}");
        }

        public void OnWake(string word, int score) => Note($"woken by {word}");

        public void OnIntent(string intent, string text, int score) => Note($"does {text}");

        public void OnMuted(bool muted) => Note(muted ? "muted" : "unmuted");

        public void OnMicrophoneTested(string finding) => Note(finding);

        public void OnRefused(string reason) => Note($"refused: {reason}");

        private void Note(string happened) => board._happened.Add((happened, board.System.Milliseconds));
    }
}
