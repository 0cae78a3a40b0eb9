namespace Sotto.Firmware.Home;

/// <summary>
/// What the home may ask of the board. Devices are counted from 0 in the order of the settings. Called from the thread of the
/// application only.
/// </summary>
public interface IBoardControl
{
    /// <summary>How many devices it switches.</summary>
    int DeviceCount { get; }

    /// <summary>Whether the microphone is not heard because someone wished it so.</summary>
    bool IsMuted { get; }

    /// <summary>The state of the application, in lower case words: "listening", "command window".</summary>
    string StateName { get; }

    /// <summary>What has been counted since the start.</summary>
    Counters Counters { get; }

    /// <summary>Gives a device.</summary>
    /// <param name="index">0 to <see cref="DeviceCount"/> - 1.</param>
    /// <returns>The device.</returns>
    SwitchedDevice GetDevice(int index);

    /// <summary>Switches a device.</summary>
    /// <param name="index">Which.</param>
    /// <param name="on">Wanted state.</param>
    void Switch(int index, bool on);

    /// <summary>Dims a device that can be dimmed.</summary>
    /// <param name="index">Which.</param>
    /// <param name="level">0 to 100 per cent.</param>
    void Dim(int index, int level);

    /// <summary>Lets the microphone be heard or not.</summary>
    /// <param name="muted">Whether not.</param>
    void Mute(bool muted);

    /// <summary>Opens the command window as if a wake word had been said.</summary>
    void OpenWindow();

    /// <summary>Tests the microphone as soon as nothing else is being done.</summary>
    void TestMicrophone();

    /// <summary>Takes settings as text, whole or the lines to change; nothing is changed unless every line is right.</summary>
    /// <param name="text">The lines.</param>
    /// <returns>Null where they were taken and kept, else the reason, with the line that is wrong.</returns>
    string ChangeSettings(string text);

    /// <summary>Takes a piece of a model update, as ModelUpdater describes it.</summary>
    /// <param name="payload">The piece.</param>
    /// <returns>What became of it, in words, to be told to whoever sent it.</returns>
    string TakeUpdate(byte[] payload);

    /// <summary>Starts the board anew when what is being done is done.</summary>
    void Restart();
}
