using Sotto.Audio;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Sotto.Tests;
using Xunit;
using Xunit.Abstractions;

namespace Sotto.HostTests.Scenarios;

/// <summary>Days in the life of a board, with the shipped models and spoken words, in simulated time.</summary>
public sealed class BoardScenarioTests(ITestOutputHelper output)
{
    private const int Rate = 16000;

    private static readonly string[] Files =
        [.. Directory.GetFiles(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo"), "*.flac").Order(StringComparer.Ordinal)];

    /// <summary>The demo's recordings, each a wake word and a command.</summary>
    internal static readonly short[][] Demo = [.. Files.Select(file => AudioFile.Load(file).Samples)];

    private static short[] ComputerOn => Demo[0];

    /// <summary>Every demo command moves its device at most 300 ms after the word ended.</summary>
    [Theory]
    [InlineData(0, "woken by computer; does on; light 100")]
    [InlineData(1, "woken by alexa; does up; lamp 20")]
    [InlineData(5, "woken by view_glass; does stop; light 0; lamp 0")]
    public void CommandSwitchesSoonAfterItsWord(int recording, string expected)
    {
        ScenarioBoard board = Tested();
        long began = board.Hear(Demo[recording]);
        IReadOnlyList<(string Event, long Milliseconds)> happened = board.Take();
        Assert.Equal(expected, string.Join("; ", happened.Select(h => h.Event)));
        long ended = began + (EndOfSpeech(Demo[recording]) * 1000L / Rate);
        long late = happened[^1].Milliseconds - ended;
        output.WriteLine($"{Path.GetFileName(Files[recording])}: {late} ms");
        Assert.InRange(late, -200, 300);
    }

    [Fact]
    public void SpeechWithoutAWakeWordDoesNothing()
    {
        ScenarioBoard board = Tested();
        board.Hear(Demo[2]);
        Assert.Equal("", board.TakeText());
    }

    [Fact]
    public void ButtonStandsInForTheWakeWord()
    {
        ScenarioBoard board = Tested();
        board.Press(100);
        board.Hear(SecondHalf(ComputerOn));
        Assert.Equal("woken by button; does on; light 100", board.TakeText());
    }

    [Fact]
    public void FirstStartAndLongPressTestTheMicrophone()
    {
        ScenarioBoard board = new ScenarioBoard().Start();
        Assert.Equal("the microphone is well", board.TakeText());
        board.Board.Microphone.Stick(-1);
        board.Press(900);
        board.Run(1500);
        Assert.StartsWith("all samples are -1: the data pin is not the one set, or L/R is floating", board.TakeText(), StringComparison.Ordinal);
        board.Board.Microphone.Mend();
        board.Press(900);
        board.Run(3000);
        board.Take();
        board.Hear(ComputerOn);
        Assert.Equal("woken by computer; does on; light 100", board.TakeText());
    }

    /// <summary>Nothing is lost while the application is held up for 300 ms in the middle of the wake word.</summary>
    [Fact]
    public void StallOf300MillisecondsLosesNothing()
    {
        ScenarioBoard board = Tested();
        board.Board.Microphone.Play(ComputerOn);
        board.Run(400);
        Stall(board, 300);
        board.Run(3000);
        Assert.Equal("woken by computer; does on; light 100", board.TakeText());
        Assert.Equal(0, board.Application.Counters.SamplesLost);
    }

    /// <summary>A longer stall loses what does not fit the ring, counts it exactly, and the next command is heard.</summary>
    [Theory]
    [InlineData(600)]
    [InlineData(2000)]
    [InlineData(10000)]
    public void LongerStallIsCountedAndHealsWithinAWindow(int milliseconds)
    {
        const int ring = 8192;
        ScenarioBoard board = Tested();
        Stall(board, milliseconds);
        board.Run(600);
        Assert.Equal(((milliseconds + ScenarioBoard.StepMilliseconds) * 16) - ring, board.Application.Counters.SamplesLost);
        board.Take();
        board.Hear(ComputerOn);
        Assert.Equal("woken by computer; does on; light 100", board.TakeText());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-86_400_000)]
    [InlineData(86_400_000)]
    [InlineData(long.MaxValue / 4)]
    public void ClockThatLeapsLeavesNoWindowOpenAndNothingHanging(long leap)
    {
        ScenarioBoard board = Tested();
        board.Press(100);
        Assert.Equal(BoardState.CommandWindow, board.Application.State);
        board.System.Milliseconds += leap;
        board.Run(3200);
        Assert.Equal(BoardState.Listening, board.Application.State);
        board.Take();
        board.Hear(ComputerOn);
        Assert.Equal("woken by computer; does on; light 100", board.TakeText());
        int feeds = board.System.Feeds;
        board.Run(100);
        Assert.True(board.System.Feeds > feeds);
    }

    /// <summary>Voice works while there is no network; when it comes back the home hears how things are.</summary>
    [Fact]
    public void NetworkComesAndGoesAndVoiceGoesOn()
    {
        ScenarioBoard board = new() { Files = TestedFiles() };
        FakeMqttLink home = board.Join();
        board.Start();
        board.Take();
        board.Hear(ComputerOn);
        Assert.Equal("woken by computer; does on; light 100", board.TakeText());
        Assert.Equal("", home.TakeSent());
        home.Problem = null;
        board.Run(70_000);
        Assert.True(home.IsConnected);
        Assert.Contains("=ON", home.TakeSent(), StringComparison.Ordinal);
        home.IsConnected = false;
        home.Problem = "gone again";
        board.Run(1000);
        board.Hear(Demo[5]);
        Assert.Equal("woken by view_glass; does stop; light 0; lamp 0", board.TakeText());
        home.Problem = null;
        board.Run(130_000);
        Assert.Contains("=OFF", home.TakeSent(), StringComparison.Ordinal);
    }

    [Fact]
    public void FullStorageRefusesSettingsAndTheBoardGoesOn()
    {
        ScenarioBoard board = Tested();
        board.Files.Capacity = 0;
        string? reason = board.Application.ChangeSettings("command.window = 5000");
        Assert.Contains("full", reason, StringComparison.Ordinal);
        board.Take();
        board.Hear(ComputerOn);
        Assert.Equal("woken by computer; does on; light 100", board.TakeText());
        board.Start();
        Assert.Equal(BoardState.Listening, board.Application.State);
        Assert.Equal(VoiceSwitch.DefaultWindowMilliseconds, board.Board.Settings.WindowMilliseconds);
    }

    /// <summary>The power is cut at every write of a change of settings; each time the board starts with the old or the new.</summary>
    [Fact]
    public void PowerCutAtAnyWriteOfSettingsStartsWithOldOrNew()
    {
        SimulatedFileStore before = TestedFiles();
        int writes = CountWrites(before.Copy());
        Assert.InRange(writes, 100, 5000);
        (int old, int changed) = (0, 0);
        for (int cut = 0; cut <= writes; cut++)
        {
            ScenarioBoard board = new() { Files = before.Copy() };
            board.Start();
            board.Files.CutPowerAfter(cut);
            try
            {
                board.Application.ChangeSettings("command.window = 5000");
            }
            catch (PowerCutException)
            {
                Assert.True(board.Files.IsOff);
            }

            board.Files.PowerOn();
            board.Start();
            Assert.Equal(BoardState.Listening, board.Application.State);
            old += board.Board.Settings.WindowMilliseconds == VoiceSwitch.DefaultWindowMilliseconds ? 1 : 0;
            changed += board.Board.Settings.WindowMilliseconds == 5000 ? 1 : 0;
        }

        Assert.Equal(writes + 1, old + changed);
        Assert.Equal(1, changed);
    }

    private static void Stall(ScenarioBoard board, int milliseconds)
    {
        board.Board.Microphone.Advance(milliseconds);
        board.System.Milliseconds += milliseconds;
    }

    private static int CountWrites(SimulatedFileStore files)
    {
        ScenarioBoard board = new() { Files = files };
        board.Start();
        int before = files.Writes;
        Assert.Null(board.Application.ChangeSettings("command.window = 5000"));
        return files.Writes - before;
    }

    private static SimulatedFileStore TestedFiles()
    {
        SimulatedFileStore files = new();
        new ScenarioBoard { Files = files }.Start();
        return files;
    }

    /// <summary>A board that listens, whose microphone was tested before.</summary>
    internal static ScenarioBoard Tested()
    {
        ScenarioBoard board = new ScenarioBoard { Files = TestedFiles() }.Start();
        board.Take();
        return board;
    }

    private static short[] SecondHalf(short[] samples) => samples[(samples.Length / 2)..];

    /// <summary>The end of the last 10 ms within 30 dB of the loudest.</summary>
    private static int EndOfSpeech(short[] samples)
    {
        const int frame = 160;
        double[] energies = [.. samples.Chunk(frame).Select(part => part.Average(sample => (double)sample * sample))];
        return (Array.FindLastIndex(energies, energy => energy > energies.Max() / 1000) + 1) * frame;
    }
}
