using Sotto.Models.Intent;

namespace Sotto.Firmware;

/// <summary>What intents mean to the devices of a board: which of them, and at which level. firmware/README.md has the table.</summary>
internal static class IntentMeaning
{
    /// <summary>Stands for no level: the intent sets nothing.</summary>
    internal const int NoLevel = -1;

    private const int FullLevel = 100;
    private const string LightSet = "HassLightSet";

    /// <summary>Whether an intent takes back what the last command did.</summary>
    internal static bool TakesBack(IntentFrame frame)
    {
        return frame.Intent == "HassNevermind";
    }

    /// <summary>
    /// Whether an intent is about a device: by its name, or "all"; by its room; as one of the lights or switches. Where it says none of
    /// these it is about the chosen device, and brightness about all.
    /// </summary>
    internal static bool IsAbout(IntentFrame frame, SwitchedDevice device, bool isChosen)
    {
        string name = frame.ValueOf("name");
        string area = frame.ValueOf("area");
        string domain = frame.ValueOf("domain");
        if (frame.ValueOf("floor") != null || frame.ValueOf("device_class") != null || (area != null && !IsSame(area, device.Room)))
        {
            return false;
        }

        if (name != null)
        {
            return IsSame(name, SwitchBoard.AllDevices) || IsSame(name, device.Name);
        }

        return domain == null ? area != null || isChosen || frame.Intent == LightSet : domain == "light" || domain == "switch";
    }

    /// <summary>The level that an intent sets a device to, 0 to 100 or beyond; <see cref="NoLevel"/> for none.</summary>
    /// <param name="frame">The intent.</param>
    /// <param name="device">The device.</param>
    /// <param name="lastLevel">The level it had when it was on.</param>
    internal static int LevelOf(IntentFrame frame, SwitchedDevice device, int lastLevel)
    {
        switch (frame.Intent)
        {
            case "HassTurnOn":
                return lastLevel;
            case "HassTurnOff":
                return 0;
            case "HassToggle":
                return device.IsOn ? 0 : lastLevel;
            case LightSet:
                return device.CanDim ? BrightnessOf(frame, device.Level) : NoLevel;
            default:
                return NoLevel;
        }
    }

    private static int BrightnessOf(IntentFrame frame, int level)
    {
        string brightness = frame.ValueOf("brightness");
        string step = frame.ValueOf("brightness_step");
        int number;
        if (brightness != null)
        {
            return int.TryParse(brightness, out number) ? number : NoLevel;
        }

        if (step == null)
        {
            return NoLevel;
        }

        number = step == "up" ? SwitchBoard.BrightnessStep : step == "down" ? -SwitchBoard.BrightnessStep : 0;
        bool isNumber = number != 0 || int.TryParse(step, out number);
        int changed = level + number;
        return !isNumber ? NoLevel : changed < 0 ? 0 : changed > FullLevel ? FullLevel : changed;
    }

    private static bool IsSame(string a, string b)
    {
        return a.ToLower() == b.ToLower();
    }
}
