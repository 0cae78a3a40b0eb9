using nanoFramework.TestFramework;
using Sotto.Devices;
using Sotto.Devices.Host;
using Sotto.Firmware;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Tests;

/// <summary>Sentences after a wake word: tones that a small acoustic model takes for sounds.</summary>
[TestClass]
public class SentenceSessionTests
{
    private const int Second = 16000;
    private const int WindowMilliseconds = 3000;
    private const string Off = "4 14 0";

    [TestMethod]
    public void AWakeWordAndASentenceAreHeardInThisOrder()
    {
        // The word is called after the row at 480 + 10 * 160 samples; the sentence is over 600 ms after its last sound.
        ManagedSession session = Make(10);
        Assert.AreEqual(0, session.CommandLabels.Length);
        Assert.AreEqual("Wake 1 2080; Sentence 4 25600; ", Feed(session, Speech(), 160));
        Assert.AreEqual("the light on", session.Sentences.Text(0));
        Assert.IsTrue(session.Sentences.Cost(0) < session.Sentences.Cost(1));
        Assert.AreEqual(0, session.WindowLeftMilliseconds);
    }

    [TestMethod]
    public void BlocksChangeNothing()
    {
        string whole = Feed(Make(10), Speech(), Second * 2);
        Assert.AreEqual(whole, Feed(Make(10), Speech(), 1));
        Assert.AreEqual(whole, Feed(Make(10), Speech(), 777));
    }

    [TestMethod]
    public void SilenceIsNoSentence()
    {
        ManagedSession session = Make(10);
        Assert.AreEqual("Wake 1 2080; WindowClosed 0 50080; ", Feed(session, new short[4 * Second], 1600));
        Assert.AreEqual(0, session.Sentences.Count);
    }

    [TestMethod]
    public void SpeechThatDoesNotEndIsOverAfterSixSeconds()
    {
        // Without a pause of half a second: the same again and again, which the automaton takes for one sentence.
        ManagedSession session = Make(10);
        short[] speech = new short[8 * Second];
        Put(SpokenSamples.Sound(SpokenSamples.TheLightOn), speech, 3000);
        for (int at = 3000; at + 14400 < speech.Length; at += 14400)
        {
            Put(SpokenSamples.Sound(SpokenSamples.TheLightOn), speech, at);
        }

        Assert.AreEqual("Wake 1 2080; Sentence 4 98080; ", Feed(session, speech, 1600));
    }

    [TestMethod]
    public void ASentenceMayBeginLateInTheWindow()
    {
        ManagedSession session = Make(-1);
        short[] speech = new short[6 * Second];
        Put(SpokenSamples.Sound(SpokenSamples.TheLightOn), speech, 47000);
        session.OpenWindow();
        Feed(session, speech, 47000);
        Assert.AreEqual("the light on", session.Sentences.Text(0));
    }

    [TestMethod]
    public void ButtonOpensTheWindowAndSentencesStayUntilTheNext()
    {
        ManagedSession session = Make(-1);
        Assert.AreEqual("", Feed(session, new short[Second], 1600));
        session.OpenWindow();
        Assert.AreEqual(WindowMilliseconds, session.WindowLeftMilliseconds);
        Assert.IsTrue(Feed(session, Speech(), 1600).StartsWith("Sentence"));
        session.OpenWindow();
        Assert.AreEqual("the light on", session.Sentences.Text(0));
        Assert.IsTrue(Feed(session, new short[4 * Second], 1600).StartsWith("WindowClosed"));
        Assert.AreEqual(0, session.Sentences.Count);
    }

    [TestMethod]
    public void LongSentencesAreLeftOut()
    {
        SentenceDecoder decoder = Decoder();
        NBestList best = new NBestList(decoder.Words);
        for (int words = 0; words < 2 * NBestList.MaximumWords; words += 3)
        {
            SpokenSamples.Say(decoder, SpokenSamples.TheLightOn);
        }

        best.Fill(decoder);
        Assert.AreEqual(0, best.Count);
        Assert.AreEqual(decoder.Sounds, best.Sounds);
        Assert.IsTrue(decoder.BestCount > 0);
    }

