using Sotto.Devices;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Firmware.Hardware;

/// <summary>What hears on a board: the part in which applications differ.</summary>
public interface IHearing
{
    /// <summary>What it is, for the log.</summary>
    string Description { get; }

    /// <summary>Hears words, or sentences.</summary>
    ISession Session { get; }

    /// <summary>Understands sentences; null where single words are heard.</summary>
    SentenceInterpreter Interpreter { get; }

    /// <summary>The microphone.</summary>
    IMicrophone Microphone { get; }

    /// <summary>Makes what finds out whether the microphone is wired and set as it should be; null where that cannot be seen.</summary>
    MicrophoneTestMaker MicrophoneTest { get; }

    /// <summary>Takes new models; null where none are taken.</summary>
    ModelUpdater Updater { get; }

    /// <summary>Makes all of it, once, before anything else of it is used.</summary>
    /// <param name="board">The board.</param>
    /// <param name="hardware">What is wired to it, made.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="files">The files.</param>
    /// <param name="system">The chip.</param>
    void Open(BoardDescription board, BoardHardware hardware, Settings settings, IFileStore files, IBoardSystem system);
}
