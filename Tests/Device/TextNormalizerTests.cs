using nanoFramework.TestFramework;
using Sotto.Models.Text;

namespace Sotto.Tests;

[TestClass]
public class TextNormalizerTests
{
    [DataRow("Turn ON the Light!", "turn on the light")]
    [DataRow("  turn\ton\r\nthe...light?  ", "turn on the light")]
    [DataRow("kitchen/hallway; (garage), \"attic\" [loft] {patio} *roof*", "kitchen hallway garage attic loft patio roof")]
    [DataRow("play-corner light \u2014 and fan", "play corner light and fan")]
    [DataRow("salt & pepper", "salt and pepper")]
    [DataRow("turn\u0001on\u0007the\u007Flight", "turn on the light")]
    [DataRow("\uFEFFturn\u00A0on\u3000the\u2003light", "turn on the light")]
    [DataRow("dim\u00ADmer kit\u200Dchen", "dimmer kitchen")]
    [DataRow("", "")]
    [DataRow(" ?!. ", "")]
    public void CaseAndPunctuationAreDropped(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("Caf\u00E9 \u00C5ngstr\u00F6m na\u00EFve", "cafe angstrom naive")]
    [DataRow("cafe\u0301 a\u0308", "cafe a")]
    [DataRow("Stra\u00DFe \u0152uvre \u00C6ther \u00DE\u00F3r \u0132s", "strasse oeuvre aether thor ijs")]
    [DataRow("\u0141\u00F3d\u017A \u1E9Eo \u1EA4m", "lodz sso am")]
    [DataRow("\uFF34\uFF55\uFF52\uFF4E \uFF15\uFF10\uFF05", "turn 50 percent")]
    [DataRow("\u201Cred\u201D \u2018blue\u2019 it\u2019s", "red blue it is")]
    [DataRow("\u041F\u0440\u0418\u0432\u0415\u0442 \u0401\u0436", "\u043F\u0440\u0438\u0432\u0435\u0442 \u0451\u0436")]
    [DataRow("\u0391\u03B2\u0393", "\u03B1\u03B2\u03B3")]
    [DataRow("\u65E5\u672C\u8A9E\u3002\u5149", "\u65E5\u672C\u8A9E \u5149")]
    public void LettersAreFolded(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("what's that", "what is that")]
    [DataRow("how's it, hows it", "how is it how is it")]
    [DataRow("I'd like", "i would like")]
    [DataRow("don't and can't and won't", "do not and can not and will not")]
    [DataRow("cannot", "can not")]
    [DataRow("isn't, couldn't, ain't, shan't", "is not could not is not shall not")]
    [DataRow("dont cant wont isnt", "do not can not will not is not")]
    [DataRow("let's go", "let us go")]
    [DataRow("it's that's there's who's where's", "it is that is there is who is where is")]
    [DataRow("I'm we're you'll they've", "i am we are you will they have")]
    [DataRow("what is today's date", "what is today date")]
    [DataRow("the light's color", "the light color")]
    [DataRow("children's room, kids' room", "children room kids room")]
    [DataRow("O'Brien's wouldn't've", "obrien would not have")]
    [DataRow("'tis rock 'n' roll", "tis rock n roll")]
    public void ContractionsAreWrittenOut(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("colour colours coloured", "color colors colored")]
    [DataRow("centre grey favourite theatre", "center gray favorite theater")]
    [DataRow("TV, T.V., t v, telly, television", "tv tv tv tv tv")]
    [DataRow("the televisions, the TV's volume", "the tvs the tv volume")]
    [DataRow("a/c AC A.C.", "ac ac ac")]
    [DataRow("dehumidifier", "dehumidifier")]
    [DataRow("to too two for", "to too 2 for")]
    [DataRow("mp3 h2o", "mp3 h2o")]
    public void SpellingIsOne(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [TestMethod]
    public void PlacesAreThoseOfTheText()
    {
        string text = "  What's \u201CBohemian Rhapsody\u201D's cafe\u0301, then?";
        Sentence sentence = SentenceText.Of(text);
        Assert.AreEqual("what is bohemian rhapsody s cafe then", SentenceText.WordsOf(sentence));
        Assert.AreEqual("What's", SentenceText.SourceOf(text, sentence, 0));
        Assert.AreEqual("What's", SentenceText.SourceOf(text, sentence, 1));
        Assert.AreEqual("Bohemian", SentenceText.SourceOf(text, sentence, 2));
        Assert.AreEqual("Rhapsody", SentenceText.SourceOf(text, sentence, 3));
        Assert.AreEqual("cafe\u0301", SentenceText.SourceOf(text, sentence, 5));
        Assert.AreEqual("then", SentenceText.SourceOf(text, sentence, 6));
    }

    [TestMethod]
    public void PlacesOfPhrasesCoverThem()
    {
        string text = "In Half an Hour set 20\u00B0C at 5min to seven";
        Sentence sentence = SentenceText.Of(text);
        Assert.AreEqual("in 30 minutes set 20 degrees at 5 minutes to 7", SentenceText.WordsOf(sentence));
        Assert.AreEqual("Half an Hour", SentenceText.SourceOf(text, sentence, 1));
        Assert.AreEqual("Half an Hour", SentenceText.SourceOf(text, sentence, 2));
        Assert.AreEqual("20", SentenceText.SourceOf(text, sentence, 4));
        Assert.AreEqual("\u00B0C", SentenceText.SourceOf(text, sentence, 5));
        Assert.AreEqual("5", SentenceText.SourceOf(text, sentence, 7));
        Assert.AreEqual("min", SentenceText.SourceOf(text, sentence, 8));
        Assert.AreEqual("seven", SentenceText.SourceOf(text, sentence, 10));
    }

    [TestMethod]
    public void KindsAndValuesAreSet()
    {
        Sentence sentence = SentenceText.Of("set 20.5 degrees at half past seven pm");
        Assert.AreEqual("set 20.5 degrees at 19:30", SentenceText.WordsOf(sentence));
        Assert.AreEqual((int)WordKind.Word, (int)sentence.Kinds[0]);
        Assert.AreEqual((int)WordKind.Number, (int)sentence.Kinds[1]);
        Assert.AreEqual((int)WordKind.Time, (int)sentence.Kinds[4]);
        Assert.AreEqual(0, sentence.Values[0]);
        Assert.AreEqual(20500, sentence.Values[1]);
        Assert.AreEqual(0, sentence.Values[2]);
        Assert.AreEqual((19 * 60) + 30, sentence.Values[4]);
        Assert.IsFalse(sentence.Overflow);
    }

    [TestMethod]
    public void SixtyFourWordsFitAndOneMoreOverflows()
    {
        string text = "light";
        for (int i = 1; i < Sentence.Capacity; i++)
        {
            text += " light";
        }

        Sentence sentence = SentenceText.Of(text + "!");
        Assert.AreEqual(64, sentence.Count);
        Assert.IsFalse(sentence.Overflow);
        TextNormalizer.Normalise(text + " light", sentence);
        Assert.AreEqual(64, sentence.Count);
        Assert.IsTrue(sentence.Overflow);
        TextNormalizer.Normalise("light", sentence);
        Assert.AreEqual(1, sentence.Count);
        Assert.IsFalse(sentence.Overflow);
    }

    [TestMethod]
    public void WordsThatBecomeOneCountAsOne()
    {
        string text = "twenty five";
        for (int i = 1; i < 60; i++)
        {
            text += " twenty five";
        }

        Sentence sentence = SentenceText.Of(text);
        Assert.AreEqual(60, sentence.Count);
        Assert.AreEqual("25", sentence.Words[59]);
        Assert.IsFalse(sentence.Overflow);
    }

    [TestMethod]
    public void NoTextIsAnEmptySentence()
    {
        Sentence sentence = SentenceText.Of("light");
        TextNormalizer.Normalise(null, sentence);
        Assert.AreEqual(0, sentence.Count);
        Assert.IsFalse(sentence.Overflow);
    }

    [TestMethod]
    public void ALongWordIsCutAndCoversItsPlace()
    {
        string word = new string('x', 100);
        Sentence sentence = SentenceText.Of("a " + word + " b");
        Assert.AreEqual(3, sentence.Count);
        Assert.AreEqual(64, sentence.Words[1].Length);
        Assert.AreEqual(2, sentence.Start[1]);
        Assert.AreEqual(100, sentence.Length[1]);
    }
}
