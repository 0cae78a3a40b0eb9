using System.Text;
using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Firmware.Host;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Tests;

/// <summary>A board of two devices in memory whose time goes by in steps of 10 ms.</summary>
[TestClass]
public class VoiceApplicationTests
{
    private const string Board = BoardText.Bare + "relay1.pin = 26\npwm1.pin = 25\n";

    private static SimulatedFileStore _files;
    private static SimulatedSystem _system;
    private static SimulatedMicrophone _microphone;
    private static SimulatedPin _button;
    private static SimulatedLed _led;
    private static ScriptedSession _session;
    private static VoiceApplication _application;
    private static BoardLog _log;

    [TestMethod]
    public void FirstStartTestsTheMicrophoneAndLaterOnesDoNot()
    {
        _files = new SimulatedFileStore();
        Start();
        Run(10);
        Assert.AreEqual("listening; self-test; ", _log.Take());
        Assert.IsTrue(_led.Pattern == LedPattern.Busy);
        Run(1600);
        Assert.AreEqual("tested: the microphone is well; listening; ", _log.Take());
        Assert.IsTrue(_led.Pattern == LedPattern.Off);
        Start();
        Run(10);
        Assert.AreEqual("listening; ", _log.Take());
    }

    [TestMethod]
    public void WakeWordAndCommandSwitch()
    {
        StartTested();
        _session.Say("alexa");
        Run(10);
        Assert.AreEqual("wake; woken by alexa 200; ", _log.Take());
        Assert.IsTrue(_led.Pattern == LedPattern.On);
        Run(200);
        Assert.AreEqual("command window; ", _log.Take());
        _session.Say("on");
        Run(10);
        Assert.AreEqual("acting; does on HassTurnOn; light 100; ", _log.Take());
        Assert.IsTrue(_led.Pattern == LedPattern.Confirm);
        Run(400);
        Assert.AreEqual("listening; ", _log.Take());
        Assert.AreEqual(1, _application.Counters.Wakes);
        Assert.AreEqual(1, _application.Counters.Commands);
    }

    [TestMethod]
    public void SentencesSwitchAndWhatIsNoCommandCloses()
    {
        SentenceDecoder decoder = new SentenceDecoder(WordAutomaton.Load(SpokenSamples.File), new SearchSettings { Beam = 300, LanguageWeight = 16 });
        SpokenSamples.Say(decoder, SpokenSamples.TheLightOn);
        StartTested();
        _session.Sentences = new NBestList(decoder.Words);
        _session.Sentences.Fill(decoder);
        Say();
        Assert.AreEqual("wake; woken by alexa 200; acting; does the light on HassTurnOn; light 100; lamp 100; ", _log.Take());
        Assert.IsTrue(_led.Pattern == LedPattern.Confirm);
        Assert.AreEqual(1, _application.Counters.Commands);
        Run(400);
        _log.Take();
        _session.Sentences.Clear();
        Say();
        Assert.AreEqual("wake; woken by alexa 200; listening; ", _log.Take());
        Assert.AreEqual(1, _application.Counters.Commands);
    }

    [TestMethod]
    public void ASentenceHasMoreTimeThanTheWindow()
    {
        StartTested();
        _session.Sentences = new NBestList(null);
        _session.WindowMilliseconds = ManagedSession.LongestSentenceMilliseconds;
        _session.Say("alexa");
        Run(ManagedSession.LongestSentenceMilliseconds);
        Assert.AreEqual("wake; woken by alexa 200; command window; ", _log.Take());
        Run(20);
        Assert.AreEqual("listening; ", _log.Take());
    }

    [TestMethod]
    public void WindowClosesWithoutACommand()
    {
        StartTested();
        _session.Say("jarvis");
        Run(3000);
        Assert.AreEqual("wake; woken by jarvis 200; command window; ", _log.Take());
        Run(20);
        Assert.AreEqual("listening; ", _log.Take());
        _session.Say("on");
        Run(20);
        Assert.AreEqual("", _log.Take());
    }

    [TestMethod]
    public void CommandIsHeardWhileTheWakeWordIsStillShown()
    {
        StartTested();
        _session.Say("alexa");
        Run(10);
        _session.Say("seven");
        Run(10);
        Assert.AreEqual("wake; woken by alexa 200; acting; does seven none; ", _log.Take());
        _session.Say("alexa");
        Run(10);
        Assert.AreEqual("wake; woken by alexa 200; ", _log.Take());
    }

    [TestMethod]
    public void OtherWakeWordsThanThoseSetOpenNothing()
    {
        StartTested();
        Change("wake.words = alexa, computer");
        Start();
        Run(10);
        Assert.AreEqual("refused: settings: the wake model does not know computer; listening; ", _log.Take());
        _session.Say("jarvis");
        Run(10);
        _session.Say("on");
        Run(3100);
        Assert.AreEqual("", _log.Take());
        _session.Say("alexa");
        Run(10);
        Assert.AreEqual("wake; woken by alexa 200; ", _log.Take());
        Assert.AreEqual(1, _application.Counters.Wakes);
    }

