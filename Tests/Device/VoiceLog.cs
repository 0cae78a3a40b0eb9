using Sotto.Firmware;
using Sotto.Models.Intent;

namespace Sotto.Tests;

/// <summary>Writes down what it hears; without times where they are negative.</summary>
public sealed class VoiceLog : IVoiceListener
{
    public string Text { get; private set; } = "";

    /// <summary>The same of devices alone.</summary>
    public string Switched { get; private set; } = "";

    public void OnWakeWord(string word, int score, long sample)
    {
        Text += "wake " + word + " " + score.ToString() + At(sample);
    }

    public void OnCommand(UnderstoodCommand command, int score, long sample)
    {
        Text += Describe(command) + " " + score.ToString() + At(sample);
    }

    public void OnSentence(string text, IntentAnswer answer, long sample)
    {
        Text += "sentence " + text + " " + answer.Frames[0].Intent + At(sample);
    }

    public void OnSwitch(string device, string state, long sample)
    {
        Text += device + " " + state + At(sample);
        Switched += device + " " + state + At(sample);
    }

    public void OnWindowClosed(long sample)
    {
        Text += "nothing" + At(sample);
    }

    public void Heard(UnderstoodCommand command)
    {
        Text += Describe(command) + "; ";
    }

    private static string Describe(UnderstoodCommand command)
    {
        return "command " + command.Command.Word + " " + (command.Command.Intent == null ? "none" : command.Command.Intent) + " "
            + (command.Name == null ? "none" : command.Name) + " " + command.Brightness.ToString();
    }

    private static string At(long sample)
    {
        return sample < 0 ? "; " : " " + sample.ToString() + "; ";
    }
}
