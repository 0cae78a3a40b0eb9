using System.Globalization;
using Sotto.Audio;
using Sotto.Devices;
using Sotto.Firmware;
using Sotto.Models;
using Sotto.Models.Intent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sotto.Cli;

/// <summary>
/// The moving picture of the demo: what is heard, what it is taken for, and what the board does. 80 by 23 cells or more.
/// </summary>
internal sealed class DemoView : IVoiceListener, IRenderable
{
    private const int LeastWidth = 80;
    private const int MostWidth = 132;
    private const int LeastHeight = 24;
    private const int NarrowSide = 31;
    private const int WideSide = 43;
    private const int WidthForWideSide = 100;
    private const int BottomHeight = 7;
    private const int LogLines = BottomHeight - 2;
    private const int SmallSpectrogram = 10;
    private const int TallSpectrogram = 20;

    /// <summary>Lines of the frame around the spectrogram: its two edges, level, caption and legend.</summary>
    private const int FrameLines = 5;

    /// <summary>The quietest level that the meter shows, in dB below full scale.</summary>
    private const double QuietestLevel = 60;

    /// <summary>How much of a bar is left in the next picture once its score has fallen.</summary>
    private const double Decay = 0.8;

    private static readonly Style Line = new(Color.Grey39);
    private static readonly Style Title = new(Color.Grey74, decoration: Decoration.Bold);
    private static readonly Style Dim = new(Color.Grey50);
    private static readonly Style Faint = new(Color.Grey27);
    private static readonly Style Normal = new(Color.Grey85);
    private static readonly Style Bright = new(Color.White, decoration: Decoration.Bold);
    private static readonly Style WakeStyle = new(Color.Gold1);
    private static readonly Style CommandStyle = new(Color.SpringGreen2);
    private static readonly Style SwitchStyle = new(Color.SkyBlue1);
    private static readonly Style LampStyle = new(Color.Gold1);
    private static readonly Style LevelStyle = new(Color.SpringGreen3);
    private static readonly Style CancelStyle = new(Color.IndianRed1);

    private readonly SimulatedBoard _board;
    private readonly Detector _wake;
    private readonly Detector _commands;
    private readonly CellScreen _screen;
    private readonly Spectrogram _spectrogram;
    private readonly double _length;
    private readonly int _width;
    private readonly int _side;
    private readonly int _topHeight;
    private readonly double[] _wakeBars;
    private readonly double[] _commandBars;
    private readonly Queue<(long Sample, string Kind, string Text, Style Style)> _log = new();
    private string _caption = "";
    private string _subtitle = "a voice flips a switch, and nothing leaves the board";
    private double _level;

    /// <summary>Makes the picture before the first sound.</summary>
    /// <param name="board">The board.</param>
    /// <param name="wake">The scores of the wake words.</param>
    /// <param name="commands">The scores of the commands.</param>
    /// <param name="profile">The terminal.</param>
    /// <param name="length">How long the demo plays, in seconds.</param>
    public DemoView(SimulatedBoard board, Detector wake, Detector commands, Profile profile, double length)
    {
        _board = board;
        _wake = wake;
        _commands = commands;
        _length = length;
        _width = Math.Min(profile.Width, MostWidth);
        _side = _width >= WidthForWideSide ? WideSide : NarrowSide;
        int lines = profile.Height - 2 - FrameLines - BottomHeight >= TallSpectrogram ? TallSpectrogram : SmallSpectrogram;
        _topHeight = lines + FrameLines;
        _screen = new CellScreen(_width, 1 + _topHeight + BottomHeight);
        _spectrogram = new Spectrogram(_width - _side - 4, lines, profile.Capabilities.ColorSystem != ColorSystem.NoColors);
        _wakeBars = new double[wake.Labels.Length];
        _commandBars = new double[commands.Labels.Length];
    }

    /// <summary>Lines of the wake words' frame; the commands get the rest, at least five lines and the edges.</summary>
    private int WakeHeight => Math.Min(_wake.Labels.Count(Detector.IsWord) + 2, _topHeight - 7);

    /// <summary>Whether a terminal is large enough and can be drawn on.</summary>
    public static bool Fits(Profile profile) =>
        profile.Capabilities.Ansi && profile.Width >= LeastWidth && profile.Height >= LeastHeight;

    /// <summary>A recording begins.</summary>
    public void Play(DemoClip clip) => _caption = clip.Caption;

