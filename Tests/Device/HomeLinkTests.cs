using System.Text;
using nanoFramework.TestFramework;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Firmware.Home;

namespace Sotto.Tests;

/// <summary>The board in the home, with a broker in memory and a clock that the tests move.</summary>
[TestClass]
public class HomeLinkTests
{
    private const string Base = "sotto/a1b2c3";
    private const int OwnEntities = 17;

    private static FakeBoard _board;
    private static FakeMqttLink _broker;
    private static FakeSystem _system;
    private static HomeLink _home;

    [TestMethod]
    public void AnnouncesEveryEntityAndThenEveryState()
    {
        Make(new FakeBoard());
        Run(10);
        Assert.AreEqual("sotto-a1b2c3 sotto/a1b2c3/availability offline", _broker.Will);
        Assert.AreEqual("sotto/a1b2c3/+/set sotto/a1b2c3/+/brightness/set sotto/a1b2c3/report/get homeassistant/status ", _broker.Filters);
        Assert.AreEqual(2 + OwnEntities, _broker.Described);
        Assert.AreEqual(
            "sotto/a1b2c3/availability!=online\nsotto/a1b2c3/light/state!=OFF\nsotto/a1b2c3/lamp/state!=OFF\n"
            + "sotto/a1b2c3/lamp/brightness/state!=0\nsotto/a1b2c3/mute/state!=OFF\nsotto/a1b2c3/state/state!=listening\n"
            + "sotto/a1b2c3/refusal/state!=none\nsotto/a1b2c3/uptime/state!=0\nsotto/a1b2c3/samples_lost/state!=0\n"
            + "sotto/a1b2c3/wakes/state!=0\nsotto/a1b2c3/commands/state!=0\nsotto/a1b2c3/refusals/state!=0\n"
            + "sotto/a1b2c3/free_heap/state!=0\n",
            _broker.Sent);
    }

    [TestMethod]
    public void DescribesALightAsHomeAssistantWantsIt()
    {
        Make(new FakeBoard());
        _broker.Wanted = "/lamp/config";
        Run(10);
        Assert.AreEqual("homeassistant/light/sotto_a1b2c3/lamp/config", _broker.DescriptionTopic);
        Assert.AreEqual(
            "{\"name\":\"lamp\",\"uniq_id\":\"sotto_a1b2c3_lamp\",\"stat_t\":\"~/lamp/state\",\"cmd_t\":\"~/lamp/set\","
            + "\"bri_stat_t\":\"~/lamp/brightness/state\",\"bri_cmd_t\":\"~/lamp/brightness/set\",\"bri_scl\":100,"
            + "\"~\":\"sotto/a1b2c3\",\"avty_t\":\"~/availability\","
            + "\"dev\":{\"ids\":\"sotto_a1b2c3\",\"name\":\"Sotto\",\"mf\":\"Sotto\",\"mdl\":\"board\",\"sw\":\"0.1.0\"},"
            + "\"o\":{\"name\":\"Sotto\",\"sw\":\"0.1.0\"}}",
            _broker.Description);
    }

    [TestMethod]
    public void EscapesWhatJsonWantsEscaped()
    {
        Make(new FakeBoard(new SwitchedDevice[] { new SwitchedDevice(new SimulatedRelay("Jörg's \"big\" \\ light\n"), "") }));
        _broker.Wanted = "/j__rg_s__big____light_/config";
        Run(10);
        Assert.IsTrue(_broker.Description.StartsWith("{\"name\":\"Jörg's \\\"big\\\" \\\\ light\\u000a\",\"uniq_id\":"));
    }

    [TestMethod]
    public void NoTwoDevicesHaveOneTopic()
    {
        Make(new FakeBoard(new SwitchedDevice[]
        {
            new SwitchedDevice(new SimulatedRelay("Lamp"), ""), new SwitchedDevice(new SimulatedRelay("lamp"), ""),
            new SwitchedDevice(new SimulatedRelay("mute"), ""), new SwitchedDevice(new SimulatedRelay("lamp_2"), ""),
        }));
        Run(10);
        string sent = _broker.TakeSent();
        Assert.IsTrue(sent.Contains(Base + "/lamp/state!=OFF\n" + Base + "/lamp_2/state!=OFF\n" + Base + "/mute_3/state!=OFF\n"
            + Base + "/lamp_2_4/state!=OFF\n" + Base + "/mute/state!=OFF\n"));
    }

