using Sotto.Devices;

namespace Sotto.Firmware;

/// <summary>
/// The two devices that commands act on: one that a relay switches and one that a dimmer dims. One of them is chosen, at
/// first the relay's. What the last command changed can be taken back.
/// </summary>
public sealed class SwitchBoard
{
    /// <summary>The name that stands for every device.</summary>
    public const string AllDevices = "all";

    /// <summary>How much brighter or darker one command makes the lamp, in per cent.</summary>
    public const int BrightnessStep = 20;

    private const int FullLevel = 100;

    private readonly IRelay _relay;
    private readonly IDimmer _dimmer;
    private bool _dimmerChosen;
    private int _lastLevel;
    private bool _relaySet;
    private bool _dimmerSet;
    private bool _canTakeBack;
    private bool _relayBefore;
    private int _levelBefore;
    private bool _dimmerChosenBefore;

    /// <summary>Takes the devices and switches them off.</summary>
    /// <param name="relay">What is only switched.</param>
    /// <param name="dimmer">What is dimmed.</param>
    public SwitchBoard(IRelay relay, IDimmer dimmer)
    {
        _relay = relay;
        _dimmer = dimmer;
        Reset();
    }

    /// <summary>The name of the device that "on" and "off" act on.</summary>
    public string Chosen
    {
        get { return _dimmerChosen ? _dimmer.Name : _relay.Name; }
    }

    /// <summary>Switches everything off, chooses the relay's device and forgets what could be taken back.</summary>
    public void Reset()
    {
        _relay.Set(false);
        _dimmer.Set(0);
        _dimmerChosen = false;
        _lastLevel = FullLevel;
        _relaySet = false;
        _dimmerSet = false;
        _canTakeBack = false;
    }

    /// <summary>Does what a command says.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The command with its slots filled in.</returns>
    public UnderstoodCommand Do(Command command)
    {
        _relaySet = false;
        _dimmerSet = false;
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

    /// <summary>Tells of every device that the last command set.</summary>
    /// <param name="listener">Whom to tell.</param>
    /// <param name="sample">When the command was heard.</param>
    public void Report(IVoiceListener listener, long sample)
    {
        if (_relaySet)
        {
            listener.OnSwitch(_relay.Name, _relay.IsOn ? "on" : "off", sample);
        }

        if (_dimmerSet)
        {
            listener.OnSwitch(_dimmer.Name, _dimmer.Level.ToString() + "%", sample);
        }
    }

    private UnderstoodCommand Change(Command command)
    {
        switch (command.Action)
        {
            case CommandAction.Brighter:
                SetDimmer(_dimmer.Level + BrightnessStep);
                return new UnderstoodCommand(command, _dimmer.Name, _dimmer.Level);
            case CommandAction.Darker:
                SetDimmer(_dimmer.Level - BrightnessStep);
                return new UnderstoodCommand(command, _dimmer.Name, _dimmer.Level);
            case CommandAction.AllOn:
            case CommandAction.AllOff:
                SetRelay(command.Action == CommandAction.AllOn);
                SetDimmer(command.Action == CommandAction.AllOn ? FullLevel : 0);
                return new UnderstoodCommand(command, AllDevices, UnderstoodCommand.NoBrightness);
            case CommandAction.Previous:
            case CommandAction.Next:
                // Of two devices the one before is the one after.
                _dimmerChosen = !_dimmerChosen;
                break;
            default:
                SetChosen(command.Action == CommandAction.SwitchOn);
                break;
        }

        return new UnderstoodCommand(command, Chosen, UnderstoodCommand.NoBrightness);
    }

    private void SetChosen(bool on)
    {
        if (_dimmerChosen)
        {
            SetDimmer(on ? _lastLevel : 0);
        }
        else
        {
            SetRelay(on);
        }
    }

    private void SetRelay(bool on)
    {
        _relay.Set(on);
        _relaySet = true;
    }

    private void SetDimmer(int level)
    {
        _dimmer.Set(level < 0 ? 0 : level > FullLevel ? FullLevel : level);
        _lastLevel = _dimmer.Level > 0 ? _dimmer.Level : _lastLevel;
        _dimmerSet = true;
    }

    private void Remember()
    {
        _canTakeBack = true;
        _relayBefore = _relay.IsOn;
        _levelBefore = _dimmer.Level;
        _dimmerChosenBefore = _dimmerChosen;
    }

    private void TakeBack()
    {
        if (!_canTakeBack)
        {
            return;
        }

        _canTakeBack = false;
        _dimmerChosen = _dimmerChosenBefore;
        if (_relay.IsOn != _relayBefore)
        {
            SetRelay(_relayBefore);
        }

        if (_dimmer.Level != _levelBefore)
        {
            SetDimmer(_levelBefore);
        }
    }
}
