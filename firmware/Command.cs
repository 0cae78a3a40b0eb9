namespace Sotto.Firmware;

/// <summary>
/// A command word, what it does, and the intent it stands for: Home Assistant's where it has one, else one of ours that
/// begins with Sotto.
/// </summary>
public sealed class Command
{
    private static readonly Command[] Table =
    {
        new Command("on", CommandAction.SwitchOn, "HassTurnOn"),
        new Command("off", CommandAction.SwitchOff, "HassTurnOff"),
        new Command("up", CommandAction.Brighter, "HassLightSet"),
        new Command("down", CommandAction.Darker, "HassLightSet"),
        new Command("left", CommandAction.Previous, "SottoSelectDevice"),
        new Command("right", CommandAction.Next, "SottoSelectDevice"),
        new Command("go", CommandAction.AllOn, "HassTurnOn"),
        new Command("stop", CommandAction.AllOff, "HassTurnOff"),
        new Command("yes", CommandAction.Confirm, "SottoConfirm"),
        new Command("no", CommandAction.TakeBack, "HassNevermind"),
    };

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
        for (int i = 0; i < Table.Length; i++)
        {
            if (Table[i]._word == word)
            {
                return Table[i];
            }
        }

        return new Command(word, CommandAction.Nothing, null);
    }
}