    [DataRow("light/set", "ON", "light on; ", "light/state!=ON")]
    [DataRow("light/set", "OFF", "light off; ", "light/state!=OFF")]
    [DataRow("lamp/set", "ON", "lamp on; ", "lamp/state!=ON")]
    [DataRow("lamp/brightness/set", "40", "lamp 40; ", "lamp/brightness/state!=40")]
    [DataRow("lamp/brightness/set", "0", "lamp 0; ", "lamp/state!=OFF")]
    [DataRow("lamp/brightness/set", "100", "lamp 100; ", "lamp/brightness/state!=100")]
    [DataRow("mute/set", "ON", "mute; ", "mute/state!=ON")]
    [DataRow("mute/set", "OFF", "hear; ", "mute/state!=OFF")]
    [DataRow("talk/set", "PRESS", "talk; ", "state/state!=command window")]
    [DataRow("test/set", "PRESS", "test; ", "microphone/state!=the microphone is well")]
    [DataRow("settings/set", "window = 3\n", "settings window = 3\n; ", "settings/result=taken")]
    [DataRow("update/set", "piece", "update 5; ", "update/result=piece 1 taken")]
    public void DoesWhatTheHomeAsksForAndTellsIt(string topic, string payload, string asked, string told)
    {
        Connected();
        Bring(topic, payload);
        Assert.AreEqual(asked, _board.Asked);
        Assert.IsTrue(_broker.TakeSent().Contains(Base + "/" + told + "\n"));
        Assert.AreEqual(0, _board.Counters.Refusals);
    }

    [DataRow("light/set", "on", "light/set: 2 bytes that are not ON or OFF")]
    [DataRow("light/set", "", "light/set: 0 bytes that are not ON or OFF")]
    [DataRow("light/set", "ON ", "light/set: 3 bytes that are not ON or OFF")]
    [DataRow("light/brightness/set", "40", "light/brightness/set: it cannot be dimmed")]
    [DataRow("lamp/brightness/set", "101", "lamp/brightness/set: 3 bytes that are not a whole number from 0 to 100")]
    [DataRow("lamp/brightness/set", "-1", "lamp/brightness/set: 2 bytes that are not a whole number from 0 to 100")]
    [DataRow("lamp/brightness/set", "4.0", "lamp/brightness/set: 3 bytes that are not a whole number from 0 to 100")]
    [DataRow("lamp/brightness/set", "0040", "lamp/brightness/set: 4 bytes that are not a whole number from 0 to 100")]
    [DataRow("mute/set", "TRUE", "mute/set: 4 bytes that are not ON or OFF")]
    [DataRow("restart/set", "yes", "restart/set: 3 bytes that are not PRESS")]
    [DataRow("stove/set", "ON", "sotto/a1b2c3/stove/set: no such device")]
    [DataRow("stove/brightness/set", "1", "sotto/a1b2c3/stove/brightness/set: no such device")]
    [DataRow("st\u0001ve/set", "ON", "sotto/a1b2c3/st ve/set: no such device")]
    public void RefusesWhatItMayNotAndSaysWhy(string topic, string payload, string reason)
    {
        Connected();
        Bring(topic, payload);
        Assert.AreEqual("", _board.Asked);
        Assert.AreEqual(1, _board.Counters.Refusals);
        Assert.AreEqual(Base + "/refusal/state!=" + reason + "\n", _broker.TakeSent());
        Assert.IsTrue(_system.Logged.EndsWith("home: refused: " + reason + "\n"));
    }

    [TestMethod]
    public void RefusesSettingsThatAreNoText()
    {
        byte[][] wrong = new byte[][]
        {
            new byte[] { 0 }, new byte[] { (byte)'a', 0x80 }, new byte[] { 0xC0, 0x80 }, new byte[] { 0xE0, 0x80, 0x80 },
            new byte[] { 0xED, 0xA0, 0x80 }, new byte[] { 0xF4, 0x90, 0x80, 0x80 }, new byte[] { 0xF5, 0x80, 0x80, 0x80 },
            new byte[] { 0xC3 }, new byte[] { 0xE2, 0x82 }, new byte[] { 0xF0, 0x9F, 0x98 }, new byte[] { 0xE2, 0x82, 0x41 },
        };
        Connected();
        for (int i = 0; i < wrong.Length; i++)
        {
            _broker.Bring(Base + "/settings/set", wrong[i]);
            Turn();
            Assert.AreEqual("", _board.Asked);
            Assert.AreEqual(i + 1, _board.Counters.Refusals);
        }

        _broker.Bring(Base + "/settings/set", new byte[] { (byte)'=', 0xC3, 0xB6, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80 });
        Turn();
        Assert.AreEqual("settings =\u00F6\u20AC\U0001F600; ", _board.Asked);
    }

