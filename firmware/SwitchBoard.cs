using Sotto.Devices;
using Sotto.Models.Intent;

namespace Sotto.Firmware;

/// <summary>
/// The devices that commands act on. One of them is chosen, at first the first; brightness goes to it, or to the first device
/// that can be dimmed where it cannot. What the last command changed can be taken back.
/// </summary>
public sealed class SwitchBoard
{
    /// <summary>The name that stands for every device.</summary>
    public const string AllDevices = "all";

    /// <summary>How much brighter or darker one command makes the lamp, in per cent.</summary>
    public const int BrightnessStep = 20;

    private const int FullLevel = 100;
    private const int None = -1;

    private readonly SwitchedDevice[] _devices;
    private readonly int[] _lastLevels;
    private readonly int[] _levelsBefore;
    private readonly bool[] _set;
    private int _chosen;
    private int _chosenBefore;
    private bool _canTakeBack;

    /// <summary>Takes devices as they are.</summary>
    /// <param name="devices">The devices, in the order of "left" and "right".</param>
    public SwitchBoard(SwitchedDevice[] devices)
    {
        _devices = devices;
        _lastLevels = new int[devices.Length];
        _levelsBefore = new int[devices.Length];
        _set = new bool[devices.Length];
        ForgetLevels();
    }

    /// <summary>Takes two devices and switches them off.</summary>
    /// <param name="relay">What is only switched.</param>
    /// <param name="dimmer">What is dimmed.</param>
    public SwitchBoard(IRelay relay, IDimmer dimmer)
        : this(new SwitchedDevice[] { new SwitchedDevice(relay, ""), new SwitchedDevice(dimmer, "") })
    {
        Reset();
    }

    /// <summary>The name of the device that "on" and "off" act on; null where there is none.</summary>
    public string Chosen
    {
        get { return _devices.Length == 0 ? null : _devices[_chosen].Name; }
    }

    /// <summary>Switches everything off, chooses the first device and forgets what could be taken back.</summary>
    public void Reset()
    {
        for (int i = 0; i < _devices.Length; i++)
        {
            _devices[i].Set(0);
        }

        ForgetLevels();
        _chosen = 0;
        _canTakeBack = false;
    }

    /// <summary>Does what a command says.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The command with its slots filled in.</returns>
    public UnderstoodCommand Do(Command command)
    {
        ForgetSet();
        switch (command.Action)
        {
            case CommandAction.Nothing:
                break;
            case CommandAction.Confirm:
                _canTakeBack = false;
                break;
            case CommandAction.TakeBack:
                TakeBack();
                break;
            default:
                Remember();
                return Change(command);
        }

        return new UnderstoodCommand(command, null, UnderstoodCommand.NoBrightness);
    }

    /// <summary>Does what an understood sentence says, command after command, as far as it is about these devices.</summary>
    /// <param name="answer">What the sentence means.</param>
    /// <returns>Whether it took back what the last command did.</returns>
    public bool Do(IntentAnswer answer)
    {
        ForgetSet();
        if (answer.Count == 1 && IntentMeaning.TakesBack(answer.Frames[0]))
        {
            TakeBack();
            return true;
        }

        Remember();
        for (int frame = 0; frame < answer.Count; frame++)
        {
            Do(answer.Frames[frame]);
        }

        return false;
    }

    /// <summary>Switches a device otherwise than by a command: what the last command did cannot be taken back then.</summary>
    /// <param name="index">Which.</param>
    /// <param name="on">Wanted state; a lamp comes back at the level it had.</param>
    public void Switch(int index, bool on)
    {
        Dim(index, on ? _lastLevels[index] : 0);
    }

    /// <summary>Dims a device otherwise than by a command: what the last command did cannot be taken back then.</summary>
    /// <param name="index">Which.</param>
    /// <param name="level">0 to 100 per cent; what lies outside becomes the nearest of the two.</param>
    public void Dim(int index, int level)
    {
        _canTakeBack = false;
        Set(index, level);
    }

    /// <summary>Whether the last command set a device, be it to the state that it had.</summary>
    /// <param name="index">Which.</param>
    public bool WasSet(int index)
    {
        return _set[index];
    }