    /// <summary>All recordings are over.</summary>
    /// <param name="voice">What heard them.</param>
    /// <param name="work">How long that took it.</param>
    public void Finish(VoiceSwitch voice, TimeSpan work)
    {
        double speed = voice.SamplesHeard / (double)AudioClip.SampleRate / work.TotalSeconds;
        _subtitle = FormattableString.Invariant($"{work.TotalSeconds:0.00} s of work, {speed:0} times faster than real time");
        Draw(voice);
    }

    /// <summary>Takes the loudness of the sound since the last picture.</summary>
    public void HearLevel(ReadOnlySpan<short> samples)
    {
        double energy = 0;
        foreach (short sample in samples)
        {
            energy += (double)sample * sample;
        }

        double level = 10 * Math.Log10((energy / samples.Length / (32768.0 * 32768)) + 1e-9);
        _level = Math.Clamp(1 + (level / QuietestLevel), 0, 1);
    }

    /// <summary>Takes a feature row.</summary>
    public void HearRow(ushort[] row) => _spectrogram.Add(row);

    /// <inheritdoc/>
    public void OnWakeWord(string word, int score, long sample) => Log(sample, "wake", $"{Spoken(word)} {Percent(score)}", WakeStyle);

    /// <inheritdoc/>
    public void OnCommand(UnderstoodCommand command, int score, long sample) =>
        Log(sample, "command", $"{command.Command.Word} {Percent(score)}  {command.Command.Intent} {command.Name}", CommandStyle);

    /// <inheritdoc/>
    public void OnSentence(string text, IntentAnswer answer, long sample) => Log(sample, "command", $"{text}  {answer.Frames[0].Intent}", CommandStyle);

    /// <inheritdoc/>
    public void OnSwitch(string device, string state, long sample) => Log(sample, "switch", $"{device} {state}", SwitchStyle);

    /// <inheritdoc/>
    public void OnWindowClosed(long sample) => Log(sample, "nothing", "no command was heard", Dim);

