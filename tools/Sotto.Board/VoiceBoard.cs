using System.Text;
using Sotto.Devices;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;

namespace Sotto.Board;

/// <summary>
/// A whole voice switch without hardware: the application of the firmware, a microphone that hears what it is given, and what
/// is switched, in memory. It is made anew where a board would start anew.
/// </summary>
public sealed class VoiceBoard
{
    private const int WaitingSamples = 8192;
    private const int MaximumModel = 256 * 1024;
    private const int MaximumArena = 64 * 1024;

    /// <summary>Two relays and two dimmed outputs; the pins are any, since nothing hangs on them.</summary>
    private const string Description =
        """
        name = simulated
        description = A board in memory
        target = none
        chip = ESP32
        flash.megabytes = 4
        deploy.address = 0x1E0000
        deploy.kilobytes = 1792
        psram = no
        microphone.kind = inmp441
        microphone.clock = 26
        microphone.word-select = 25
        microphone.data = 33
        relay1.pin = 18
        relay2.pin = 19
        pwm1.pin = 22
        pwm2.pin = 23
        """;

    /// <summary>Starts a board; its first step does the rest.</summary>
    /// <param name="clock">Its time.</param>
    /// <param name="system">Its chip.</param>
    /// <param name="files">Its files.</param>
    /// <param name="wake">The wake model that is built in.</param>
    /// <param name="commands">The command model that is built in.</param>
    /// <param name="sentences">The models by which sentences are heard, where the settings say so; null for single words alone.</param>
    /// <exception cref="ModelFormatException">A model is wrong.</exception>
    public VoiceBoard(IClock clock, IBoardSystem system, IFileStore files, byte[] wake, byte[] commands, SentenceFiles? sentences = null)
    {
        SettingsStore store = new(files, BoardDescription.Parse(Encoding.UTF8.GetBytes(Description)).Outputs);
        Settings = store.Current;
        ModelStore models = new(files, MaximumModel);
        models.Start();
        ModelStream wakeStream = Open(models.Open(ModelKind.Wake) ?? wake, Settings.WakeThreshold);
        sentences = Settings.HearsSentences ? sentences : null;
        Application = new VoiceApplication(new ApplicationParts
        {
            Clock = clock,
            System = system,
            Files = files,
            Settings = store,
            Microphone = Microphone,
            MicrophoneTest = new MicrophoneTestMaker(MicrophoneProfile.Find("inmp441"), 0, MicrophoneProfile.DefaultShift),
            Session = sentences is null
                ? new ManagedSession(wakeStream, Open(models.Open(ModelKind.Command) ?? commands, Settings.CommandThreshold), Settings.WindowMilliseconds)
                : new ManagedSession(wakeStream, Listen(sentences), Settings.WindowMilliseconds),
            Interpreter = sentences is null ? null : Understand(sentences),
            Button = new PushButton(Button, activeLow: true),
            Led = Led,
            Devices = [.. Settings.Devices.Select(Make)],
            Updater = new ModelUpdater(models, Settings.UpdateKey, MaximumArena),
        });
    }

    /// <summary>What runs on it.</summary>
    public VoiceApplication Application { get; }

    /// <summary>Its settings, as they were when it started.</summary>
    public Settings Settings { get; }

    /// <summary>Hears what it is told to play.</summary>
    public SimulatedMicrophone Microphone { get; } = new(WaitingSamples);

    /// <summary>Its status light.</summary>
    public SimulatedLed Led { get; } = new();

    /// <summary>The pin of its button: low while it is pressed.</summary>
    public SimulatedPin Button { get; } = new(high: true);

    /// <summary>Lets the microphone hear on and the application do what is due.</summary>
    /// <param name="milliseconds">For how long the microphone hears.</param>
    public void Step(int milliseconds)
    {
        Microphone.Advance(milliseconds);
        Application.Step();
    }

    private static ModelStream Open(byte[] file, int threshold)
    {
        ModelStream model = new(Model.Load(file));
        if (threshold != Settings.ModelThreshold)
        {
            model.Detector.UseThreshold(Settings.ThresholdOf(threshold));
        }

        return model;
    }

    private static SentenceListener Listen(SentenceFiles files) =>
        new(Model.Load(files.Acoustic), new SentenceDecoder(WordAutomaton.Load(files.Words), new SearchSettings()));

    private static SentenceInterpreter Understand(SentenceFiles files)
    {
        IntentModel intents = IntentModel.Load(files.Intents);
        return new SentenceInterpreter(new IntentRecogniser(intents, new ManagedDecoder(intents)), new SpokenRules());
    }

    private static SwitchedDevice Make(DeviceSettings device) => device.Dims
        ? new SwitchedDevice(new SimulatedDimmer(device.Name), device.Room, device.FailState)
        : new SwitchedDevice(new SimulatedRelay(device.Name), device.Room, device.FailState);
}
