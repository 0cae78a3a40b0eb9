using Sotto.Firmware;
using Sotto.Firmware.Home;

namespace Sotto.Tests;

/// <summary>Writes down what happens on a board.</summary>
public sealed class BoardLog : IBoardListener
{
    private readonly IBoardControl _board;

    public BoardLog(IBoardControl board)
    {
        _board = board;
    }

    /// <summary>What happened since it was read last.</summary>
    public string Text { get; private set; } = "";

    public string Take()
    {
        string text = Text;
        Text = "";
        return text;
    }

    public void OnState(string name)
    {
        Text += name + "; ";
    }

    public void OnDevice(int index)
    {
        SwitchedDevice device = _board.GetDevice(index);
        Text += device.Name + " " + device.Level.ToString() + "; ";
    }

    public void OnWake(string word, int score)
    {
        Text += "woken by " + word + " " + score.ToString() + "; ";
    }

    public void OnIntent(string intent, string text, int score)
    {
        Text += "does " + text + " " + (intent == null ? "none" : intent) + "; ";
    }

    public void OnMuted(bool muted)
    {
        Text += muted ? "mute; " : "unmute; ";
    }

    public void OnMicrophoneTested(string finding)
    {
        Text += "tested: " + finding + "; ";
    }

    public void OnRefused(string reason)
    {
        Text += "refused: " + reason + "; ";
    }
}
