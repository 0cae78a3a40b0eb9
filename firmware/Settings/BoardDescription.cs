namespace Sotto.Firmware;

/// <summary>A board as data: what is flashed where, and what is wired to which pin. Boards/README.md lists the keys.</summary>
public sealed class BoardDescription
{
    /// <summary>The most relays, and the most dimmed outputs.</summary>
    public const int MaximumOutputs = 8;

    // While it is read: the lines, and what each pin is for. They would take 4 KB as long as the board runs.
    private KeyValueText _text;
    private string[] _pinKeys = new string[PinRules.Count];

    private BoardDescription(KeyValueText text)
    {
        _text = text;
    }

    /// <summary>The board's name, as users type it: "esp32-devkit".</summary>
    public string Name { get; private set; }

    /// <summary>What it is, in words.</summary>
    public string Description { get; private set; }

    /// <summary>The target of nanoFramework's firmware: "ESP32_REV3".</summary>
    public string Target { get; private set; }

    /// <summary>The chip: "ESP32", "ESP32-S3".</summary>
    public string Chip { get; private set; }

    /// <summary>The size of the flash.</summary>
    public int FlashMegabytes { get; private set; }

    /// <summary>Where in the flash the application lies.</summary>
    public int DeployAddress { get; private set; }

    /// <summary>How long the application may be.</summary>
    public int DeployKilobytes { get; private set; }

    /// <summary>Whether the managed heap lies in PSRAM.</summary>
    public bool HasPsram { get; private set; }

    /// <summary>Without PSRAM: what of the chip's memory is left to ESP-IDF.</summary>
    public int ReservedHeapKilobytes { get; private set; }

    /// <summary>The microphone.</summary>
    public BoardMicrophone Microphone { get; private set; }

    /// <summary>What can be switched or dimmed, relays first.</summary>
    public BoardOutput[] Outputs { get; private set; }

    /// <summary>The status LED, or null.</summary>
    public BoardPin Led { get; private set; }

    /// <summary>The push button, or null.</summary>
    public BoardPin Button { get; private set; }

    /// <summary>The pin of a loudspeaker or buzzer for tones, or null.</summary>
    public BoardPin Tone { get; private set; }

    /// <summary>Reads a board file.</summary>
    /// <param name="text">The whole file.</param>
    /// <returns>The board.</returns>
    /// <exception cref="KeyValueException">A line is wrong, missing or unknown.</exception>
    public static BoardDescription Parse(byte[] text)
    {
        KeyValueText lines = new KeyValueText(text, 0, text.Length);
        BoardDescription board = new BoardDescription(lines);
        board.ReadFlash();
        board.ReadMicrophone();
        board.ReadOutputs();
        board.Led = board.ReadPin("led", true);
        board.Button = board.ReadPin("button", false);
        board.Tone = board.ReadPin("tone", true);
        lines.RefuseRest();
        board._text = null;
        board._pinKeys = null;
        return board;
    }

    /// <summary>Finds an output.</summary>
    /// <param name="name">Its name: "relay1".</param>
    /// <returns>The output, or null.</returns>
    public BoardOutput FindOutput(string name)
    {
        for (int i = 0; i < Outputs.Length; i++)
        {
            if (Outputs[i].Name == name)
            {
                return Outputs[i];
            }
        }

        return null;
    }

    private void ReadFlash()
    {
        string[] required =
        {
            "name", "description", "target", "chip", "flash.megabytes", "deploy.address", "deploy.kilobytes", "psram", "microphone.kind",
        };
        for (int i = 0; i < required.Length; i++)
        {
            _text.Require(required[i]);
        }

        Name = _text.TakeAscii("name", "", 32);
        Description = _text.TakeText("description", "", 96);
        Target = _text.TakeAscii("target", "", 32);
        string[] chips = PinRules.Chips();
        Chip = chips[_text.TakeChoice("chip", 0, chips)];
        FlashMegabytes = _text.TakeNumber("flash.megabytes", 0, 2, 128);
        DeployAddress = _text.TakeNumber("deploy.address", 0, 0x10000, (FlashMegabytes << 20) - 0x10000);
        DeployKilobytes = _text.TakeNumber("deploy.kilobytes", 0, 64, ((FlashMegabytes << 20) - DeployAddress) >> 10);
        HasPsram = _text.TakeYesNo("psram", false);
        ReservedHeapKilobytes = _text.TakeNumber("heap.reserved", 0, 0, 512);
        if ((DeployAddress & 0xFFF) != 0)
        {
            throw _text.Wrong("deploy.address", "must be a multiple of 0x1000, a sector of the flash");
        }
    }

    private void ReadMicrophone()
    {
        string[] kinds = { "inmp441", "ics43434", "sph0645", "pdm" };
        BoardMicrophone microphone = new BoardMicrophone(kinds[_text.TakeChoice("microphone.kind", 0, kinds)]);
        microphone.ClockPin = ReadPinNumber("microphone.clock", true);
        microphone.WordSelectPin = microphone.IsPdm ? -1 : ReadPinNumber("microphone.word-select", true);
        microphone.DataPin = ReadPinNumber("microphone.data", false);
        microphone.IsRight = _text.TakeChoice("microphone.slot", 0, new string[] { "left", "right" }) == 1;
        Microphone = microphone;
    }

    private void ReadOutputs()
    {
        BoardOutput[] found = new BoardOutput[2 * MaximumOutputs];
        int count = 0;
        for (int i = 0; i < found.Length; i++)
        {
            bool dims = i >= MaximumOutputs;
            string name = (dims ? "pwm" : "relay") + ((i % MaximumOutputs) + 1).ToString();
            if (_text.Has(name + ".pin"))
            {
                found[count++] = new BoardOutput(name, ReadPinNumber(name + ".pin", true), dims, ReadActiveLow(name));
            }
        }

        Outputs = new BoardOutput[count];
        for (int i = 0; i < count; i++)
        {
            Outputs[i] = found[i];
        }
    }

    private BoardPin ReadPin(string name, bool isOutput)
    {
        return _text.Has(name + ".pin") ? new BoardPin(ReadPinNumber(name + ".pin", isOutput), ReadActiveLow(name)) : null;
    }

    private bool ReadActiveLow(string name)
    {
        return _text.TakeChoice(name + ".active", 0, new string[] { "high", "low" }) == 1;
    }

    /// <summary>The number of a pin that the chip has for this and that nothing else is wired to.</summary>
    private int ReadPinNumber(string key, bool isOutput)
    {
        _text.Require(key);
        int pin = _text.TakeNumber(key, 0, 0, PinRules.LastPin(Chip));
        string reason = PinRules.Refuse(Chip, pin, isOutput);
        if (reason != null)
        {
            throw _text.Wrong(key, reason);
        }

        if (_pinKeys[pin] != null)
        {
            throw _text.Wrong(key, "is the pin of " + _pinKeys[pin] + " already");
        }

        _pinKeys[pin] = key;
        return pin;
    }
}
