namespace Sotto.Firmware;

/// <summary>The settings of one device that the board switches or dims.</summary>
public sealed class DeviceSettings
{
    /// <summary>The longest name of a device or room, in bytes of UTF-8.</summary>
    public const int LongestName = 32;

    private readonly int _number;

    private DeviceSettings(int number)
    {
        _number = number;
    }

    /// <summary>What it is called: "light".</summary>
    public string Name { get; private set; }

    /// <summary>The room it is in, or "".</summary>
    public string Room { get; private set; }

    /// <summary>Which output of the board it is wired to: "relay1".</summary>
    public string Output { get; private set; }

    /// <summary>Whether it has a level.</summary>
    public bool Dims { get; private set; }

    /// <summary>What it does when the board starts or cannot hear any more.</summary>
    public FailState FailState { get; private set; }

    /// <summary>What its keys begin with: "device.1.".</summary>
    internal string Start
    {
        get { return "device." + _number.ToString() + "."; }
    }

    /// <summary>Makes the settings of a new board's device: off until someone switches it.</summary>
    internal static DeviceSettings Make(int number, string name, string output, bool dims)
    {
        DeviceSettings device = new DeviceSettings(number);
        device.Name = name;
        device.Room = "";
        device.Output = output;
        device.Dims = dims;
        return device;
    }

    /// <summary>Takes a device's keys.</summary>
    /// <param name="text">Holds them.</param>
    /// <param name="number">Its number: 1 of "device.1.".</param>
    /// <param name="outputs">The outputs that there are.</param>
    /// <returns>The device; null where there is none.</returns>
    internal static DeviceSettings Take(KeyValueText text, int number, BoardOutput[] outputs)
    {
        DeviceSettings device = new DeviceSettings(number);
        string start = device.Start;
        if (!text.HasAny(start))
        {
            return null;
        }

        text.Require(start + "kind");
        int kind = text.TakeChoice(start + "kind", 0, new string[] { "none", "relay", "dimmer" });
        device.Dims = kind == 2;
        device.Name = text.TakeText(start + "name", "", LongestName);
        device.Room = text.TakeText(start + "room", "", LongestName);
        device.Output = text.TakeAscii(start + "output", "", LongestName);
        device.FailState = (FailState)text.TakeChoice(start + "fail", 0, FailStates());
        if (kind == 0)
        {
            return null;
        }

        if (device.Name == "")
        {
            throw text.Wrong(start + "name", "must not be empty");
        }

        device.CheckOutput(text, start + "output", outputs);
        return device;
    }

    internal void Put(KeyValueWriter text)
    {
        string start = Start;
        text.Add(start + "kind", Dims ? "dimmer" : "relay");
        text.Add(start + "name", Name);
        text.Add(start + "room", Room);
        text.Add(start + "output", Output);
        text.Add(start + "fail", FailStates()[(int)FailState]);
    }

    private static string[] FailStates()
    {
        return new string[] { "off", "on", "keep" };
    }

    private void CheckOutput(KeyValueText text, string key, BoardOutput[] outputs)
    {
        string all = "";
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Dims == Dims && outputs[i].Name == Output)
            {
                return;
            }

            all += outputs[i].Dims == Dims ? " " + outputs[i].Name : "";
        }

        string kind = Dims ? "dimmer" : "relay";
        throw text.Wrong(key, all == "" ? "must name an output for a " + kind + ", and this board has none" : "must be one of" + all);
    }
}
