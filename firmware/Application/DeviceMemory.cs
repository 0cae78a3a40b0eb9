namespace Sotto.Firmware;

/// <summary>
/// Brings devices into their fail states, and keeps the levels of those that are to be as they were, a little after they changed:
/// flash is slow, and wears.
/// </summary>
internal sealed class DeviceMemory
{
    private const int Delay = 2000;

    private readonly SwitchedDevice[] _devices;
    private readonly SlotStore _slots;
    private byte[] _kept;
    private int _age;
    private bool _changed;

    public DeviceMemory(IFileStore files, SwitchedDevice[] devices)
    {
        _devices = devices;
        _slots = new SlotStore(files, "levels", devices.Length);
    }

    /// <summary>Whether something changed that is not kept yet and is old enough.</summary>
    public bool IsDue
    {
        get { return _changed && _age >= Delay; }
    }

    /// <summary>Sets the devices after a start.</summary>
    public void Restore()
    {
        byte[] kept = _slots.Read();
        _kept = kept != null && kept.Length == _devices.Length ? kept : new byte[_devices.Length];
        for (int i = 0; i < _devices.Length; i++)
        {
            FailState state = _devices[i].FailState;
            _devices[i].Set(state == FailState.On ? 100 : state == FailState.Keep ? _kept[i] : 0);
        }
    }

    /// <summary>Sets a device that fails.</summary>
    /// <param name="index">Which.</param>
    /// <returns>Whether it was set; one that is to be as it was is not.</returns>
    public bool Fail(int index)
    {
        FailState state = _devices[index].FailState;
        if (state != FailState.Keep)
        {
            _devices[index].Set(state == FailState.On ? 100 : 0);
        }

        return state != FailState.Keep;
    }

    /// <summary>Notes that a device was set.</summary>
    /// <param name="index">Which.</param>
    public void Note(int index)
    {
        if (_kept != null && _devices[index].FailState == FailState.Keep && _kept[index] != _devices[index].Level)
        {
            _changed = true;
            _age = 0;
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="passed">Milliseconds.</param>
    public void Advance(int passed)
    {
        _age = _age < Delay ? _age + passed : Delay;
    }

    /// <summary>Keeps what changed.</summary>
    /// <returns>Null, or why it could not be kept.</returns>
    public string Save()
    {
        if (!_changed)
        {
            return null;
        }

        for (int i = 0; i < _devices.Length; i++)
        {
            _kept[i] = (byte)(_devices[i].FailState == FailState.Keep ? _devices[i].Level : 0);
        }

        _changed = false;
        return _slots.Write(_kept);
    }
}