    [TestMethod]
    public void SaysWhyTheBoardRefusedSettings()
    {
        Connected();
        _board.SettingsReason = "line 2: no such key";
        Bring("settings/set", "a = b\nc = d\n");
        Assert.IsTrue(_broker.TakeSent().Contains(Base + "/settings/result=line 2: no such key\n"));
    }

    [TestMethod]
    public void WhatIsTooLongIsCutBetweenTwoCharacters()
    {
        Connected();
        string reason = "";
        for (int i = 0; i < 100; i++)
        {
            reason += "\u20AC";
        }

        _home.OnRefused("ab" + reason);
        Turn();
        Assert.AreEqual(Base + "/refusal/state!=ab" + reason.Substring(0, 84) + "\n", _broker.TakeSent());
    }

    [TestMethod]
    public void TellsACommandsConfidenceAndTextBeforeItsIntentAndNothingOfItIsKept()
    {
        Connected();
        _home.OnWake("alexa", 240);
        _home.OnIntent("HassTurnOn", "on", 192);
        Turn();
        Assert.AreEqual(
            Base + "/confidence/state=75\n" + Base + "/text/state=on\n" + Base + "/intent/state=HassTurnOn\n" + Base + "/wake/state=alexa\n",
            _broker.TakeSent());
        _home.OnIntent(null, "seven", 255);
        Turn();
        Assert.IsTrue(_broker.TakeSent().EndsWith(Base + "/intent/state=none\n"));
    }

    [TestMethod]
    public void TellsTheLatestStateAfterItWasAloneAndNoEvent()
    {
        Connected();
        _broker.IsConnected = false;
        _broker.Problem = "no route";
        Turn();
        for (int i = 0; i < 1000; i++)
        {
            _board.Switch(0, (i & 1) == 0);
            _board.Dim(1, i / 10);
            _home.OnIntent("HassTurnOn", "on", 255);
        }

        _broker.Problem = null;
        _system.Milliseconds += 60000;
        Run(10);
        string sent = _broker.TakeSent();
        Assert.IsTrue(sent.StartsWith(
            Base + "/availability!=online\n" + Base + "/light/state!=OFF\n" + Base + "/lamp/state!=ON\n" + Base + "/lamp/brightness/state!=99\n"));
        Assert.IsFalse(sent.Contains("HassTurnOn"));
        Assert.AreEqual(13, sent.Split('\n').Length - 1);
        Assert.AreEqual(2 * (2 + OwnEntities), _broker.Described);
    }

    [TestMethod]
    public void WaitsTwiceAsLongEachTimeLessAPartByChance()
    {
        Make(new FakeBoard());
        _broker.Problem = "no route";
        int longest = 1000;
        bool sometimesLess = false;
        for (int i = 0; i < 12; i++)
        {
            _home.Step();
            Assert.AreEqual(i + 1, _broker.Attempts);
            int wait = _home.Step();
            Assert.AreEqual(i + 1, _broker.Attempts);
            Assert.IsTrue(wait >= longest / 2 && wait <= longest);
            sometimesLess |= wait < longest;
            longest = longest > 30000 ? 60000 : longest * 2;
            _system.Milliseconds += wait;
        }

        Assert.IsTrue(sometimesLess);
        Assert.AreEqual(1, _system.Logged.Split('\n').Length - 1);
        _broker.Problem = null;
        Run(2);
        _broker.IsConnected = false;
        Assert.IsTrue(Wait() <= 60000);
        _system.Milliseconds += 60000;
        Run(1);
        _system.Milliseconds += 5000;
        _broker.IsConnected = false;
        Assert.IsTrue(Wait() <= 1000);
    }

    [TestMethod]
    public void ConnectionThatBreaksWhileSendingIsMadeAnewAndEverythingToldAgain()
    {
        for (int takes = 0; takes < 32; takes++)
        {
            Make(new FakeBoard());
            _broker.TakesUntilItBreaks = takes;
            Run(10);
            Assert.IsFalse(_broker.IsConnected);
            _broker.TakesUntilItBreaks = int.MaxValue;
            _broker.TakeSent();
            _system.Milliseconds += 1000;
            Run(10);
            Assert.AreEqual(13, _broker.TakeSent().Split('\n').Length - 1);
        }
    }