    /// <summary>Tells of every device that the last command set.</summary>
    /// <param name="listener">Whom to tell.</param>
    /// <param name="sample">When the command was heard.</param>
    public void Report(IVoiceListener listener, long sample)
    {
        for (int i = 0; i < _devices.Length; i++)
        {
            SwitchedDevice device = _devices[i];
            if (_set[i])
            {
                listener.OnSwitch(device.Name, device.CanDim ? device.Level.ToString() + "%" : device.IsOn ? "on" : "off", sample);
            }
        }
    }

    private void Do(IntentFrame frame)
    {
        for (int i = 0; i < _devices.Length; i++)
        {
            int level = IntentMeaning.IsAbout(frame, _devices[i], i == _chosen) ? IntentMeaning.LevelOf(frame, _devices[i], _lastLevels[i]) : IntentMeaning.NoLevel;
            if (level != IntentMeaning.NoLevel)
            {
                Set(i, level);
            }
        }
    }

    private UnderstoodCommand Change(Command command)
    {
        switch (command.Action)
        {
            case CommandAction.Brighter:
                return ChangeBrightness(command, BrightnessStep);
            case CommandAction.Darker:
                return ChangeBrightness(command, -BrightnessStep);
            case CommandAction.AllOn:
            case CommandAction.AllOff:
                for (int i = 0; i < _devices.Length; i++)
                {
                    Set(i, command.Action == CommandAction.AllOn ? FullLevel : 0);
                }

                return new UnderstoodCommand(command, AllDevices, UnderstoodCommand.NoBrightness);
            case CommandAction.Previous:
                Choose(_chosen - 1 + _devices.Length);
                break;
            case CommandAction.Next:
                Choose(_chosen + 1);
                break;
            default:
                SetChosen(command.Action == CommandAction.SwitchOn);
                break;
        }

        return new UnderstoodCommand(command, Chosen, UnderstoodCommand.NoBrightness);
    }

    private UnderstoodCommand ChangeBrightness(Command command, int step)
    {
        int index = FindDimmed();
        if (index == None)
        {
            return new UnderstoodCommand(command, null, UnderstoodCommand.NoBrightness);
        }

        Set(index, _devices[index].Level + step);
        return new UnderstoodCommand(command, _devices[index].Name, _devices[index].Level);
    }

    /// <summary>The chosen device if it can be dimmed, else the first that can.</summary>
    private int FindDimmed()
    {
        for (int i = 0; i < _devices.Length; i++)
        {
            int index = i == 0 ? _chosen : i <= _chosen ? i - 1 : i;
            if (_devices[index].CanDim)
            {
                return index;
            }
        }

        return None;
    }

    private void Choose(int index)
    {
        _chosen = _devices.Length == 0 ? 0 : index % _devices.Length;
    }

    private void SetChosen(bool on)
    {
        if (_devices.Length > 0)
        {
            Set(_chosen, on ? _lastLevels[_chosen] : 0);
        }
    }

    private void Set(int index, int level)
    {
        SwitchedDevice device = _devices[index];
        device.Set(level < 0 ? 0 : level > FullLevel ? FullLevel : level);
        _lastLevels[index] = device.Level > 0 ? device.Level : _lastLevels[index];
        _set[index] = true;
    }

    private void ForgetLevels()
    {
        for (int i = 0; i < _devices.Length; i++)
        {
            _lastLevels[i] = FullLevel;
        }

        ForgetSet();
    }

    private void ForgetSet()
    {
        for (int i = 0; i < _set.Length; i++)
        {
            _set[i] = false;
        }
    }

    private void Remember()
    {
        _canTakeBack = true;
        _chosenBefore = _chosen;
        for (int i = 0; i < _devices.Length; i++)
        {
            _levelsBefore[i] = _devices[i].Level;
        }
    }

    private void TakeBack()
    {
        if (!_canTakeBack)
        {
            return;
        }

        _canTakeBack = false;
        _chosen = _chosenBefore;
        for (int i = 0; i < _devices.Length; i++)
        {
            if (_devices[i].Level != _levelsBefore[i])
            {
                Set(i, _levelsBefore[i]);
            }
        }
    }
}
