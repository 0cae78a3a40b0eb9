using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sotto.Firmware;
using Xunit;

namespace Sotto.HostTests;

/// <summary>What must hold of every board file: a new one is tested by lying in the folder.</summary>
public sealed partial class BoardFileTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Root, "firmware", "Boards");

    /// <summary>Pins by chip that a board's user should not wire anything to, and why. From the data sheets and hardware design guidelines of Espressif.</summary>
    private static readonly Dictionary<string, (int[] Pins, string Why)[]> Unwise = new()
    {
        ["ESP32"] = [([0, 2, 5, 12, 15], "read at reset"), ([1, 3], "the serial port"), ([6, 7, 8, 9, 10, 11], "the flash")],
        ["ESP32-S3"] = [([0, 3, 45, 46], "read at reset"), ([43, 44], "the serial port"), ([19, 20], "USB"), ([33, 34, 35, 36, 37], "octal PSRAM")],
        ["ESP32-C3"] = [([2, 8, 9], "read at reset"), ([20, 21], "the serial port"), ([18, 19], "USB")],
    };

    private static readonly JsonElement Targets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestPaths.Root, ".nanoFramework", "targets.json"))).RootElement;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.board").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void TheSevenBoardsAreThere()
    {
        string[] wanted = ["esp32-c3-supermini", "esp32-devkit", "esp32-devkit-psram", "esp32-s3-devkit", "m5stack-core2", "m5stickc-plus", "xiao-esp32s3-sense"];
        Assert.Empty(wanted.Except(Directory.GetFiles(Folder, "*.board").Select(path => Path.GetFileNameWithoutExtension(path)!)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BoardIsCalledAsItsFileAndFitsNanoFrameworksTargets(string name)
    {
        BoardDescription board = BoardDescription.Parse(Read(name));
        Assert.Equal(name, board.Name);
        JsonElement target = Targets.GetProperty("targets").GetProperty(board.Target);
        Assert.Equal(board.Chip, target.GetProperty("chip").GetString());
        Assert.True(target.GetProperty("i2s").GetBoolean(), $"{board.Target} is built without I2S");

        JsonElement region = Targets.GetProperty("deployment").GetProperty(board.Chip).GetProperty(board.FlashMegabytes.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(region.GetProperty("address").GetString(), string.Create(CultureInfo.InvariantCulture, $"0x{board.DeployAddress:X}"));
        Assert.Equal(region.GetProperty("kilobytes").GetInt32(), board.DeployKilobytes);
        Assert.True(board.DeployKilobytes >= 512, "an application may have 512 KB");
        Assert.NotEqual(board.HasPsram, board.ReservedHeapKilobytes > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PinsAreThoseThatOneCanWire(string name)
    {
        Assert.Empty(Mistakes(Encoding.UTF8.GetString(Read(name))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PinsHaveASource(string name)
    {
        Assert.Matches("(?m)^# .*https://", Encoding.UTF8.GetString(Read(name)));
    }

    /// <summary>Pictures show what is to be wired: the microphone, the first relay, LED, button and buzzer that are not on the board already.</summary>
    [Fact]
    public void WiringPicturesShowThePinsOfTheBoardFiles()
    {
        string[] pictures = Directory.GetFiles(Path.Combine(TestPaths.Root, "docs", "wiring"), "*.svg");
        Assert.NotEmpty(pictures);
        foreach (string picture in pictures)
        {
            byte[] text = Read(Path.GetFileNameWithoutExtension(picture));
            HashSet<int> wired = WiredOnBoard(Encoding.UTF8.GetString(text));
            IEnumerable<int> pins = PinsOf(BoardDescription.Parse(text)).Where(pair => !pair.What.StartsWith("pwm", StringComparison.Ordinal) && pair.What != "relay2").Select(pair => pair.Pin);
            IEnumerable<int> drawn = Drawn().Matches(File.ReadAllText(picture)).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            Assert.Equal(pins.Except(wired).Order(), drawn.Except(wired).Order());
        }
    }

    [Theory]
    [InlineData("esp32-devkit", "relay1.pin = 18", "relay1.pin = 12", "relay1 at 12: read at reset")]
    [InlineData("esp32-devkit", "button.pin = 27", "button.pin = 35", "button at 35: no pull-up")]
    [InlineData("esp32-devkit-psram", "led.pin = 4", "led.pin = 16", "led at 16: the PSRAM")]
    [InlineData("esp32-s3-devkit", "pwm1.pin = 6", "pwm1.pin = 19", "pwm1 at 19: USB")]
    [InlineData("esp32-c3-supermini", "microphone.data = 6", "microphone.data = 20", "microphone.data at 20: the serial port")]
    [InlineData("m5stickc-plus", "# wired on the board: 0, ", "# wired on the board: ", "microphone.clock at 0: read at reset")]
    [InlineData("esp32-c3-supermini", "microphone.kind = inmp441\n", "microphone.kind = pdm\n", "the ESP32-C3 takes no PDM")]
    public void MistakesAreSeen(string name, string good, string bad, string mistake)
    {
        string text = Encoding.UTF8.GetString(Read(name));
        Assert.Contains(good, text, StringComparison.Ordinal);
        text = text.Replace(good, bad, StringComparison.Ordinal);
        Assert.Equal([mistake], Mistakes(bad.Contains("pdm", StringComparison.Ordinal) ? WordSelect().Replace(text, "") : text));
    }

    /// <summary>
    /// What is unwise in a board's wiring. Pins that the board's maker wired are named in a comment, "# wired on the board: 0, 34", and
    /// may be any that the chip can do it with.
    /// </summary>
    private static List<string> Mistakes(string text)
    {
        BoardDescription board = BoardDescription.Parse(Encoding.UTF8.GetBytes(text));
        HashSet<int> wired = WiredOnBoard(text);
        List<string> mistakes = [];
        foreach ((string what, int pin) in PinsOf(board).Where(pair => !wired.Contains(pair.Pin)))
        {
            mistakes.AddRange(Unwise[board.Chip].Where(rule => rule.Pins.Contains(pin)).Select(rule => $"{what} at {pin}: {rule.Why}"));
            if (board is { Chip: "ESP32", HasPsram: true } && pin is 16 or 17)
            {
                mistakes.Add($"{what} at {pin}: the PSRAM");
            }

            if (what == "button" && board.Chip == "ESP32" && pin >= 34)
            {
                mistakes.Add($"{what} at {pin}: no pull-up");
            }
        }

        if (board.Microphone.IsPdm && board.Chip is not ("ESP32" or "ESP32-S3"))
        {
            mistakes.Add($"the {board.Chip} takes no PDM");
        }

        return mistakes;
    }

    private static HashSet<int> WiredOnBoard(string text) =>
        [.. Wired().Match(text).Groups["pins"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(pin => int.Parse(pin, CultureInfo.InvariantCulture))];

    private static IEnumerable<(string What, int Pin)> PinsOf(BoardDescription board)
    {
        yield return ("microphone.clock", board.Microphone.ClockPin);
        yield return ("microphone.data", board.Microphone.DataPin);
        if (!board.Microphone.IsPdm)
        {
            yield return ("microphone.word-select", board.Microphone.WordSelectPin);
        }

        foreach (BoardOutput output in board.Outputs)
        {
            yield return (output.Name, output.Pin);
        }

        foreach ((string what, BoardPin? pin) in new[] { ("led", (BoardPin?)board.Led), ("button", board.Button), ("tone", board.Tone) })
        {
            if (pin is not null)
            {
                yield return (what, pin.Number);
            }
        }
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".board"));

    [GeneratedRegex("(?m)^# wired on the board: (?<pins>[0-9, ]+)$")]
    private static partial Regex Wired();

    [GeneratedRegex("GPIO ([0-9]+)")]
    private static partial Regex Drawn();

    [GeneratedRegex("(?m)^microphone.word-select = .*\n")]
    private static partial Regex WordSelect();
}