    [TestMethod]
    public void AnnouncesItselfToAHomeAssistantThatHasStarted()
    {
        Connected();
        _broker.Bring("homeassistant/status", "offline");
        _broker.Bring("homeassistant/status", new byte[] { 0xFF, 0 });
        _system.Milliseconds += 2000;
        Run(10);
        Assert.AreEqual(2 + OwnEntities, _broker.Described);
        _broker.Bring("homeassistant/status", "online");
        Turn();
        _system.Milliseconds += 2000;
        Run(10);
        Assert.AreEqual(2 * (2 + OwnEntities), _broker.Described);
        Assert.AreEqual(0, _board.Counters.Refusals);
        Assert.AreEqual("", _broker.TakeSent());
    }

    [TestMethod]
    public void MessagesWaitInTheLinkWhileTheApplicationIsBusy()
    {
        Connected();
        for (int i = 0; i < 40; i++)
        {
            _broker.Bring(Base + "/lamp/brightness/set", i.ToString());
        }

        Run(3);
        Assert.AreEqual(24, _broker.Waiting);
        for (int i = 0; i < 40; i++)
        {
            Turn();
        }

        Assert.AreEqual(0, _broker.Waiting);
        Assert.AreEqual(39, _board.GetDevice(1).Level);
        Assert.AreEqual(0, _board.Counters.Refusals);
    }

    [TestMethod]
    public void LongMessagesWaitTooSoThatFewBytesAreHeld()
    {
        Connected();
        for (int i = 0; i < 10; i++)
        {
            _broker.Bring(Base + "/light/set", new byte[MqttMessage.MaximumPayload]);
        }

        Run(3);
        Assert.AreEqual(8, _broker.Waiting);
        for (int i = 0; i < 10; i++)
        {
            Turn();
        }

        Assert.AreEqual(0, _broker.Waiting);
        Assert.AreEqual(10, _board.Counters.Refusals);
    }

    [TestMethod]
    public void SaysThatTheLinkDroppedMessages()
    {
        Connected();
        _broker.Dropped = 3;
        Turn();
        Turn();
        Assert.AreEqual(1, _board.Counters.Refusals);
        Assert.IsTrue(_broker.TakeSent().StartsWith(Base + "/refusal/state!=a message longer than 4096 bytes"));
    }

    [TestMethod]
    public void TellsTheCountersWhenAskedAndNowAndThen()
    {
        Connected();
        _board.Counters.UptimeSeconds = 3600;
        _board.Counters.SamplesLost = 5000000000;
        _board.Counters.Wakes = 12;
        _board.Counters.Commands = 11;
        _board.Counters.FreeHeap = 41000;
        string counters = Base + "/uptime/state!=3600\n" + Base + "/samples_lost/state!=5000000000\n" + Base + "/wakes/state!=12\n"
            + Base + "/commands/state!=11\n" + Base + "/refusals/state!=0\n" + Base + "/free_heap/state!=41000\n";
        Bring("report/get", "");
        Assert.AreEqual(counters, _broker.TakeSent());
        _system.Milliseconds += 299999;
        Turn();
        Assert.AreEqual("", _broker.TakeSent());
        _system.Milliseconds++;
        Turn();
        Assert.AreEqual(counters, _broker.TakeSent());
    }

    [TestMethod]
    public void SaysThatItGoes()
    {
        Connected();
        _home.Leave();
        Assert.AreEqual(Base + "/availability!=offline\n", _broker.TakeSent());
        Assert.IsFalse(_broker.IsConnected);
        _home.Leave();
        Assert.AreEqual("", _broker.TakeSent());
    }

    private static void Make(FakeBoard board)
    {
        _board = board;
        _broker = new FakeMqttLink();
        _system = new FakeSystem();
        _home = new HomeLink(_broker, _system, _system, board, new HomeOptions());
        board.Listener = _home;
    }

    /// <summary>A board that is connected and has told everything.</summary>
    private static void Connected()
    {
        Make(new FakeBoard());
        Run(10);
        _broker.TakeSent();
    }

    private static void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _home.Step();
        }
    }

    /// <summary>Both threads, once each, and what the application has said meanwhile is sent.</summary>
    private static void Turn()
    {
        _home.Step();
        _home.Deliver();
        _home.Step();
    }

    private static void Bring(string topic, string payload)
    {
        _broker.Bring(Base + "/" + topic, Encoding.UTF8.GetBytes(payload));
        Turn();
    }

    /// <summary>Lets the link see that it is alone.</summary>
    private static int Wait()
    {
        _home.Step();
        return _home.Step();
    }
}
