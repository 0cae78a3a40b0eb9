using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Firmware.Home;

namespace Sotto.Tests;

/// <summary>A board with a light and a lamp that does at once what the home asks for, and writes down what that was.</summary>
public sealed class FakeBoard : IBoardControl
{
    private readonly SwitchedDevice[] _devices;

    public FakeBoard(SwitchedDevice[] devices)
    {
        _devices = devices;
    }

    public FakeBoard()
        : this(new SwitchedDevice[]
        {
            new SwitchedDevice(new SimulatedRelay("light"), "kitchen"), new SwitchedDevice(new SimulatedDimmer("lamp"), ""),
        })
    {
    }

    /// <summary>Hears of what is done, once it is known.</summary>
    public IBoardListener Listener { get; set; }

    /// <summary>What was asked for.</summary>
    public string Asked { get; set; } = "";

    /// <summary>What is answered to settings.</summary>
    public string SettingsReason { get; set; }

    public int DeviceCount
    {
        get { return _devices.Length; }
    }

    public bool IsMuted { get; private set; }

    public string StateName { get; private set; } = "listening";

    public Counters Counters { get; } = new Counters();

    public SwitchedDevice GetDevice(int index)
    {
        return _devices[index];
    }

    public void Switch(int index, bool on)
    {
        Asked += _devices[index].Name + (on ? " on; " : " off; ");
        _devices[index].Set(on ? 100 : 0);
        Listener.OnDevice(index);
    }

    public void Dim(int index, int level)
    {
        Asked += _devices[index].Name + " " + level.ToString() + "; ";
        _devices[index].Set(level);
        Listener.OnDevice(index);
    }

    public void Mute(bool muted)
    {
        Asked += muted ? "mute; " : "hear; ";
        IsMuted = muted;
        Listener.OnMuted(muted);
    }

    public void OpenWindow()
    {
        Asked += "talk; ";
        Listener.OnState("command window");
    }

    public void TestMicrophone()
    {
        Asked += "test; ";
        Listener.OnMicrophoneTested("the microphone is well");
    }

    public string ChangeSettings(string text)
    {
        Asked += "settings " + text + "; ";
        return SettingsReason;
    }

    public string TakeUpdate(byte[] payload)
    {
        Asked += "update " + payload.Length.ToString() + "; ";
        return "piece 1 taken";
    }

    public void Restart()
    {
        Asked += "restart; ";
    }
}
