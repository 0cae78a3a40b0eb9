using nanoFramework.TestFramework;
using Sotto.Models.Intent;

namespace Sotto.Tests;

[TestClass]
public class LexiconTests
{
    private const int Area = 1;
    private const int Light = 2;
    private const int Color = 3;

    [TestMethod]
    public void LongestPhraseIsFound()
    {
        Lexicon lexicon = House();
        Assert.AreEqual("Bedroom Lamp", Match(lexicon, "the bedroom lamp red", 1));
        Assert.AreEqual("Bedroom", Match(lexicon, "the bedroom red", 1));
        Assert.AreEqual("warm white", Match(lexicon, "soft white", 0));
        Assert.AreEqual(null, Match(lexicon, "the bedroom red", 0));
        Assert.AreEqual(null, Match(lexicon, "lamp", 0));
        Assert.AreEqual(null, Match(lexicon, "soft", 0));
    }

    [TestMethod]
    public void EntriesTellWhatTheyAre()
    {
        Lexicon lexicon = House();
        int entry = lexicon.Match(SentenceText.Of("guest bedroom"), 0);
        Assert.AreEqual(2, lexicon.WordsOf(entry));
        Assert.AreEqual(Area, lexicon.ClassOf(entry));
        Assert.AreEqual("Guest Room", lexicon.ValueOf(entry));
        Assert.AreEqual("guest", lexicon.WordOf(entry, 0));
        Assert.AreEqual("bedroom", lexicon.WordOf(entry, 1));
    }

    [TestMethod]
    public void PhrasesAreNormalised()
    {
        Lexicon lexicon = new Lexicon();
        Assert.IsTrue(lexicon.Add("Children's Room", Area, "Kids Room"));
        Assert.IsTrue(lexicon.Add("Caf\u00E9 Light 2", Light, "Caf\u00E9"));
        Assert.IsTrue(lexicon.Add("T.V.", Light, "TV"));
        Assert.AreEqual("Kids Room", Match(lexicon, "childrens' children room", 1));
        Assert.AreEqual("Caf\u00E9", Match(lexicon, "the cafe light two", 1));
        Assert.AreEqual("TV", Match(lexicon, "television on", 0));
    }

    [TestMethod]
    public void APhraseStandsForOneThing()
    {
        Lexicon lexicon = new Lexicon();
        Assert.IsTrue(lexicon.Add("lounge", Area, "Living Room"));
        Assert.IsTrue(lexicon.Add("Lounge!", Area, "Living Room"));
        Assert.IsFalse(lexicon.Add("lounge", Area, "Bedroom"));
        Assert.IsFalse(lexicon.Add("lounge", Light, "Living Room"));
        Assert.AreEqual(1, lexicon.Count);
        Assert.AreEqual("Living Room", Match(lexicon, "lounge", 0));
    }

    [TestMethod]
    public void PhrasesWithoutWordsOrWithTooManyAreRefused()
    {
        Lexicon lexicon = new Lexicon();
        string phrase = "light";
        for (int i = 0; i < 64; i++)
        {
            phrase += " light";
        }

        Assert.IsFalse(lexicon.Add(string.Empty, Area, "x"));
        Assert.IsFalse(lexicon.Add(null, Area, "x"));
        Assert.IsFalse(lexicon.Add("?!", Area, "x"));
        Assert.IsFalse(lexicon.Add(phrase, Area, "x"));
        Assert.AreEqual(0, lexicon.Count);
    }

    [DataRow("kitchen blind", "kitchen blinds", true)]
    [DataRow("kitchen blinds", "kitchen blind", true)]
    [DataRow("switch", "switches", true)]
    [DataRow("glass", "glasses", true)]
    [DataRow("battery", "batteries", true)]
    [DataRow("tv", "tvs", true)]
    [DataRow("bus", "buses", true)]
    [DataRow("kitchens blind", "kitchen blinds", false)]
    [DataRow("blind", "blinder", false)]
    [DataRow("lamp", "lampes", false)]
    [DataRow("day", "daies", true)]
    [DataRow("plate", "plats", false)]
    [DataRow("s", "ss", true)]
    public void TheLastWordMayDifferInNumber(string phrase, string said, bool found)
    {
        Lexicon lexicon = new Lexicon();
        lexicon.Add(phrase, Light, "x");
        Assert.AreEqual(found ? "x" : null, Match(lexicon, said, 0));
        Assert.AreEqual("x", Match(lexicon, phrase, 0));
    }

