using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Cli;

/// <summary>The simulated board: a light on a relay, a lamp on a dimmer, and the status LED.</summary>
internal sealed class SimulatedBoard
{
    /// <summary>Makes a board with everything off.</summary>
    public SimulatedBoard() => Switches = new SwitchBoard(Light, Lamp);

    /// <summary>The relay of the light.</summary>
    public SimulatedRelay Light { get; } = new("light");

    /// <summary>The dimmer of the lamp.</summary>
    public SimulatedDimmer Lamp { get; } = new("lamp");

    /// <summary>The status LED.</summary>
    public SimulatedLed Led { get; } = new();

    /// <summary>What commands do to them.</summary>
    public SwitchBoard Switches { get; }

    /// <summary>A voice switch that drives this board.</summary>
    /// <param name="session">Hears words.</param>
    /// <param name="listener">Hears what happens.</param>
    /// <param name="interpreter">Understands sentences; null where single words are heard.</param>
    public VoiceSwitch Control(ISession session, IVoiceListener listener, SentenceInterpreter? interpreter = null) => new(session, interpreter, Switches, Led, listener);
}