    /// <summary>Draws the picture of this moment.</summary>
    public void Draw(VoiceSwitch voice)
    {
        _spectrogram.Advance();
        Follow(_wakeBars, _wake);
        Follow(_commandBars, voice.WindowOpen ? _commands : null);
        _screen.Clear();
        DrawHeader(voice);
        DrawSound();
        DrawWakeWords();
        DrawCommands(voice.WindowOpen);
        DrawEvents();
        DrawBoard(voice);
    }

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => _screen.Measure(options, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => _screen.Render(options, maxWidth);

    private void DrawHeader(VoiceSwitch voice)
    {
        int x = _screen.Write(1, 0, "sotto", Bright);
        _screen.Write(x + 2, 0, _subtitle, Dim);
        string clock = FormattableString.Invariant($"{voice.SamplesHeard / (double)AudioClip.SampleRate:0.0} of {_length:0.0} s");
        _screen.Write(_width - 1 - clock.Length, 0, clock, Normal);
    }

    private void DrawSound()
    {
        int width = _width - _side;
        int inner = width - 4;
        _screen.Frame(0, 1, width, _topHeight, "sound", Line, Title);
        _screen.Write(2, 2, "level", Dim);
        _screen.Bar(8, 2, inner - 6, _level, LevelStyle, Faint);
        _screen.Write(2, 3, "plays", Dim);
        _screen.Write(8, 3, $"“{_caption}”", Normal, inner - 6);
        _spectrogram.Draw(_screen, 2, 4);
        _screen.Write(2, _topHeight - 1, "40 features every 10 ms", Dim);
        string span = FormattableString.Invariant($"{inner * 0.05:0.0} s to now");
        _screen.Write(width - 2 - span.Length, _topHeight - 1, span, Dim);
    }

    private void DrawWakeWords()
    {
        int x = _width - _side;
        int height = WakeHeight;
        _screen.Frame(x, 1, _side, height, "wake word", Line, Title);
        int y = 2;
        for (int label = 0; label < _wakeBars.Length && y < height; label++)
        {
            if (Detector.IsWord(_wake.Labels[label]))
            {
                DrawScore(x + 2, y++, 13, _side - 20, _wake, label, _wakeBars[label], WakeStyle);
            }
        }
    }

    private void DrawCommands(bool windowOpen)
    {
        int x = _width - _side;
        int top = 1 + WakeHeight;
        int height = _topHeight - WakeHeight;
        _screen.Frame(x, top, _side, height, "command", windowOpen ? CommandStyle : Line, windowOpen ? CommandStyle : Title);
        int rows = height - 2;
        int column = (_side - 3) / (_commands.Labels.Count(Detector.IsWord) > rows ? 2 : 1);
        int shown = 0;
        for (int label = 0; label < _commandBars.Length && shown < 2 * rows; label++)
        {
            if (Detector.IsWord(_commands.Labels[label]))
            {
                DrawScore(x + 2 + (column * (shown / rows)), top + 1 + (shown % rows), 6, column - 10, _commands, label, _commandBars[label], CommandStyle);
                shown++;
            }
        }
    }

    /// <summary>A word, a bar as long as its score, and the score in hundredths.</summary>
    private void DrawScore(int x, int y, int wordWidth, int barWidth, Detector detector, int label, double share, Style style)
    {
        bool called = share * 256 >= detector.ThresholdOf(label);
        _screen.Write(x, y, Spoken(detector.Labels[label]), called ? Bright : Dim, wordWidth - 1);
        _screen.Bar(x + wordWidth, y, barWidth, share, called ? style : Normal, Faint);
        _screen.Write(x + wordWidth + barWidth, y, ((int)(share * 100)).ToString(CultureInfo.InvariantCulture).PadLeft(3), called ? style : Faint);
    }

    private void DrawEvents()
    {
        int y = 1 + _topHeight;
        int width = _width - _side;
        _screen.Frame(0, y, width, BottomHeight, "events", Line, Title);
        foreach ((long sample, string kind, string text, Style style) in _log)
        {
            string clock = FormattableString.Invariant($"{sample / (double)AudioClip.SampleRate:0.00}");
            _screen.Write(2, ++y, clock.PadLeft(5), Dim);
            _screen.Write(9, y, kind, style);
            _screen.Write(18, y, text, Normal, width - 20);
        }
    }

    private void DrawBoard(VoiceSwitch voice)
    {
        int x = _width - _side;
        int y = 1 + _topHeight;
        _screen.Frame(x, y, _side, BottomHeight, "board", Line, Title);
        DrawName(x, y + 1, _board.Light.Name);
        _screen.Write(x + 11, y + 1, _board.Light.IsOn ? "● on" : "○ off", _board.Light.IsOn ? LampStyle : Dim);
        DrawName(x, y + 2, _board.Lamp.Name);
        _screen.Bar(x + 11, y + 2, 10, _board.Lamp.Level / 100.0, LampStyle, Faint);
        _screen.Write(x + 22, y + 2, $"{_board.Lamp.Level,3} %", _board.Lamp.Level > 0 ? LampStyle : Dim);
        (string shown, Style style) = LedOf(_board.Led.Pattern);
        _screen.Write(x + 4, y + 3, "led", Dim);
        _screen.Write(x + 11, y + 3, shown, style);
        _screen.Write(x + 4, y + 4, "window", Dim);
        double left = voice.WindowLeftMilliseconds / 1000.0;
        _screen.Bar(x + 11, y + 4, 10, left * 1000 / VoiceSwitch.DefaultWindowMilliseconds, CommandStyle, Faint);
        _screen.Write(x + 22, y + 4, voice.WindowOpen ? FormattableString.Invariant($"{left:0.0} s") : "closed", voice.WindowOpen ? CommandStyle : Dim);
        _screen.Write(x + 2, y + 5, "▸ what on and off act on", Faint);
    }

    private void DrawName(int x, int y, string name)
    {
        bool chosen = name == _board.Switches.Chosen;
        _screen.Put(x + 2, y, chosen ? '▸' : ' ', Bright);
        _screen.Write(x + 4, y, name, chosen ? Bright : Dim);
    }

    private static (string Text, Style Style) LedOf(LedPattern pattern) => pattern switch
    {
        LedPattern.On => ("● what shall I do?", WakeStyle),
        LedPattern.Confirm => ("● done", CommandStyle),
        LedPattern.Cancel => ("● never mind", CancelStyle),
        _ => ("○ waits for a wake word", Dim),
    };

    /// <summary>Bars rise at once and fall slowly, so that the eye can follow.</summary>
    private static void Follow(double[] bars, Detector? detector)
    {
        for (int i = 0; i < bars.Length; i++)
        {
            double now = detector is null ? 0 : detector.MeanOf(i) / 256.0;
            bars[i] = Math.Max(now, bars[i] * Decay);
        }
    }

    private void Log(long sample, string kind, string text, Style style)
    {
        _log.Enqueue((sample, kind, text, style));
        if (_log.Count > LogLines)
        {
            _log.Dequeue();
        }
    }

    private static string Spoken(string label) => label.Replace('_', ' ');

    private static string Percent(int score) => $"{score * 100 / 256} %";
}