    [DataRow("HassTurnOn", "name", "Light", "sentence the light on HassTurnOn 25600; light on 25600; ")]
    [DataRow("HassTurnOn", "name", "all", "sentence the light on HassTurnOn 25600; light on 25600; lamp 100% 25600; ")]
    [DataRow("HassTurnOn", "domain", "light", "sentence the light on HassTurnOn 25600; light on 25600; lamp 100% 25600; ")]
    [DataRow("HassTurnOn", "area", "Kitchen", "sentence the light on HassTurnOn 25600; lamp 100% 25600; ")]
    [DataRow("HassToggle", "", "", "sentence the light on HassToggle 25600; light on 25600; ")]
    [DataRow("HassTurnOff", "domain", "switch", "sentence the light on HassTurnOff 25600; light off 25600; lamp 0% 25600; ")]
    [DataRow("HassLightSet", "brightness", "30", "sentence the light on HassLightSet 25600; lamp 30% 25600; ")]
    [DataRow("HassLightSet", "brightness_step", "up", "sentence the light on HassLightSet 25600; lamp 20% 25600; ")]
    [DataRow("HassLightSet", "brightness_step", "15", "sentence the light on HassLightSet 25600; lamp 15% 25600; ")]
    [DataRow("HassLightSet", "brightness_step", "-15", "sentence the light on HassLightSet 25600; lamp 0% 25600; ")]
    [DataRow("HassLightSet", "color", "red", "sentence the light on HassLightSet 25600; ")]
    [DataRow("HassLightSet", "brightness", "half", "sentence the light on HassLightSet 25600; ")]
    [DataRow("HassTurnOn", "area", "Garage", "sentence the light on HassTurnOn 25600; ")]
    [DataRow("HassTurnOn", "floor", "Basement", "sentence the light on HassTurnOn 25600; ")]
    [DataRow("HassTurnOn", "domain", "fan", "sentence the light on HassTurnOn 25600; ")]
    [DataRow("HassGetWeather", "", "", "sentence the light on HassGetWeather 25600; ")]
    public void WhatASentenceMeansIsDone(string intent, string slot, string value, string expected)
    {
        Assert.AreEqual(expected, Do(new ScriptedReader(intent, slot, value), LedPattern.Confirm));
    }

    [TestMethod]
    public void TakingBackShowsThatItWas()
    {
        Assert.AreEqual("sentence the light on HassNevermind 25600; ", Do(new ScriptedReader("HassNevermind", "", ""), LedPattern.Cancel));
    }

    [TestMethod]
    public void WhatIsNoCommandClosesTheWindow()
    {
        VoiceLog log = new VoiceLog();
        SimulatedLed led = new SimulatedLed();
        short[] samples = new short[2 * Second];
        Put(SpokenSamples.Sound(Off), samples, 3000);
        Voice(new ScriptedReader("HassTurnOn", "", ""), led, log).Feed(samples, 0, samples.Length);
        Assert.IsTrue(log.Text.StartsWith("wake alexa 200 2080; nothing "));
        Assert.IsTrue(led.Pattern == LedPattern.Cancel);
    }

    private static string Do(ScriptedReader reader, LedPattern shown)
    {
        VoiceLog log = new VoiceLog();
        SimulatedLed led = new SimulatedLed();
        VoiceSwitch voice = Voice(reader, led, log);
        short[] samples = Speech();
        voice.Feed(samples, 0, samples.Length);
        Assert.IsTrue(led.Pattern == shown);
        string wake = "wake alexa 200 2080; ";
        Assert.IsTrue(log.Text.StartsWith(wake));
        return log.Text.Substring(wake.Length);
    }

    private static VoiceSwitch Voice(ScriptedReader reader, SimulatedLed led, VoiceLog log)
    {
        SwitchedDevice[] devices =
        {
            new SwitchedDevice(new SimulatedRelay("light"), ""), new SwitchedDevice(new SimulatedDimmer("lamp"), "kitchen"),
        };
        return new VoiceSwitch(Make(10), new SentenceInterpreter(reader, new SpokenRules { Farthest = 10000, DoubtCost = 0 }), new SwitchBoard(devices), led, log);
    }

    /// <summary>"the light on", and silence until it is over.</summary>
    private static short[] Speech()
    {
        short[] samples = new short[2 * Second];
        Put(SpokenSamples.Sound(SpokenSamples.TheLightOn), samples, 3000);
        return samples;
    }

    private static void Put(short[] sound, short[] samples, int at)
    {
        for (int i = 0; i < sound.Length && at + i < samples.Length; i++)
        {
            samples[at + i] = sound[i];
        }
    }

    private static SentenceDecoder Decoder()
    {
        return new SentenceDecoder(WordAutomaton.Load(SpokenSamples.File), new SearchSettings { Beam = 300, LanguageWeight = 16 });
    }

    private static ManagedSession Make(int wakeRow)
    {
        ScriptedSpotter wake = new ScriptedSpotter(new string[] { "_unknown_", "alexa" }, 0);
        wake.Say(wakeRow, "alexa", 200);
        return new ManagedSession(wake, new SentenceListener(Model.Load(AcousticSample.File), Decoder()), WindowMilliseconds);
    }

    private static string Feed(ManagedSession session, short[] samples, int block)
    {
        string heard = "";
        SessionEvent taken = new SessionEvent();
        for (int at = 0; at < samples.Length;)
        {
            at += session.Feed(samples, at, samples.Length - at < block ? samples.Length - at : block);
            while (session.TryTake(taken))
            {
                heard += NameOf(taken.Kind) + " " + taken.Label.ToString() + " " + taken.Sample.ToString() + "; ";
            }
        }

        return heard;
    }

    private static string NameOf(SessionEventKind kind)
    {
        return kind == SessionEventKind.Wake ? "Wake" : kind == SessionEventKind.Sentence ? "Sentence" : kind == SessionEventKind.WindowClosed ? "WindowClosed" : "Command";
    }
}
