using System.Globalization;
using Sotto.Audio;
using Sotto.Cli;
using Sotto.Firmware;
using Sotto.Models;
using Spectre.Console;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The demo: its recordings, and its picture as a terminal without colours shows it.</summary>
public sealed class CliDemoTests
{
    private static readonly string Recordings = Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo");

    [Fact]
    public void RecordingsAreShortAndSayWhatIsSaid()
    {
        DemoClip[] clips = DemoClip.LoadAll(Recordings);
        Assert.Equal(
            ["computer, on", "alexa, up", "shall we go up there on Sunday", "jarvis, right", "snowboy, down", "view glass, stop"],
            clips.Select(clip => clip.Caption));
        Assert.InRange(clips.Sum(clip => clip.Seconds), 15, 20);
        Assert.InRange(Directory.EnumerateFiles(Recordings, "*.flac").Sum(file => new FileInfo(file).Length), 1, 300_000);
        Assert.All(Directory.EnumerateFiles(Recordings, "*.flac"), file => Assert.Null(AudioFile.Load(file).ConversionNote));
    }

    [SkippableFact]
    public void WithoutATerminalItPrintsLinesAndEnds()
    {
        string[] lines = Demo(terminal: false);
        Assert.Equal(6, lines.Count(line => line.Contains("  plays    ", StringComparison.Ordinal)));
        Assert.StartsWith("6 files, 18.63 s of audio", lines[^1], StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ByTheNativeEngineItPrintsTheSameLinesAlsoOnATerminal()
    {
        NativeBuild.Need();
        string[] managed = Demo(terminal: false);
        Assert.Equal(managed[..^1], Demo(terminal: true, "--engine", "native")[..^1]);
    }

    [Theory]
    [InlineData(80, 24, 80, 23)]
    [InlineData(99, 32, 99, 23)]
    [InlineData(100, 33, 100, 23)]
    [InlineData(100, 34, 100, 33)]
    [InlineData(200, 60, 132, 33)]
    public void PictureFitsTheTerminal(int columns, int rows, int width, int height)
    {
        string[] lines = Picture(columns, rows, _ => { });
        Assert.Equal(height, lines.Length);
        Assert.All(lines, line => Assert.Equal(width, line.Length));
        foreach (string word in new[] { "alexa", "view glass", "off", "light", "lamp", "led", "window", "events", "“computer, on”" })
        {
            Assert.Contains(lines, line => line.Contains(word, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(79, 24, false)]
    [InlineData(80, 23, false)]
    [InlineData(80, 24, true)]
    public void SmallTerminalsGetLines(int columns, int rows, bool fits) => Assert.Equal(fits, DemoView.Fits(Terminal(columns, rows, AnsiSupport.Yes).Profile));

    [Fact]
    public void PictureShowsEventsAndScores()
    {
        string[] lines = Picture(80, 24, voice =>
        {
            Random random = new(1);
            voice.Feed([.. Enumerable.Range(0, 16000 / 4).Select(i => (short)(i < 2000 ? 0 : random.Next(-9000, 9000)))], 0, 4000);
        });
        Assert.Contains(lines, line => line.Contains("wake     alexa 99 %", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("led    ● what shall I do?", StringComparison.Ordinal));
        Assert.Matches("alexa        ███████████ 99", lines[2]);
        Assert.Matches("window █████████▋? ?[▏▎▍▌▋▊▉]?·? 2\\.9 s", lines[20]);
    }

    [Fact]
    public void BarsAreDrawnInEighths()
    {
        CellScreen screen = new(6, 1);
        screen.Bar(1, 0, 4, 0.53, Style.Plain, Style.Plain);
        Assert.Equal([" ██▏· "], Text(screen));
        screen.Bar(1, 0, 4, 7, Style.Plain, Style.Plain);
        Assert.Equal([" ████ "], Text(screen));
        screen.Bar(1, 0, 4, -1, Style.Plain, Style.Plain);
        Assert.Equal([" ···· "], Text(screen));
    }

    [Fact]
    public void SpectrogramMovesLeftAndPutsHighBandsOnTop()
    {
        Spectrogram spectrogram = new(3, 2, colours: false);
        ushort[] low = [.. Enumerable.Range(0, 40).Select(band => (ushort)(band < 20 ? 640 : 0))];
        spectrogram.Add(low);
        spectrogram.Advance();
        spectrogram.Add(new ushort[40]);
        spectrogram.Advance();
        CellScreen screen = new(3, 2);
        spectrogram.Draw(screen, 0, 0);
        Assert.Equal(["   ", " █ "], Text(screen));
        spectrogram.Add([.. low.Reverse()]);
        spectrogram.Advance();
        spectrogram.Draw(screen, 0, 0);
        Assert.Equal(["  █", "█  "], Text(screen));
    }

    private static string[] Demo(bool terminal, params string[] more)
    {
        Skip.IfNot(File.Exists(Path.Combine(AppContext.BaseDirectory, "Models", "wake.sotto")), "no trained models");
        using StringWriter output = new(CultureInfo.InvariantCulture);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        Assert.Equal(0, CommandLine.Run(["demo", .. more], new Streams(Stream.Null, output, error, OutputIsTerminal: terminal)));
        Assert.Empty(error.ToString());
        return output.ToString().TrimEnd().Split('\n');
    }

    private static string[] Picture(int columns, int rows, Action<VoiceSwitch> hear)
    {
        IAnsiConsole console = Terminal(columns, rows);
        ModelStream wake = new(Model.Load(CliModels.Wake));
        ModelStream commands = new(Model.Load(CliModels.Commands));
        SimulatedBoard board = new();
        DemoView view = new(board, wake.Detector, commands.Detector, console.Profile, 18.6);
        ManagedSession session = new(wake, commands, VoiceSwitch.DefaultWindowMilliseconds);
        VoiceSwitch voice = board.Control(session, view);
        view.Play(DemoClip.LoadAll(Recordings)[0]);
        hear(voice);
        view.HearLevel(new short[800]);
        view.HearRow(session.Row);
        view.Draw(voice);
        console.Write(view);
        return Lines(console);
    }

    private static string[] Text(CellScreen screen)
    {
        IAnsiConsole console = Terminal(80, 24);
        console.Write(screen);
        return Lines(console);
    }

    private static string[] Lines(IAnsiConsole console) =>
        console.Profile.Out.Writer.ToString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static IAnsiConsole Terminal(int columns, int rows, AnsiSupport ansi = AnsiSupport.No)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(new StringWriter(CultureInfo.InvariantCulture)),
        });
        console.Profile.Width = columns;
        console.Profile.Height = rows;
        return console;
    }
}
