namespace Sotto.Firmware.Home;

/// <summary>Hears what happens on the board. Called from the thread of the application only.</summary>
public interface IBoardListener
{
    /// <summary>The application went into another state.</summary>
    /// <param name="name">Its name, as <see cref="IBoardControl.StateName"/> gives it.</param>
    void OnState(string name);

    /// <summary>A device was set by whomever, be it to the state that it had.</summary>
    /// <param name="index">Which.</param>
    void OnDevice(int index);

    /// <summary>A wake word was heard, or someone wants to talk without one.</summary>
    /// <param name="word">The word; "button" for the button, "home" where the home opened the window.</param>
    /// <param name="score">Its mean probability, 0 to 255 in units of 1/256.</param>
    void OnWake(string word, int score);

    /// <summary>A command was understood and done.</summary>
    /// <param name="intent">The name of its intent, or null for a word that is none.</param>
    /// <param name="text">What was heard.</param>
    /// <param name="score">Its mean probability, 0 to 255 in units of 1/256.</param>
    void OnIntent(string intent, string text, int score);

    /// <summary>The microphone was or was not muted.</summary>
    /// <param name="muted">Whether it is now.</param>
    void OnMuted(bool muted);

    /// <summary>The microphone was tested.</summary>
    /// <param name="finding">What was found, in words; "the microphone is well" where nothing.</param>
    void OnMicrophoneTested(string finding);

    /// <summary>Something was refused: settings, a command, a model.</summary>
    /// <param name="reason">Why, in words.</param>
    void OnRefused(string reason);
}
