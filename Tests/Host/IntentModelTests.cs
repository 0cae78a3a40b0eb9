using System.Diagnostics;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Models.Intent;
using Xunit;

namespace Sotto.HostTests;

public class IntentModelTests
{
    private static readonly string[] Words =
        ["turn", "on", "the", "set", "kitchen", "desk", "lamp", "red", "fifty", "50", "7:30", "frobnicator", "and", "half", "an", "hour", "%", "\u00e9t\u00e9", "!"];

    [Theory]
    [InlineData(0, 1, "not an intent model")]
    [InlineData(4, 1, "version")]
    [InlineData(8, 1, "cut short")]
    [InlineData(12, 1, "the checksum does not match")]
    public void AWrongHeaderIsRefused(int at, int change, string message)
    {
        byte[] file = SmallIntentModel.Make(1);
        file[at] ^= (byte)change;
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => IntentModel.Load(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 20, "the decoder's sizes do not fit")]
    [InlineData(0, 258, "the width is 258, not 4 to 256")]
    [InlineData(2, 0, "heads is 0")]
    [InlineData(4, 3, "the decoder's sizes do not fit")]
    [InlineData(6, 0, "the hidden layer is 0")]
    [InlineData(10, 65, "the context is 65, not 4 to 64")]
    [InlineData(12, 7, "the embedding has 7 rows")]
    [InlineData(14, 17, "blocks is 17, not 1 to 16")]
    [InlineData(16, 2, "no multiple of 4")]
    [InlineData(36, 20, "a shift is 20, not -31 to 19")]
    public void AWrongNumberOfTheDecoderIsNamed(int at, int value, string message)
    {
        byte[] file = SmallIntentModel.Make(1);
        int decoder = BitConverter.ToInt32(file, 16);
        BitConverter.GetBytes((ushort)value).CopyTo(file, decoder + at);
        Assert.Contains(message, Assert.Throws<ModelFormatException>(() => IntentModel.Load(SmallIntentModel.Seal(file))).Message, StringComparison.Ordinal);
    }

    /// <summary>Weights that 4 bits hold give the same scores in 8 and in 4, of which the file has half as many bytes.</summary>
    [Fact]
    public void WeightsOfFourBitsScoreAsTheSameInEight()
    {
        const int weights = (2 * ((16 * 16) + (8 * 16) + (8 * 16) + (16 * 16) + (24 * 16) + (16 * 24))) + (2 * 8 * 16);
        Random random = new(4);
        int different = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            IntentModel wide = IntentModel.Load(SmallIntentModel.Make(seed, 7));
            IntentModel packed = IntentModel.Load(SmallIntentModel.Make(seed, 7, packed: true));
            Assert.Equal((false, true, weights / 2), (wide.Shape.Packed, packed.Shape.Packed, wide.File.Length - packed.File.Length));
            Decoder expected = new(wide.Shape, wide.File);
            Decoder actual = new(packed.Shape, packed.File);
            int[] before = [];
            for (int position = 0; position < wide.Shape.Context; position++)
            {
                int row = random.Next(wide.Shape.Rows);
                expected.Feed(row);
                actual.Feed(row);
                int[] scores = ScoresOf(expected);
                Assert.Equal(scores, ScoresOf(actual));
                int[] rows = scores[..SmallIntentModel.Rows];
                different += rows.SequenceEqual(before) ? 0 : 1;
                before = rows;
            }
        }

