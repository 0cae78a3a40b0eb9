using System.Globalization;
using Sotto.Firmware;
using Sotto.Firmware.Home;

namespace Sotto.Cli;

/// <summary>Writes what happens on a simulated board, a line an event, from whatever thread.</summary>
/// <param name="output">Where to; flushed after every line.</param>
/// <param name="clock">The time of the board.</param>
internal sealed class BoardEventWriter(TextWriter output, IClock clock) : IBoardListener
{
    private readonly Lock _gate = new();
    private VoiceApplication? _board;

    /// <summary>Hears what happens on a board, from its start.</summary>
    /// <param name="application">What runs on it.</param>
    public void Watch(VoiceApplication application)
    {
        _board = application;
        application.AddListener(this);
    }

    /// <summary>Writes a line of the log.</summary>
    /// <param name="line">The line.</param>
    public void Log(string line) => Write("log", line);

    /// <inheritdoc/>
    public void OnState(string name) => Write("state", name);

    /// <inheritdoc/>
    public void OnDevice(int index)
    {
        SwitchedDevice device = _board!.GetDevice(index);
        Write("device", device.CanDim ? $"{device.Name} {device.Level}%" : $"{device.Name} {(device.IsOn ? "on" : "off")}");
    }

    /// <inheritdoc/>
    public void OnWake(string word, int score) => Write("wake", $"{word}  {Share(score)}");

    /// <inheritdoc/>
    public void OnIntent(string? intent, string text, int score) => Write("command", $"{text}  {Share(score)}  {intent ?? "no intent"}");

    /// <inheritdoc/>
    public void OnMuted(bool muted) => Write("mute", muted ? "on" : "off");

    /// <inheritdoc/>
    public void OnMicrophoneTested(string finding)
    {
        // The log has it.
    }

    /// <inheritdoc/>
    public void OnRefused(string reason)
    {
        // The log has it.
    }

    private static string Share(int score) => (score / 256.0).ToString("0.00", CultureInfo.InvariantCulture);

    private void Write(string kind, string text)
    {
        lock (_gate)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Milliseconds / 1000.0,8:0.00} s  {kind,-8} {text}"));
            output.Flush();
        }
    }
}