    [TestMethod]
    public void TheWordItselfIsPreferredToItsPlural()
    {
        Lexicon lexicon = new Lexicon();
        lexicon.Add("blind", Light, "one");
        lexicon.Add("blinds", Light, "many");
        lexicon.Add("curtains", Light, "many");
        lexicon.Add("curtain", Light, "one");
        lexicon.Add("curtain rods", Light, "rods");
        Assert.AreEqual("one", Match(lexicon, "blind", 0));
        Assert.AreEqual("many", Match(lexicon, "blinds", 0));
        Assert.AreEqual("one", Match(lexicon, "curtain", 0));
        Assert.AreEqual("many", Match(lexicon, "curtains", 0));
        Assert.AreEqual("rods", Match(lexicon, "curtain rods", 0));

        // A curtain, and a word more: in another number it is not this thing.
        Assert.AreEqual("one", Match(lexicon, "curtain rod", 0));
    }

    [TestMethod]
    public void PlacesOutsideOfTheSentenceMatchNothing()
    {
        Lexicon lexicon = House();
        Assert.AreEqual(-1, lexicon.Match(SentenceText.Of("bedroom"), -1));
        Assert.AreEqual(-1, lexicon.Match(SentenceText.Of("bedroom"), 1));
        Assert.AreEqual(-1, lexicon.Match(SentenceText.Of(string.Empty), 0));
        Assert.AreEqual(-1, new Lexicon().Match(SentenceText.Of("bedroom"), 0));
    }

    [TestMethod]
    public void ManyPhrasesAreFoundAgain()
    {
        Lexicon lexicon = new Lexicon();
        for (int i = 0; i < 300; i++)
        {
            Assert.IsTrue(lexicon.Add("lamp " + i.ToString(), Light, i.ToString()));
            Assert.IsTrue(lexicon.Add("room" + i.ToString() + " lamp " + i.ToString(), Light, i.ToString()));
        }

        Assert.AreEqual(600, lexicon.Count);
        for (int i = 0; i < 300; i += 7)
        {
            Assert.AreEqual(i.ToString(), Match(lexicon, "lamp " + i.ToString(), 0));
            Assert.AreEqual(i.ToString(), Match(lexicon, "the room" + i.ToString() + " lamp " + i.ToString() + " now", 1));
        }
    }

    [TestMethod]
    public void ASentenceBecomesTokens()
    {
        Lexicon lexicon = House();
        LexiconMatch tokens = new LexiconMatch();
        tokens.Read(SentenceText.Of("set the bedroom lamps in the guest bedroom to red"), lexicon);
        int[] words = { 0, 1, 2, 3, 4, 5, 6, 8, 9 };
        int[] lengths = { 1, 1, 1, 1, 1, 1, 2, 1, 1 };
        string[] values = { null, null, "Bedroom", null, null, null, "Guest Room", null, "red" };
        Assert.AreEqual(words.Length, tokens.Count);
        for (int i = 0; i < words.Length; i++)
        {
            Assert.AreEqual(words[i], tokens.Words[i]);
            Assert.AreEqual(lengths[i], tokens.Lengths[i]);
            Assert.AreEqual(values[i] ?? "none", ValueOf(lexicon, tokens.Entries[i]) ?? "none");
        }

        tokens.Read(SentenceText.Of(string.Empty), lexicon);
        Assert.AreEqual(0, tokens.Count);
    }

    private static Lexicon House()
    {
        Lexicon lexicon = new Lexicon();
        lexicon.Add("Bedroom", Area, "Bedroom");
        lexicon.Add("Bedroom Lamp", Light, "Bedroom Lamp");
        lexicon.Add("Guest Room", Area, "Guest Room");
        lexicon.Add("Guest Bedroom", Area, "Guest Room");
        lexicon.Add("red", Color, "red");
        lexicon.Add("warm white", Color, "warm white");
        lexicon.Add("soft white", Color, "warm white");
        return lexicon;
    }

    private static string Match(Lexicon lexicon, string text, int position)
    {
        return ValueOf(lexicon, lexicon.Match(SentenceText.Of(text), position));
    }

    private static string ValueOf(Lexicon lexicon, int entry)
    {
        return entry < 0 ? null : lexicon.ValueOf(entry);
    }
}
