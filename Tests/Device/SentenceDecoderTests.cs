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

    // Sounds by their numbers: ay, l, t, s, dh, ah, iy, aa, n, ao, f.
    private const string TheLightOn = "10 3 0 21 6 31 0 1 23 0";

    // light (l ay t, costs 32), lights (l ay t s, 48), on (aa n, 24), off (ao f, 28), the (dh ah or dh iy, 20), without a word before
    // them. From the start: light 8, the 3, back-off 16. After light: on 4, off 8, back-off 20, end 10; after lights: 6, 7, 22, 12. After
    // others: end 2.
    private static readonly byte[] File =
    {
        0x53, 0x4F, 0x54, 0x57, 0x01, 0x00, 0x40, 0x00, 0xE0, 0x00, 0x00, 0x00, 0x55, 0xD9, 0x28, 0x69, 0x05, 0x00, 0x04, 0x00,
        0x02, 0x00, 0x03, 0x00, 0x04, 0x00, 0x06, 0x00, 0x06, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x04, 0x03, 0x00, 0x00, 0x08, 0x02, 0x00, 0x00, 0x06, 0x03, 0x00, 0x00, 0x07,
        0x00, 0x10, 0x00, 0x08, 0x04, 0x00, 0x00, 0x03, 0x02, 0x00, 0x00, 0x18, 0x03, 0x00, 0x00, 0x1C, 0x04, 0x00, 0x01, 0x14,
        0x04, 0x00, 0x04, 0x14, 0x00, 0x00, 0x02, 0x20, 0x01, 0x00, 0x02, 0x30, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00,
        0x00, 0x00, 0x14, 0x0A, 0x02, 0x00, 0x00, 0x00, 0x16, 0x0C, 0x04, 0x00, 0x00, 0x00, 0x10, 0xFF, 0x06, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x00, 0x02, 0x00, 0x0A, 0x14, 0x03, 0x00, 0x04, 0x00, 0x15, 0x20,
        0x04, 0x00, 0x04, 0x00, 0x06, 0x20, 0x04, 0x00, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x00, 0x07, 0x00, 0x09, 0x00,
        0x0B, 0x80, 0x10, 0x00, 0x00, 0x00, 0x15, 0x06, 0x1F, 0x15, 0x06, 0x1F, 0x1D, 0x01, 0x17, 0x04, 0x0E, 0x0A, 0x03, 0x00,
        0x0A, 0x12, 0x6C, 0x69, 0x67, 0x68, 0xF4, 0x6C, 0x69, 0x67, 0x68, 0x74, 0xF3, 0x6F, 0xEE, 0x6F, 0x66, 0xE6, 0x74, 0x68,
        0xE5, 0x00, 0x00, 0x00,
    };

    [TestMethod]
    public void TheCheapestSentenceIsFound()
    {
        SentenceDecoder decoder = Make(1000, 0);
        Say(decoder, TheLightOn);
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
        Say(decoder, "10 18 18 21 6 31");
        Assert.AreEqual(1, decoder.Finish());
        Assert.AreEqual("the light", decoder.Text(0));
        Assert.AreEqual(3 + 32 + 10, decoder.Cost(0));
    }

    [TestMethod]
    public void WordsCostAPenaltyEach()
    {
        SentenceDecoder decoder = Make(1000, 7);
        Say(decoder, TheLightOn);
        decoder.Finish();
        Assert.AreEqual(3 + 32 + 4 + 2 + (3 * 7), decoder.Cost(0));
    }

    [TestMethod]
    public void ABlankParts()
    {
        // "light" and "the the": between two of the same sound there must be a blank, which costs 100 where none was heard.
        SentenceDecoder decoder = Make(1000, 0);
        Say(decoder, "21 6 31 31 21 6 31");
        decoder.Finish();
        Assert.AreEqual("light light", decoder.Text(0));
        Assert.AreEqual(8 + 20 + 32 + 10, decoder.Cost(0));
        decoder.Reset();
        Say(decoder, "1 23 0 0 1 23");
        decoder.Finish();
        Assert.AreEqual("on on", decoder.Text(0));
        Assert.AreEqual(16 + 24 + 24 + 2, decoder.Cost(0));
    }

    [TestMethod]
    public void TheEndOfASentenceIsSeen()
    {
        SentenceDecoder decoder = Make(1000, 0);
        Say(decoder, "10 3");
        Assert.AreEqual(-1, decoder.EndCost);
        Assert.AreEqual(0, decoder.FramesSinceSound);
        Say(decoder, "0 21 6 31 0 0");
        Assert.AreEqual(10, decoder.EndCost);
        Assert.AreEqual(2, decoder.FramesSinceSound);
        Assert.IsTrue(decoder.HasEnded(2, 10));
        Assert.IsFalse(decoder.HasEnded(3, 10));
        Assert.IsFalse(decoder.HasEnded(2, 9));
        Say(decoder, "1 23 0");
        Assert.AreEqual(2, decoder.EndCost);
        Assert.AreEqual(1, decoder.FramesSinceSound);
        Assert.AreEqual(11, decoder.Frames);
    }

    [TestMethod]
    public void NothingSaidIsNoSentence()
    {
        SentenceDecoder decoder = Make(1000, 0);
        Assert.AreEqual(0, decoder.Finish());
        Say(decoder, "0 0 0");
        Assert.AreEqual(-1, decoder.EndCost);
        Assert.AreEqual(3, decoder.FramesSinceSound);
        decoder.Finish();
        Assert.IsTrue(decoder.BestCount == 0 || decoder.Cost(0) > 100);
    }

    [TestMethod]
    public void LittleRoomIsNoMistake()
    {
        SentenceDecoder decoder = new SentenceDecoder(
            WordAutomaton.Load(File), new SearchSettings { Beam = 300, LanguageWeight = 16, Places = 4, Histories = 4 });
        for (int i = 0; i < 20; i++)
        {
            Say(decoder, TheLightOn);
        }

        Assert.AreEqual(200, decoder.Frames);
        Assert.IsTrue(decoder.Places <= 4);
    }

    [TestMethod]
    public void AutomatonTellsWhatItHas()
    {
        WordAutomaton automaton = WordAutomaton.Load(File);
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
        for (int at = 0; at < File.Length; at++)
        {
            byte[] broken = new byte[File.Length];
            for (int i = 0; i < File.Length; i++)
            {
                broken[i] = File[i];
            }

            broken[at] ^= 0x20;
            Assert.ThrowsException(typeof(ModelFormatException), () => WordAutomaton.Load(broken));
        }
    }

    private static SentenceDecoder Make(int beam, int wordPenalty)
    {
        return new SentenceDecoder(WordAutomaton.Load(File), new SearchSettings { Beam = beam, LanguageWeight = 16, WordPenalty = wordPenalty });
    }

    /// <summary>Feeds a frame for each label: it is 100 above all others.</summary>
    private static void Say(SentenceDecoder decoder, string labels)
    {
        string[] heard = labels.Split(' ');
        sbyte[] logits = new sbyte[3 + SpokenFormat.Labels];
        for (int i = 0; i < heard.Length; i++)
        {
            for (int label = 0; label < SpokenFormat.Labels; label++)
            {
                logits[3 + label] = (sbyte)(label == int.Parse(heard[i]) ? 70 : -30);
            }

            decoder.Feed(logits, 3);
        }
    }
}
