using Sotto.Intent.Baseline;
using Sotto.Intent.Domain;
using Sotto.Intent.Growth;
using Sotto.Models.Intent;
using Sotto.Models.Text;
using Xunit;

namespace Sotto.HostTests;

public class GrowthTests
{
    private static readonly IntentDomain Home = DomainReader.Read(Path.Combine(TestPaths.Root, "Models", "Intent", "home.yaml"));
    private static readonly IntentDomain Coffee = DomainReader.Read(Path.Combine(TestPaths.Root, "Models", "Intent", "coffee.yaml"));

    /// <summary>What a slot points at is what it says, in the tokens that the device makes of the text.</summary>
    [Fact]
    public void SlotsPointAtWhatTheySay()
    {
        Lexicon lexicon = new LexiconPhrases(Home).ToLexicon();
        Aligner aligner = new(lexicon);
        SentenceGrower grower = new(Home, ["quixotic", "zebra", "marmalade"], new Random(1)) { OpenNameShare = 0.2, SkipShare = 0.3 };
        (int aligned, int pointed) = (0, 0);
        for (int i = 0; i < 3000; i++)
        {
            if (aligner.Align(grower.Grow()) is not { } sentence)
            {
                continue;
            }

            aligned++;
            foreach (AlignedSlot slot in sentence.Frames.SelectMany(frame => frame.Slots).Where(slot => slot.Slot.IsPointedAt))
            {
                pointed++;
                AlignedToken token = sentence.Tokens[slot.First];
                string said = token.Entry >= 0 ? lexicon.ValueOf(token.Entry)
                    : slot.Slot.Kind == FieldKind.Number ? Decimals.ToText(slot.Slot.Sign * token.Value) : slot.Slot.Value;
                Assert.True(said == slot.Slot.Value || slot.Slot.Kind == FieldKind.Text, $"{sentence.Text}: {slot}");
            }
        }

        Assert.True(aligned > 2800 && pointed > 2400, $"{aligned} of 3000 aligned, {pointed} slots");
    }

    /// <summary>What templates say, the templates understand.</summary>
    [Theory]
    [InlineData("home", 300)]
    [InlineData("coffee", 300)]
    public void WhatIsGrownIsRecognised(string name, int count)
    {
        IntentDomain domain = name == "home" ? Home : Coffee;
        Aligner aligner = new(new LexiconPhrases(domain).ToLexicon());
        SentenceGrower grower = new(domain, ["quixotic"], new Random(7));
        TemplateRecogniser recogniser = new(domain);
        List<string> missed = [];
        for (int i = 0; i < count; i++)
        {
            if (aligner.Align(grower.Grow()) is { } sentence && sentence.Frames.All(frame => frame.Slots.All(slot => slot.Slot.Kind != FieldKind.Text))
                && recogniser.Recognise(sentence.Text) is null)
            {
                missed.Add(sentence.Text);
            }
        }

        Assert.True(missed.Count <= count / 100, string.Join("; ", missed));
    }

    [Theory]
    [InlineData("turn on the kitchen lights", "HassTurnOn area=Kitchen domain=light")]
    [InlineData("please set the bedroom lamp to 40%", "HassLightSet name=Bedroom Lamp brightness=40")]
    [InlineData("open the garage door", "HassTurnOn domain=cover device_class=garage")]
    [InlineData("set a timer for an hour and a half", "HassStartTimer hours=1 minutes=30")]
    [InlineData("she closed the book", "")]
    public void TemplatesSayWhatTheyMean(string text, string meaning)
    {
        IntentFrame? frame = new TemplateRecogniser(Home).Recognise(text);
        string[] said = frame is null ? [] : [frame.Intent, .. Enumerable.Range(0, frame.Count).Select(i => $"{frame.Slots[i]}={frame.Values[i]}").Order(StringComparer.Ordinal)];
        Assert.Equal(meaning.Split(' ').Length > 1 ? Sorted(meaning) : "", string.Join('|', said));
    }

    private static string Sorted(string meaning)
    {
        string[] parts = System.Text.RegularExpressions.Regex.Split(meaning, @" (?=\w+=)");
        return string.Join('|', parts.Take(1).Concat(parts.Skip(1).Order(StringComparer.Ordinal)));
    }

    /// <summary>A sentence that is distorted or joined keeps what its slots point at.</summary>
    [Fact]
    public void TheMixKeepsItsSlots()
    {
        Random random = new(3);
        string[] talk = ["what a lovely day it is", "the train was late again", "shall we go out tonight", "nobody told me about the meeting"];
        UtteranceMixer mixer = new(new SentenceGrower(Home, UtteranceMixer.WordsOf(talk), random), null, talk, random);
        Aligner aligner = new(new LexiconPhrases(Home).ToLexicon());
        int nothing = 0;
        int several = 0;
        for (int i = 0; i < 3000; i++)
        {
            Utterance sentence = mixer.Next();
            nothing += sentence.Frames[0].Intent == IntentNames.Nothing ? 1 : 0;
            several += sentence.Frames.Count > 1 ? 1 : 0;
            foreach (UtteranceSlot slot in sentence.Frames.SelectMany(frame => frame.Slots).Where(slot => slot.IsPointedAt))
            {
                Assert.InRange(slot.First, 0, slot.Last);
                Assert.InRange(slot.Last, slot.First, sentence.Tokens.Count - 1);
            }

            aligner.Align(sentence);
        }

        Assert.InRange(nothing, 500, 1300);
        Assert.InRange(several, 150, 500);
    }
}
