namespace Sotto.Firmware;

/// <summary>A command that was done: the word's command, and its slots as the board stood then.</summary>
public sealed class UnderstoodCommand
{
    /// <summary>The value of <see cref="Brightness"/> where there is none.</summary>
    public const int NoBrightness = -1;

    private readonly Command _command;
    private readonly string _name;
    private readonly int _brightness;

    internal UnderstoodCommand(Command command, string name, int brightness)
    {
        _command = command;
        _name = name;
        _brightness = brightness;
    }

    /// <summary>The command.</summary>
    public Command Command
    {
        get { return _command; }
    }

    /// <summary>The slot <c>name</c>: the device that it was about, "all" for all of them, or null.</summary>
    public string Name
    {
        get { return _name; }
    }

    /// <summary>The slot <c>brightness</c>: 0 to 100 per cent, or <see cref="NoBrightness"/>.</summary>
    public int Brightness
    {
        get { return _brightness; }
    }
}
