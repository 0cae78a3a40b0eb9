using Sotto.Devices;
using Sotto.Firmware;
using Sotto.Firmware.Hardware;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.App;

/// <summary>
/// What stock firmware can do: the button switches, and the microphone is tested. To hear words in C# takes the interpreter of an
/// ESP32 ten times as long as they last.
/// </summary>
public sealed class ButtonHearing : IHearing
{
    private ButtonSession _session;
    private CapturedMicrophone _microphone;
    private MicrophoneTestMaker _test;

    /// <inheritdoc/>
    public string Description
    {
        get { return "none, stock firmware only switches; words need firmware with Sotto's native engine, and NativeApp"; }
    }

    /// <inheritdoc/>
    public ISession Session
    {
        get { return _session; }
    }

    /// <inheritdoc/>
    public SentenceInterpreter Interpreter
    {
        get { return null; }
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
        get { return null; }
    }

    /// <inheritdoc/>
    public void Open(BoardDescription board, BoardHardware hardware, Settings settings, IFileStore files, IBoardSystem system)
    {
        _session = new ButtonSession(new BoardClock(), hardware.Devices);
        int channel = BoardHardware.DriverChannelOf(board.Microphone);
        _microphone = new CapturedMicrophone(hardware.MakeMicrophone(hardware.MakeDriverBus(board.Microphone), channel), new NoCapture());

        // Stock firmware connects no data pin to a PDM microphone: there is nothing to test.
        _test = board.Microphone.IsPdm ? null : hardware.MakeMicrophoneTest(channel);
    }
}
