using System;
using System.Device.Gpio;
using Sotto.Devices;
using Sotto.Devices.Hardware;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// What is wired to a board, made from its description and the settings, neither of which it keeps. Relays that no device uses are
/// driven off, as they would otherwise hang in the air.
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
    private readonly MicrophoneProfile _profile;
    private readonly IStatusLed _led;
    private int _unit;

    /// <summary>Opens the status light, so that there is one to show what fails.</summary>
    /// <param name="board">The board.</param>
    /// <exception cref="Exception">Its pin cannot be opened.</exception>
    public BoardHardware(BoardDescription board)
    {
        _profile = MicrophoneProfile.Find(board.Microphone.Kind);
        Timed = new ITimed[0];
        if (board.Led == null)
        {
            _led = new NoLed();
            return;
        }

        StatusLed led = new StatusLed(new GpioOutput(_pins, board.Led.Number, board.Led.ActiveLow), board.Led.ActiveLow);
        _led = led;
        AddTimed(led);
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
        get { return _profile; }
    }

    /// <summary>Opens the rest.</summary>
    /// <param name="board">The board.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="Exception">A pin cannot be opened, or there are more dimmed outputs than PWM units.</exception>
    public void Open(BoardDescription board, Settings settings)
    {
        OpenDevices(board.Outputs, settings);
        if (board.Button != null)
        {
            Button = new PushButton(new GpioInput(_pins, board.Button.Number, board.Button.ActiveLow), board.Button.ActiveLow);
        }

        if (board.Tone != null)
        {
            // Its frequency changes: it begins a pair of units, and whoever were the other of the pair would change with it.
            _unit += _unit & 1;
            Tone = new Tone(OpenPwm(board.Tone.Number, ToneFrequency));
            AddTimed(Tone);
        }
    }

    /// <summary>Which slot of a frame the microphone speaks in as nanoFramework's driver delivers them: the right one first.</summary>
    /// <param name="wired">The microphone.</param>
    /// <returns>0 or 1.</returns>
    public static int DriverChannelOf(BoardMicrophone wired)
    {
        return wired.IsRight ? 0 : 1;
    }

    /// <summary>Makes the port of the microphone on nanoFramework's driver.</summary>
    /// <param name="wired">The microphone.</param>
    /// <returns>The port, closed.</returns>
    public I2sBus MakeDriverBus(BoardMicrophone wired)
    {
        return new I2sBus(_profile, UsualPort, wired.ClockPin, wired.WordSelectPin, wired.DataPin, I2sBus.DefaultBufferBytes);
    }

    /// <summary>Makes what reads the microphone while it is tested; it hears when it is started.</summary>
    /// <param name="bus">What it is read through.</param>
    /// <param name="channel">The slot of that bus's frames that it speaks in.</param>
    /// <returns>The microphone.</returns>
    public I2sMicrophone MakeMicrophone(II2sBus bus, int channel)
    {
        return new I2sMicrophone(bus, Profile, channel, MicrophoneProfile.DefaultShift, TestRing);
    }

    /// <summary>Makes what makes tests of that microphone.</summary>
    /// <param name="channel">The same slot.</param>
    /// <returns>The maker.</returns>
    public MicrophoneTestMaker MakeMicrophoneTest(int channel)
    {
        return new MicrophoneTestMaker(_profile, channel, MicrophoneProfile.DefaultShift);
    }

    private void OpenDevices(BoardOutput[] outputs, Settings settings)
    {
        Devices = new SwitchedDevice[settings.Devices.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            BoardOutput output = outputs[i];
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
        AddTimed(dimmer);
        return new SwitchedDevice(dimmer, device.Room, device.FailState);
    }

    private void AddTimed(ITimed added)
    {
        ITimed[] timed = new ITimed[Timed.Length + 1];
        Array.Copy(Timed, timed, Timed.Length);
        timed[Timed.Length] = added;
        Timed = timed;
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