        Assert.InRange(different, 900, 40 * 24);
    }

    [Fact]
    public void WeightsOverFourBitsAreNotPacked()
    {
        Assert.NotEmpty(SmallIntentModel.Make(1, 7, packed: true));
        Assert.Contains("4 bits", Assert.Throws<ModelFormatException>(() => SmallIntentModel.Make(1, 9, packed: true)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever a model's weights are, only frames come out that its grammar has.</summary>
    [Fact]
    public void OnlyFramesOfTheGrammarAreWritten()
    {
        Random random = new(2);
        HashSet<string> seen = [];
        for (int seed = 0; seed < 200; seed++)
        {
            IntentModel model = IntentModel.Load(SmallIntentModel.Make(seed));
            IntentRecogniser recogniser = new(model, new ManagedDecoder(model));
            IntentAnswer answer = new();
            for (int i = 0; i < 20; i++)
            {
                recogniser.Understand(Sentence(random, 9), answer);
                foreach (IntentFrame frame in answer.Refusal == Refusal.None ? answer.Frames.Take(answer.Count) : [])
                {
                    seen.Add($"{frame.Intent} {string.Join(' ', frame.Slots.Take(frame.Count))}");
                    Assert.True(frame.ValueOf("brightness") is null or "-50" or "-7" or "-1" or "-30", frame.ValueOf("brightness"));
                    Assert.True(frame.ValueOf("domain") is null or "light" or "fan");
                }
            }
        }

        Assert.Subset(new HashSet<string> { "TurnOn name", "TurnOn domain", "TurnOn domain name", "Set name brightness", "Set item" }, seen);
        Assert.True(seen.Count >= 4, string.Join("; ", seen));
    }

    [Fact]
    public void MutatedFilesAreRefusedOrRun()
    {
        Random random = new(3);
        (int ran, int refused) = (0, 0);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 50_000 && watch.Elapsed.TotalSeconds < 15; i++)
        {
            byte[] file = SmallIntentModel.Make(i % 7);
            for (int change = 1 + random.Next(3); change > 0; change--)
            {
                file[random.Next(4) == 0 ? random.Next(16, 64) : random.Next(64, file.Length)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
            }

            try
            {
                IntentModel model = IntentModel.Load(SmallIntentModel.Seal(file));
                new IntentRecogniser(model, new ManagedDecoder(model)).Understand(Sentence(random, 12), new IntentAnswer());
                ran++;
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        Assert.True(ran > 100 && refused > 100, $"{ran} ran, {refused} refused");
    }

    [Fact]
    public void ASentenceGivesTheSameTwice()
    {
        IntentModel model = IntentModel.Load(SmallIntentModel.Make(5));
        IntentRecogniser recogniser = new(model, new ManagedDecoder(model));
        IntentAnswer first = new();
        IntentAnswer second = new();
        recogniser.Understand("turn on the kitchen 50", first);
        recogniser.Understand("something else entirely", second);
        recogniser.Understand("turn on the kitchen 50", second);
        Assert.Equal((first.Count, first.Refusal, first.Confidence, first.Frames[0].Intent), (second.Count, second.Refusal, second.Confidence, second.Frames[0].Intent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   !?  ")]
    public void NothingIsIncomplete(string text)
    {
        IntentModel model = IntentModel.Load(SmallIntentModel.Make(1));
        IntentAnswer answer = new();
        new IntentRecogniser(model, new ManagedDecoder(model)).Understand(text, answer);
        Assert.Equal((0, Refusal.Incomplete), (answer.Count, answer.Refusal));
    }

    [Fact]
    public void TenThousandWordsAreRefused()
    {
        IntentModel model = IntentModel.Load(SmallIntentModel.Make(1));
        IntentAnswer answer = new();
        new IntentRecogniser(model, new ManagedDecoder(model)).Understand(string.Concat(Enumerable.Repeat("on ", 10_000)), answer);
        Assert.Equal((0, Refusal.Ambiguous), (answer.Count, answer.Refusal));
    }

    private static int[] ScoresOf(Decoder decoder)
    {
        decoder.Aim();
        IEnumerable<int> points = Enumerable.Range(0, decoder.Position).Select(decoder.ScorePoint);
        return [.. Enumerable.Range(0, SmallIntentModel.Rows).Select(decoder.ScoreRow), .. points];
    }

    private static string Sentence(Random random, int most) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(most)).Select(_ => Words[random.Next(Words.Length)]));
}
