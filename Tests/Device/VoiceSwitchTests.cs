using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Models;

namespace Sotto.Tests;

/// <summary>
/// The state machine with scripted scores. Rows are complete after sample 480, 640, 800 and so on: row n after 480 + 160 n.
/// </summary>
[TestClass]
public class VoiceSwitchTests
{
    private const int Second = 16000;

    private static readonly string[] WakeLabels = { "_unknown_", "alexa", "view_glass" };

    private static readonly string[] CommandLabels =
    {
        "_unknown_", "_silence_", "yes", "no", "up", "down", "left", "right", "on", "off", "stop", "go", "seven",
    };

    private static SimulatedRelay _light;
    private static SimulatedDimmer _lamp;
    private static SimulatedLed _led;
    private static SwitchBoard _board;
    private static ManagedSession _session;
    private static VoiceLog _log;

    [TestMethod]
    public void WakeWordOpensTheWindowAndACommandActsAndClosesIt()
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(wake, commands);
        wake.Say(10, "alexa", 240);
        commands.Say(5, "on", 250);
        Feed(voice, Second, 160);
        Assert.AreEqual("wake alexa 240 2080; command on HassTurnOn light -1 250 3040; light on 3040; ", _log.Text);
        Assert.IsFalse(voice.WindowOpen);
        Assert.IsTrue(_light.IsOn);
        Assert.IsTrue(_led.Pattern == LedPattern.Confirm);
    }

    [TestMethod]
    public void CommandModelHearsOnlyTheWindowAndStartsItAnew()
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(wake, commands);
        Feed(voice, 480 + (160 * 9), 160);
        Assert.AreEqual(0, commands.Rows);
        wake.Say(10, "alexa", 200);
        Feed(voice, 160 * 31, 160);
        Assert.AreEqual(30, commands.Rows);
        wake.Say(41, "alexa", 200);
        Feed(voice, 160 * 8, 160);
        Assert.AreEqual(7, commands.Rows);
    }

    [TestMethod]
    public void WindowClosesAfterItsTimeWithoutACommand()
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        VoiceSwitch voice = Make(wake, new ScriptedSpotter(CommandLabels, 0));
        wake.Say(0, "view_glass", 255);
        Feed(voice, 480 + 47840, 160);
        Assert.IsTrue(voice.WindowOpen);
        Assert.AreEqual(10, voice.WindowLeftMilliseconds);
        Assert.IsTrue(_led.Pattern == LedPattern.On);
        Feed(voice, 160, 160);
        Assert.IsFalse(voice.WindowOpen);
        Assert.AreEqual(0, voice.WindowLeftMilliseconds);
        Assert.AreEqual("wake view_glass 255 480; nothing 48480; ", _log.Text);
        Assert.IsTrue(_led.Pattern == LedPattern.Cancel);
    }

    [TestMethod]
    public void WindowLastsAsLongAsItIsTold()
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        VoiceSwitch voice = Make(wake, new ScriptedSpotter(CommandLabels, 0), 500);
        wake.Say(0, "alexa", 255);
        Feed(voice, Second, 160);
        Assert.AreEqual("wake alexa 255 480; nothing 8480; ", _log.Text);
    }

    [TestMethod]
    public void WakeWordInAnOpenWindowLetsItBeginAnew()
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        VoiceSwitch voice = Make(wake, new ScriptedSpotter(CommandLabels, 0), 500);
        wake.Say(0, "alexa", 255);
        wake.Say(40, "alexa", 254);
        Feed(voice, Second, 160);
        Assert.AreEqual("wake alexa 255 480; wake alexa 254 6880; nothing 14880; ", _log.Text);
    }

    [TestMethod]
    public void WindowOpenedByHandTakesACommandAndClosesLikeAnother()
    {
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(new ScriptedSpotter(WakeLabels, 0), commands, 500);
        Feed(voice, 480, 160);
        _session.OpenWindow();
        Assert.AreEqual(500, voice.WindowLeftMilliseconds);
        Feed(voice, Second, 160);
        commands.Say(2, "on", 250);
        _session.OpenWindow();
        Feed(voice, Second, 160);
        Assert.AreEqual("nothing 8480; command on HassTurnOn light -1 250 16960; light on 16960; ", _log.Text);
        Assert.IsTrue(_light.IsOn);
    }

    [TestMethod]
    public void CommandWithoutAWakeWordDoesNothing()
    {
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(new ScriptedSpotter(WakeLabels, 0), commands);
        commands.Say(3, "on", 255);
        Feed(voice, Second, 160);
        Assert.AreEqual("", _log.Text);
        Assert.AreEqual(0, commands.Rows);
        Assert.IsTrue(_led.Pattern == LedPattern.Off);
    }

    [DataRow(1)]
    [DataRow(7)]
    [DataRow(479)]
    [DataRow(1600)]
    [DataRow(16000)]
    public void BlockSizeChangesNothing(int block)
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(wake, commands);
        wake.Say(7, "alexa", 222);
        commands.Say(13, "go", 223);
        wake.Say(95, "alexa", 224);
        Feed(voice, Second, block);
        Assert.AreEqual(
            "wake alexa 222 1600; command go HassTurnOn all -1 223 3840; light on 3840; lamp 100% 3840; wake alexa 224 15680; ",
            _log.Text);
        Assert.AreEqual(16000, (int)voice.SamplesHeard);
    }

    [TestMethod]
    public void ResetClosesTheWindowAndSwitchesEverythingOff()
    {
        ScriptedSpotter wake = new ScriptedSpotter(WakeLabels, 0);
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(wake, commands);
        wake.Say(0, "alexa", 255);
        commands.Say(2, "go", 255);
        wake.Say(9, "alexa", 255);
        Feed(voice, 480 + (160 * 9), 160);
        Assert.IsTrue(voice.WindowOpen && _light.IsOn);
        voice.Reset();
        Assert.IsFalse(voice.WindowOpen || _light.IsOn);
        Assert.AreEqual(0, _lamp.Level);
        Assert.AreEqual(0, (int)voice.SamplesHeard);
        Assert.IsTrue(_led.Pattern == LedPattern.Off);
    }

    [TestMethod]
    public void WholeClipIsOneCommand()
    {
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(null, commands);
        commands.Say(20, "off", 150);
        commands.Say(30, "on", 160);
        Feed(voice, Second, 160);
        Assert.AreEqual("", _log.Text);
        EndClip(voice, ClipDecision.DefaultThreshold);
        Assert.AreEqual("command on HassTurnOn light -1 160 16000; light on 16000; ", _log.Text);
    }

    [TestMethod]
    public void WholeClipWithoutACommandDoesNothing()
    {
        ScriptedSpotter commands = new ScriptedSpotter(CommandLabels, 0);
        VoiceSwitch voice = Make(null, commands);
        commands.Say(20, "off", ClipDecision.DefaultThreshold - 1);
        Feed(voice, Second, 160);
        EndClip(voice, ClipDecision.DefaultThreshold);
        Assert.AreEqual("", _log.Text);
        EndClip(voice, 76);
        Assert.AreEqual("command off HassTurnOff light -1 76 16000; light off 16000; ", _log.Text);
    }

    [DataRow("on", "command on HassTurnOn light -1; light on; ")]
    [DataRow("off", "command off HassTurnOff light -1; light off; ")]
    [DataRow("up", "command up HassLightSet lamp 20; lamp 20%; ")]
    [DataRow("down", "command down HassLightSet lamp 0; lamp 0%; ")]
    [DataRow("left", "command left SottoSelectDevice lamp -1; ")]
    [DataRow("right", "command right SottoSelectDevice lamp -1; ")]
    [DataRow("go", "command go HassTurnOn all -1; light on; lamp 100%; ")]
    [DataRow("stop", "command stop HassTurnOff all -1; light off; lamp 0%; ")]
    [DataRow("yes", "command yes SottoConfirm none -1; ")]
    [DataRow("no", "command no HassNevermind none -1; ")]
    [DataRow("seven", "command seven none none -1; ")]
    [DataRow("up up up down", "lamp 20%; lamp 40%; lamp 60%; lamp 40%; ")]
    [DataRow("up up up up up up", "lamp 20%; lamp 40%; lamp 60%; lamp 80%; lamp 100%; lamp 100%; ")]
    [DataRow("up right off on", "lamp 20%; lamp 0%; lamp 20%; ")]
    [DataRow("right on left on", "lamp 100%; light on; ")]
    [DataRow("on no", "light on; light off; ")]
    [DataRow("go no no", "light on; lamp 100%; light off; lamp 0%; ")]
    [DataRow("on yes no", "light on; ")]
    [DataRow("right no on", "light on; ")]
    [DataRow("up up no", "lamp 20%; lamp 40%; lamp 20%; ")]
    public void CommandsActAsTheTableSays(string words, string expected)
    {
        VoiceSwitch voice = Make(null, new ScriptedSpotter(CommandLabels, 0));
        string[] each = words.Split(' ');
        for (int i = 0; i < each.Length; i++)
        {
            _log.Heard(_board.Do(Command.Find(each[i])));
            _board.Report(_log, -1);
        }

        Assert.AreEqual(expected, each.Length > 1 ? _log.Switched : _log.Text);
        Assert.AreEqual(0, (int)voice.SamplesHeard);
    }

    private static VoiceSwitch Make(ScriptedSpotter wake, ScriptedSpotter commands)
    {
        return Make(wake, commands, VoiceSwitch.DefaultWindowMilliseconds);
    }

    private static VoiceSwitch Make(ScriptedSpotter wake, ScriptedSpotter commands, int windowMilliseconds)
    {
        _light = new SimulatedRelay("light");
        _lamp = new SimulatedDimmer("lamp");
        _led = new SimulatedLed();
        _board = new SwitchBoard(_light, _lamp);
        _log = new VoiceLog();
        _session = new ManagedSession(wake, commands, windowMilliseconds);
        return new VoiceSwitch(_session, _board, _led, _log);
    }

    private static void EndClip(VoiceSwitch voice, int threshold)
    {
        _session.EndClip(threshold);
        voice.Respond();
    }

    private static void Feed(VoiceSwitch voice, int count, int block)
    {
        short[] silence = new short[block];
        while (count > 0)
        {
            int size = count < block ? count : block;
            voice.Feed(silence, 0, size);
            count -= size;
        }
    }
}
