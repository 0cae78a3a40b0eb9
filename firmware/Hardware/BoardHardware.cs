using System;
using System.Device.Gpio;
using Sotto.Devices;
using Sotto.Devices.Hardware;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// What is wired to a board, made from its description and the settings. Relays that no device uses are driven off, as they
/// would otherwise hang in the air.
/// </summary>
public sealed class BoardHardware
{
    /// <summary>The PWM units that all chips have; two by two share a frequency.</summary>
    public const int PwmUnits = 6;

    private const int FadeMilliseconds = 400;
    private const int ToneFrequency = 880;
    private const int UsualPort = 1;

    /// <summary>Samples of the ring: the microphone is read a block a step while it is tested, and not at all else.</summary>
    private const int TestRing = 256;

    private readonly GpioController _pins = new GpioController();
    private readonly BoardDescription _board;
    private readonly ITimed[] _timed;
    private readonly IStatusLed _led;
    private int _timedCount;
    private int _unit;

    /// <summary>Opens the status light, so that there is one to show what fails.</summary>
    /// <param name="board">The board.</param>
    /// <exception cref="Exception">Its pin cannot be opened.</exception>
    public BoardHardware(BoardDescription board)
    {
        _board = board;
        _timed = new ITimed[board.Outputs.Length + 2];
        Timed = new ITimed[0];
        if (board.Led == null)
        {
            _led = new NoLed();
            return;
        }

        StatusLed led = new StatusLed(new GpioOutput(_pins, board.Led.Number, board.Led.ActiveLow), board.Led.ActiveLow);
        _led = led;
        _timed[_timedCount++] = led;
        Timed = new ITimed[] { led };
    }

    /// <summary>The status light.</summary>
    public IStatusLed Led
    {
        get { return _led; }
    }

    /// <summary>The devices, in the order of the settings.</summary>
    public SwitchedDevice[] Devices { get; private set; }

    /// <summary>What goes on as time passes.</summary>
    public ITimed[] Timed { get; private set; }

    /// <summary>The button, or null.</summary>
    public PushButton Button { get; private set; }

    /// <summary>What sounds, or null.</summary>
    public Tone Tone { get; private set; }

    /// <summary>The microphone's kind.</summary>
    public MicrophoneProfile Profile
    {
        get { return MicrophoneProfile.Find(_board.Microphone.Kind); }
    }

    /// <summary>Opens the rest.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="Exception">A pin cannot be opened, or there are more dimmed outputs than PWM units.</exception>
    public void Open(Settings settings)
    {
        OpenDevices(settings);
        if (_board.Button != null)
        {
            Button = new PushButton(new GpioInput(_pins, _board.Button.Number, _board.Button.ActiveLow), _board.Button.ActiveLow);
        }

        if (_board.Tone != null)
        {
            // Its frequency changes: it begins a pair of units, and whoever were the other of the pair would change with it.
            _unit += _unit & 1;
            Tone = new Tone(OpenPwm(_board.Tone.Number, ToneFrequency));
            _timed[_timedCount++] = Tone;
        }

        ITimed[] timed = new ITimed[_timedCount];
        Array.Copy(_timed, timed, _timedCount);
        Timed = timed;
    }

    /// <summary>Which slot of a frame the microphone speaks in as nanoFramework's driver delivers them: the right one first.</summary>
    public int DriverChannel
    {
        get { return _board.Microphone.IsRight ? 0 : 1; }
    }

    /// <summary>Makes the port of the microphone on nanoFramework's driver.</summary>
    /// <returns>The port, closed.</returns>
    public I2sBus MakeDriverBus()
    {
        BoardMicrophone wired = _board.Microphone;
        return new I2sBus(Profile, UsualPort, wired.ClockPin, wired.WordSelectPin, wired.DataPin, I2sBus.DefaultBufferBytes);
    }

    /// <summary>Makes what reads the microphone while it is tested; it hears when it is started.</summary>
    /// <param name="bus">What it is read through.</param>
    /// <param name="channel">The slot of that bus's frames that it speaks in.</param>
    /// <returns>The microphone.</returns>
    public I2sMicrophone MakeMicrophone(II2sBus bus, int channel)
    {
        return new I2sMicrophone(bus, Profile, channel, MicrophoneProfile.DefaultShift, TestRing);
    }

    /// <summary>Makes the test of that microphone.</summary>
    /// <param name="channel">The same slot.</param>
    /// <returns>The test.</returns>
    public MicrophoneSelfTest MakeMicrophoneTest(int channel)
    {
        return new MicrophoneSelfTest(Profile, channel, MicrophoneProfile.DefaultShift);
    }

    private void OpenDevices(Settings settings)
    {
        Devices = new SwitchedDevice[settings.Devices.Length];
        for (int i = 0; i < _board.Outputs.Length; i++)
        {
            BoardOutput output = _board.Outputs[i];
            int at = Find(settings.Devices, output.Name);
            if (at >= 0)
            {
                Devices[at] = output.Dims ? OpenDimmer(output, settings.Devices[at]) : OpenRelay(output, settings.Devices[at]);
            }
            else if (!output.Dims)
            {
                GpioOutput off = new GpioOutput(_pins, output.Pin, output.ActiveLow);
                off.Write(output.ActiveLow);
            }
        }
    }

    private static int Find(DeviceSettings[] devices, string output)
    {
        for (int i = 0; i < devices.Length; i++)
        {
            if (devices[i].Output == output)
            {
                return i;
            }
        }

        return -1;
    }

    private SwitchedDevice OpenRelay(BoardOutput output, DeviceSettings device)
    {
        bool failsOn = device.FailState == FailState.On;
        GpioOutput pin = new GpioOutput(_pins, output.Pin, failsOn != output.ActiveLow);
        return new SwitchedDevice(new Relay(device.Name, pin, output.ActiveLow, failsOn), device.Room, device.FailState);
    }

    private SwitchedDevice OpenDimmer(BoardOutput output, DeviceSettings device)
    {
        IPwmOutput pin = OpenPwm(output.Pin, Dimmer.DefaultFrequency);
        Dimmer dimmer = new Dimmer(device.Name, output.ActiveLow ? new InvertedPwm(pin) : pin, Dimmer.DefaultFrequency, FadeMilliseconds);
        _timed[_timedCount++] = dimmer;
        return new SwitchedDevice(dimmer, device.Room, device.FailState);
    }

    private IPwmOutput OpenPwm(int pin, int frequency)
    {
        _unit++;
        if (_unit > PwmUnits)
        {
            throw new InvalidOperationException("more dimmed outputs and tones than the " + PwmUnits.ToString() + " PWM units");
        }

        return new PwmOutput(pin, _unit, frequency);
    }
}
