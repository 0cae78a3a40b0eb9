using nanoFramework.TestFramework;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Tests;

[TestClass]
public class SentenceDecoderTests
{
    private const int Light = 0;
    private const int On = 2;
    private const int The = 4;

    [TestMethod]
    public void TheCheapestSentenceIsFound()
    {
        SentenceDecoder decoder = Make(1000, 0);
        SpokenSamples.Say(decoder, SpokenSamples.TheLightOn);
        Assert.AreEqual(4, decoder.Finish());

        // The 3, then light 32 and on 4 and the end 2. The second says s in the blank, which costs 100.
        Assert.AreEqual("the light on", decoder.Text(0));
        Assert.AreEqual(3 + 32 + 4 + 2, decoder.Cost(0));
        Assert.AreEqual("the lights on", decoder.Text(1));
        Assert.AreEqual(3 + 48 + 6 + 2 + 100, decoder.Cost(1));
        int[] words = new int[3];
        Assert.AreEqual(3, decoder.CopyWords(0, words));
        Assert.AreEqual(The, words[0]);
        Assert.AreEqual(Light, words[1]);
        Assert.AreEqual(On, words[2]);
        Assert.AreEqual(2, decoder.CopyWords(decoder.BestCount - 1, new int[1]));
    }

    [TestMethod]
    public void EveryPronunciationIsHeard()
    {
        SentenceDecoder decoder = Make(50, 0);
        SpokenSamples.Say(decoder, "10 18 18 21 6 31");
        Assert.AreEqual(1, decoder.Finish());
        Assert.AreEqual("the light", decoder.Text(0));
        Assert.AreEqual(3 + 32 + 10, decoder.Cost(0));
    }

    [TestMethod]
    public void WordsCostAPenaltyEach()
    {
        SentenceDecoder decoder = Make(1000, 7);
        SpokenSamples.Say(decoder, SpokenSamples.TheLightOn);
        decoder.Finish();
        Assert.AreEqual(3 + 32 + 4 + 2 + (3 * 7), decoder.Cost(0));
    }

    [TestMethod]
    public void ABlankMayLieBetweenWords()
    {
        // A sound may last, too.
        SentenceDecoder decoder = Make(1000, 0);
        SpokenSamples.Say(decoder, "21 6 31 31 21 6 31");
        decoder.Finish();
        Assert.AreEqual("light light", decoder.Text(0));
        Assert.AreEqual(8 + 20 + 32 + 10, decoder.Cost(0));
        decoder.Reset();
        SpokenSamples.Say(decoder, "1 23 0 0 1 23");
        decoder.Finish();
        Assert.AreEqual("on on", decoder.Text(0));
        Assert.AreEqual(16 + 24 + 24 + 2, decoder.Cost(0));
    }

    [TestMethod]
    public void TheEndOfASentenceIsSeen()
    {
        SentenceDecoder decoder = Make(1000, 0);
        SpokenSamples.Say(decoder, "10 3");
        Assert.AreEqual(-1, decoder.EndCost);
        Assert.AreEqual(0, decoder.FramesSinceSound);
        SpokenSamples.Say(decoder, "0 21 6 31 0 0");
        Assert.AreEqual(10, decoder.EndCost);
        Assert.AreEqual(2, decoder.FramesSinceSound);
        Assert.IsTrue(decoder.HasEnded(2, 10));
        Assert.IsFalse(decoder.HasEnded(3, 10));
        Assert.IsFalse(decoder.HasEnded(2, 9));
        SpokenSamples.Say(decoder, "1 23 0");
        Assert.AreEqual(2, decoder.EndCost);
        Assert.AreEqual(1, decoder.FramesSinceSound);
        Assert.AreEqual(11, decoder.Frames);
        Assert.AreEqual(7, decoder.Sounds);
        SpokenSamples.Say(decoder, "23 23 6 0 6");
        Assert.AreEqual(10, decoder.Sounds);
    }

    [TestMethod]
    public void NothingSaidIsNoSentence()
    {
        SentenceDecoder decoder = Make(1000, 0);
        Assert.AreEqual(0, decoder.Finish());
        SpokenSamples.Say(decoder, "0 0 0");
        Assert.AreEqual(-1, decoder.EndCost);
        Assert.AreEqual(3, decoder.FramesSinceSound);
        decoder.Finish();
        Assert.IsTrue(decoder.BestCount == 0 || decoder.Cost(0) > 100);
    }

    [TestMethod]
    public void LittleRoomIsNoMistake()
    {
        SentenceDecoder decoder = new SentenceDecoder(
            WordAutomaton.Load(SpokenSamples.File), new SearchSettings { Beam = 300, LanguageWeight = 16, Places = 4, Histories = 4 });
        for (int i = 0; i < 20; i++)
        {
            SpokenSamples.Say(decoder, SpokenSamples.TheLightOn);
        }

        Assert.AreEqual(200, decoder.Frames);
        Assert.IsTrue(decoder.Places <= 4);
    }

    [TestMethod]
    public void AutomatonTellsWhatItHas()
    {
        WordAutomaton automaton = WordAutomaton.Load(SpokenSamples.File);
        Assert.AreEqual(5, automaton.Words);
        Assert.AreEqual(4, automaton.States);
        Assert.AreEqual("lights", automaton.TextOf(1));
        Assert.AreEqual(On, automaton.WordOf("on"));
        Assert.AreEqual(-1, automaton.WordOf("lamp"));
        Assert.AreEqual(0, automaton.SoundOf(The, 2));
        Assert.AreEqual(18, automaton.SoundOf(The, 4));
    }

    [TestMethod]
    public void ABrokenFileIsRefused()
    {
        for (int at = 0; at < SpokenSamples.File.Length; at++)
        {
            byte[] broken = new byte[SpokenSamples.File.Length];
            for (int i = 0; i < SpokenSamples.File.Length; i++)
            {
                broken[i] = SpokenSamples.File[i];
            }

            broken[at] ^= 0x20;
            Assert.ThrowsException(typeof(ModelFormatException), () => WordAutomaton.Load(broken));
        }
    }

    private static SentenceDecoder Make(int beam, int wordPenalty)
    {
        return new SentenceDecoder(WordAutomaton.Load(SpokenSamples.File), new SearchSettings { Beam = beam, LanguageWeight = 16, WordPenalty = wordPenalty });
    }
}
