namespace Sotto.Firmware;

/// <summary>
/// A command word, what it does, and the intent it stands for: Home Assistant's where it has one, else one of ours that
/// begins with Sotto.
/// </summary>
public sealed class Command
{
    private readonly string _word;
    private readonly CommandAction _action;
    private readonly string _intent;

    private Command(string word, CommandAction action, string intent)
    {
        _word = word;
        _action = action;
        _intent = intent;
    }

    /// <summary>The word, as the model labels it.</summary>
    public string Word
    {
        get { return _word; }
    }

    /// <summary>What it does.</summary>
    public CommandAction Action
    {
        get { return _action; }
    }

    /// <summary>The intent it stands for, or null where it stands for none.</summary>
    public string Intent
    {
        get { return _intent; }
    }

    /// <summary>Finds a word's command.</summary>
    /// <param name="word">A label of the command model.</param>
    /// <returns>The command; for a word that is none, one that does nothing.</returns>
    public static Command Find(string word)
    {
        switch (word)
        {
            case "on":
                return new Command(word, CommandAction.SwitchOn, "HassTurnOn");
            case "off":
                return new Command(word, CommandAction.SwitchOff, "HassTurnOff");
            case "up":
                return new Command(word, CommandAction.Brighter, "HassLightSet");
            case "down":
                return new Command(word, CommandAction.Darker, "HassLightSet");
            case "left":
                return new Command(word, CommandAction.Previous, "SottoSelectDevice");
            case "right":
                return new Command(word, CommandAction.Next, "SottoSelectDevice");
            case "go":
                return new Command(word, CommandAction.AllOn, "HassTurnOn");
            case "stop":
                return new Command(word, CommandAction.AllOff, "HassTurnOff");
            case "yes":
                return new Command(word, CommandAction.Confirm, "SottoConfirm");
            case "no":
                return new Command(word, CommandAction.TakeBack, "HassNevermind");
            default:
                return new Command(word, CommandAction.Nothing, null);
        }
    }
}
