using Sotto.Models.Intent;

namespace Sotto.Firmware;

/// <summary>
/// Hears what the voice switch does. Times are counts of samples since the start of the stream, 16 to a millisecond.
/// </summary>
public interface IVoiceListener
{
    /// <summary>A wake word was heard and the command window is open.</summary>
    /// <param name="word">The word, as the model labels it.</param>
    /// <param name="score">Its mean probability, 0 to 255 in units of 1/256.</param>
    /// <param name="sample">When.</param>
    void OnWakeWord(string word, int score, long sample);

    /// <summary>A command was heard and done; the window is closed.</summary>
    /// <param name="command">The command.</param>
    /// <param name="score">Its mean probability, 0 to 255 in units of 1/256.</param>
    /// <param name="sample">When.</param>
    void OnCommand(UnderstoodCommand command, int score, long sample);

    /// <summary>A sentence was understood, and done as far as it is about devices of this board; the window is closed.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="answer">What it means.</param>
    /// <param name="sample">When.</param>
    void OnSentence(string text, IntentAnswer answer, long sample);

    /// <summary>A command set a device, be it to the state that it had already.</summary>
    /// <param name="device">The name of the device.</param>
    /// <param name="state">"on" or "off" of a relay, "0%" to "100%" of a dimmer.</param>
    /// <param name="sample">When.</param>
    void OnSwitch(string device, string state, long sample);

    /// <summary>The window closed without a command.</summary>
    /// <param name="sample">When.</param>
    void OnWindowClosed(long sample);
}
