using System;
using Sotto.Devices;
using Sotto.Firmware;
using Sotto.Firmware.Hardware;
using Sotto.Interop;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.NativeApp;

/// <summary>
/// The native engine: a session that hears the microphone in a thread of its own, with the models of this application where they
/// lie in flash, or those that came by update. A voice gate lets the wake model rest while nobody speaks.
/// </summary>
public sealed class NativeHearing : IHearing
{
    /// <summary>The longest model that an update may bring, in bytes: four files of it fit the 256 KB that the smallest boards have.</summary>
    public const int LongestModel = 57344;

    /// <summary>Bytes of working memory that a model may take.</summary>
    public const int MaximumArena = 65536;

    private const int Voice = 2;

    private readonly CaptureSettings _capture;
    private readonly byte[][] _models;
    private NativeSession _session;
    private SentenceInterpreter _interpreter;
    private CapturedMicrophone _microphone;
    private MicrophoneTestMaker _test;
    private ModelUpdater _updater;

    /// <summary>Takes the models from this application, and audio from the board's microphone.</summary>
    public NativeHearing()
        : this(null, null)
    {
    }

    /// <summary>Where there is no flash or no microphone: on .NET.</summary>
    /// <param name="models">
    /// Wake model, command model and voice gate, and where sentences are to be heard acoustic model, words and intent model, whole files;
    /// null for those of this application.
    /// </param>
    /// <param name="capture">Where audio comes from; null for the board's microphone.</param>
    public NativeHearing(byte[][] models, CaptureSettings capture)
    {
        _models = models;
        _capture = capture;
    }

    /// <inheritdoc/>
    public string Description
    {
        get { return NativeEngine.IsAvailable ? "the native engine" : "the native engine, which this firmware lacks or has in another version"; }
    }

    /// <inheritdoc/>
    public ISession Session
    {
        get { return _session; }
    }

    /// <inheritdoc/>
    public SentenceInterpreter Interpreter
    {
        get { return _interpreter; }
    }

    /// <inheritdoc/>
    public IMicrophone Microphone
    {
        get { return _microphone; }
    }

    /// <inheritdoc/>
    public MicrophoneTestMaker MicrophoneTest
    {
        get { return _test; }
    }

    /// <inheritdoc/>
    public ModelUpdater Updater
    {
        get { return _updater; }
    }

    /// <inheritdoc/>
    public void Open(BoardDescription board, BoardHardware hardware, Settings settings, IFileStore files, IBoardSystem system)
    {
        if (!NativeEngine.IsAvailable)
        {
            throw new InvalidOperationException("the firmware lacks Sotto's native engine, or has another version of it");
        }

        ModelStore store = new ModelStore(files, LongestModel);
        store.Start();
        OpenSession(board, settings, store, system);
        UseThreshold(ModelKind.Wake, settings.WakeThreshold);
        _updater = new ModelUpdater(store, settings.UpdateKey, MaximumArena);
        CaptureSettings capture = _capture == null ? CaptureOf(board, hardware.Profile) : _capture;
        I2sMicrophone tested = hardware.MakeMicrophone(new SourceBus(_session, capture), capture.Channel);
        _microphone = new CapturedMicrophone(tested, new SessionCapture(_session, capture));
        _test = hardware.MakeMicrophoneTest(capture.Channel);
    }

    private void OpenSession(BoardDescription board, Settings settings, ModelStore store, IBoardSystem system)
    {
        NativeModel wake = Newest(store, ModelKind.Wake);
        NativeModel voice = BuiltIn(Voice);
        if (settings.HearsSentences)
        {
            SentenceModels sentences = new SentenceModels(_models);
            string reason = sentences.Open(board.HasPsram, wake, voice, settings.WindowMilliseconds);
            _session = sentences.Session;
            _interpreter = sentences.Interpreter;
            if (reason == null)
            {
                return;
            }

            system.Log("command.sentences: " + reason + "; single words are heard instead");
        }

        _session = new NativeSession(wake, Newest(store, ModelKind.Command), voice, settings.WindowMilliseconds);
        UseThreshold(ModelKind.Command, settings.CommandThreshold);
    }

    private NativeModel Newest(ModelStore store, ModelKind kind)
    {
        byte[] newer = store.Open(kind);
        return newer != null ? NativeModel.FromImage(newer) : BuiltIn((int)kind);
    }

    private NativeModel BuiltIn(int model)
    {
        string[] names = { "wake", "commands", "voice" };
        return _models == null ? NativeModel.FromResource(names[model]) : NativeModel.FromImage(_models[model]);
    }

    private void UseThreshold(ModelKind kind, int percent)
    {
        if (percent != Settings.ModelThreshold)
        {
            _session.UseThreshold(kind, Settings.ThresholdOf(percent));
        }
    }

    /// <summary>The board's microphone as the session reads it: the left slot of a frame first.</summary>
    private static CaptureSettings CaptureOf(BoardDescription board, MicrophoneProfile profile)
    {
        BoardMicrophone wired = board.Microphone;
        bool hasSecondCore = board.Chip == "ESP32" || board.Chip == "ESP32-S3" || board.Chip == "ESP32-P4";
        return new CaptureSettings
        {
            Stereo32 = !wired.IsPdm,
            Channel = wired.IsRight ? 1 : 0,
            Shift = MicrophoneProfile.DefaultShift,
            LateBits = profile.LateBits,
            RemovesOffset = profile.HasOffset,
            ClockPin = wired.ClockPin,
            WordSelectPin = wired.IsPdm ? 0 : wired.WordSelectPin,
            DataPin = wired.DataPin,
            Core = hasSecondCore ? 1 : 0,
        };
    }
}