    [TestMethod]
    public void ButtonOpensTheWindow()
    {
        StartTested();
        Press(200);
        Assert.AreEqual("command window; woken by button 255; ", _log.Take());
        _session.Say("on");
        Run(10);
        Assert.AreEqual("acting; does on HassTurnOn; light 100; ", _log.Take());
        _application.OpenWindow();
        Assert.AreEqual("command window; woken by home 255; ", _log.Take());
    }

    [TestMethod]
    public void LongPressTestsTheMicrophone()
    {
        StartTested();
        Press(900);
        Assert.AreEqual("self-test; ", _log.Take());
        Run(1600);
        Assert.AreEqual("tested: the microphone is well; listening; ", _log.Take());
    }

    [TestMethod]
    public void MutedHearsNothing()
    {
        StartTested();
        _application.Mute(true);
        Assert.AreEqual("mute; muted; ", _log.Take());
        Assert.IsFalse(_microphone.IsOn);
        Assert.IsTrue(_led.Pattern == LedPattern.Muted);
        _session.Say("alexa");
        Run(100);
        Press(100);
        Assert.AreEqual("refused: no command can be heard now: muted; ", _log.Take());
        _application.TestMicrophone();
        Assert.AreEqual("refused: the microphone is muted and cannot be tested; ", _log.Take());
        _application.Mute(false);
        Assert.AreEqual("unmute; listening; ", _log.Take());
        Assert.IsTrue(_microphone.IsOn);
    }

    [TestMethod]
    public void StartsMutedWhereSet()
    {
        StartTested();
        Change("microphone.muted = yes");
        Start();
        Run(10);
        Assert.AreEqual("muted; ", _log.Take());
        Assert.IsTrue(_application.IsMuted);
        Assert.IsFalse(_microphone.IsOn);
    }

    [TestMethod]
    public void BrokenMicrophoneIsNamedAndTriedAgain()
    {
        StartTested();
        Change("device.1.fail = on\ndevice.2.fail = keep");
        Start();
        Run(10);
        _application.Dim(1, 70);
        _application.Switch(0, false);
        _microphone.Stick(-1);
        _application.TestMicrophone();
        _log.Take();
        Run(1700);
        string all = _log.Take();
        Assert.IsTrue(all.StartsWith("self-test; tested: all samples are -1"));
        Assert.IsTrue(all.EndsWith("light 100; fault; "));
        Assert.AreEqual(70, _application.GetDevice(1).Level);
        Assert.IsTrue(_led.Pattern == LedPattern.Fault);
        _application.Switch(0, false);
        Assert.AreEqual("light 0; ", _log.Take());
        Run(9900);
        _microphone.Mend();
        Run(1700);
        Assert.AreEqual("self-test; tested: the microphone is well; listening; ", _log.Take());
    }

    [TestMethod]
    public void MicrophoneThatGivesNothingIsAFault()
    {
        StartTested();
        RunDeaf(1900);
        Assert.AreEqual("", _log.Take());
        RunDeaf(200);
        Assert.AreEqual("tested: no samples come from the microphone; light 0; lamp 0; fault; ", _log.Take());
        RunDeaf(12200);
        Assert.AreEqual("self-test; tested: no samples come from the microphone; light 0; lamp 0; fault; ", _log.Take());
        Run(12000);
        Assert.AreEqual("self-test; tested: the microphone is well; listening; ", _log.Take());
    }

    [TestMethod]
    public void ClockThatLeapsKeepsNothingOpen()
    {
        StartTested();
        long[] leaps = { 1L << 40, -(1L << 41), 86400000, -5000, 0 };
        for (int i = 0; i < leaps.Length; i++)
        {
            _session.Say("alexa");
            Run(500);
            _system.Milliseconds += leaps[i];
            Run(3000);
            Assert.AreEqual("listening", _application.StateName);
            _log.Take();
        }

        int uptime = _application.Counters.UptimeSeconds;
        Assert.IsTrue(uptime >= 17 && uptime <= 21);
    }

    [TestMethod]
    public void ClockThatStandsKeepsNoWindowOpen()
    {
        StartTested();
        _session.Say("alexa");
        for (int i = 0; i < 302; i++)
        {
            _microphone.Advance(10);
            _application.Step();
        }

        Assert.AreEqual("wake; woken by alexa 200; listening; ", _log.Take());
    }

    [TestMethod]
    public void SettingsAreKeptAndUsedAfterARestart()
    {
        StartTested();
        Assert.AreEqual("line 1: command.window must be 500 to 30000", _application.ChangeSettings("command.window = 1"));
        Assert.AreEqual("refused: settings: line 1: command.window must be 500 to 30000; ", _log.Take());
        Assert.AreEqual(1, _application.Counters.Refusals);
        _session.Say("alexa");
        Run(10);
        Assert.IsNull(_application.ChangeSettings("command.window = 1000"));
        Run(2900);
        Assert.AreEqual(0, _system.Restarts);
        Run(100);
        Assert.AreEqual(1, _system.Restarts);
        int feeds = _system.Feeds;
        Run(100);
        Assert.AreEqual(feeds, _system.Feeds);
        Assert.AreEqual(1, _system.Restarts);
    }

