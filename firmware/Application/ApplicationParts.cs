using Sotto.Devices;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Firmware;

/// <summary>What an application is made of.</summary>
public sealed class ApplicationParts
{
    /// <summary>The time.</summary>
    public IClock Clock { get; set; }

    /// <summary>The chip.</summary>
    public IBoardSystem System { get; set; }

    /// <summary>The files.</summary>
    public IFileStore Files { get; set; }

    /// <summary>The settings.</summary>
    public SettingsStore Settings { get; set; }

    /// <summary>The microphone. Where the session reads it by itself, one that starts and stops the session and gives nothing.</summary>
    public IMicrophone Microphone { get; set; }

    /// <summary>Makes what finds out whether the microphone is wired and set as it should be; null where that cannot be seen.</summary>
    public MicrophoneTestMaker MicrophoneTest { get; set; }

    /// <summary>Hears words, or sentences. Its window and thresholds are those of the settings.</summary>
    public ISession Session { get; set; }

    /// <summary>Understands sentences; null where the session hears none.</summary>
    public SentenceInterpreter Interpreter { get; set; }

    /// <summary>The button, or null.</summary>
    public PushButton Button { get; set; }

    /// <summary>The status light.</summary>
    public IStatusLed Led { get; set; }

    /// <summary>What sounds, or null.</summary>
    public Tone Tone { get; set; }

    /// <summary>What goes on as time passes: light, tone, fading lamps.</summary>
    public ITimed[] Timed { get; set; } = new ITimed[0];

    /// <summary>What is switched, in the order of the settings.</summary>
    public SwitchedDevice[] Devices { get; set; } = new SwitchedDevice[0];

    /// <summary>Takes new models; null where none are taken.</summary>
    public ModelUpdater Updater { get; set; }
}