    [TestMethod]
    public void WatchdogIsFedInEveryStep()
    {
        StartTested();
        int feeds = _system.Feeds;
        Run(1000);
        Assert.AreEqual(feeds + 100, _system.Feeds);
    }

    [TestMethod]
    public void DevicesComeBackAsTheirFailStatesSay()
    {
        StartTested();
        Change("device.1.fail = keep\ndevice.2.fail = on");
        Start();
        Run(10);
        Assert.AreEqual("0 100", Levels());
        _application.Switch(0, true);
        _application.Dim(1, 40);
        int writes = _files.Writes;
        Run(1900);
        Assert.AreEqual(writes, _files.Writes);
        Run(200);
        Start();
        Run(10);
        Assert.AreEqual("100 100", Levels());
        writes = _files.Writes;
        _application.Switch(0, false);
        _application.Switch(0, true);
        _application.Restart();
        Run(3000);
        Assert.AreEqual(1, _system.Restarts);
    }

    [TestMethod]
    public void WhatIsNotThereIsRefused()
    {
        StartTested();
        _application.Switch(2, true);
        _application.Switch(-1, true);
        _application.Dim(0, 50);
        Assert.AreEqual("refused: there is no device 2; refused: there is no device -1; refused: light cannot be dimmed; ", _log.Take());
        Assert.AreEqual("update: this board takes no models", _application.TakeUpdate(new byte[0]));
        Assert.AreEqual(4, _application.Counters.Refusals);
        Assert.AreEqual("0 0", Levels());
    }

    [TestMethod]
    public void LostSamplesAreCountedOverAllStarts()
    {
        StartTested();
        _microphone.Advance(600);
        Run(500);
        int lost = (int)_application.Counters.SamplesLost;
        Assert.AreEqual(9760 - 8192, lost);
        _application.Mute(true);
        _application.Mute(false);
        Assert.AreEqual(lost, (int)_application.Counters.SamplesLost);
    }

    private static void StartTested()
    {
        _files = new SimulatedFileStore();
        new SlotStore(_files, "tested", 1).Write(new byte[1]);
        Start();
        Run(10);
        Assert.AreEqual("listening; ", _log.Take());
    }

    private static void Start()
    {
        BoardOutput[] outputs = BoardDescription.Parse(Encoding.UTF8.GetBytes(Board)).Outputs;
        ApplicationParts parts = new ApplicationParts();
        _system = new SimulatedSystem();
        _microphone = new SimulatedMicrophone(8192);
        _button = new SimulatedPin(false);
        _led = new SimulatedLed();
        parts.Clock = _system;
        parts.System = _system;
        parts.Files = _files;
        parts.Settings = new SettingsStore(_files, outputs);
        parts.Microphone = _microphone;
        parts.MicrophoneTest = new MicrophoneTestMaker(MicrophoneProfile.Find("inmp441"), 0, MicrophoneProfile.DefaultShift);
        _session = new ScriptedSession(parts.Settings.Current.WindowMilliseconds);
        parts.Session = _session;
        parts.Interpreter = new SentenceInterpreter(new ScriptedReader("HassTurnOn", "name", "all"), new SpokenRules { Farthest = 10000 });
        parts.Button = new PushButton(_button, false);
        parts.Led = _led;
        DeviceSettings[] devices = parts.Settings.Current.Devices;
        parts.Devices = new SwitchedDevice[]
        {
            new SwitchedDevice(new SimulatedRelay(devices[0].Name), "", devices[0].FailState),
            new SwitchedDevice(new SimulatedDimmer(devices[1].Name), "", devices[1].FailState),
        };
        _application = new VoiceApplication(parts);
        _log = new BoardLog(_application);
        _application.AddListener(_log);
    }

    private static void Say()
    {
        _session.Say("alexa");
        Run(10);
        _session.Say("sentence");
        Run(10);
    }

    private static void Run(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 10)
        {
            _microphone.Advance(10);
            _system.Milliseconds += 10;
            _application.Step();
        }
    }

    private static void RunDeaf(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 10)
        {
            _system.Milliseconds += 10;
            _application.Step();
        }
    }

    private static void Press(int milliseconds)
    {
        _button.Write(true);
        Run(milliseconds);
        _button.Write(false);
        Run(50);
    }

    private static void Change(string text)
    {
        Assert.IsNull(_application.ChangeSettings(text));
    }

    private static string Levels()
    {
        return _application.GetDevice(0).Level.ToString() + " " + _application.GetDevice(1).Level.ToString();
    }
}
