using Sotto.Audio;
using Sotto.Models;
using Sotto.Models.Intent;
using Sotto.Models.Spoken;
using Xunit;

namespace Sotto.HostTests.Spoken;

/// <summary>Whole spoken commands with the shipped models. The recording is a neural voice's, which no model has learned.</summary>
public sealed class SpokenRecogniserTests
{
    private static readonly string Models = Path.Combine(TestPaths.Root, "Models");
    private static readonly short[] Command = AudioFile.Load(Path.Combine(TestPaths.Root, "Tests", "Host", "Spoken", "turn on the kitchen lights.flac")).Samples;

    [Fact]
    public void ASpokenCommandIsUnderstood()
    {
        SpokenRecogniser recogniser = Open();
        IntentAnswer answer = Hear(recogniser, Command, expected: true);
        Assert.Equal("turn on the kitchen lights", recogniser.Text);
        Assert.Equal("HassTurnOn", answer.Frames[0].Intent);
        Assert.Equal("Kitchen", answer.Frames[0].ValueOf("area"));
        Assert.InRange(answer.Confidence, 1, IntentFormat.One);
    }

    /// <summary>How samples are cut into blocks changes nothing, and neither does what was heard before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(157)]
    [InlineData(8000)]
    public void BlocksAndWhatWasHeardBeforeChangeNothing(int block)
    {
        SpokenRecogniser whole = Open();
        Hear(whole, Command, expected: true);
        SpokenRecogniser cut = Open();
        cut.Feed(Command, 3000, 9000);
        cut.Reset();
        for (int at = 0; at < Command.Length; at += block)
        {
            cut.Feed(Command, at, Math.Min(block, Command.Length - at));
        }

        cut.Feed(new short[SpokenRecogniser.TailSamples], 0, SpokenRecogniser.TailSamples);
        Assert.True(cut.Understand(new IntentAnswer()));
        Assert.Equal((whole.Text, whole.Decoder.Cost(0), whole.Decoder.Frames), (cut.Text, cut.Decoder.Cost(0), cut.Decoder.Frames));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(3000)]
    public void NoiseAndSilenceAreNoCommands(int level)
    {
        Random random = new(7);
        short[] noise = [.. Enumerable.Range(0, 48000).Select(_ => (short)random.Next(-level, level + 1))];
        SpokenRecogniser recogniser = Open();
        Hear(recogniser, noise, expected: false);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        SpokenRecogniser recogniser = Open();
        Hear(recogniser, Command, expected: true);
        recogniser.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        recogniser.Feed(Command, 0, Command.Length);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AModelOfWordsIsNoAcousticModel() =>
        Assert.Contains("no acoustic model", Assert.Throws<ModelFormatException>(() => Open("commands.sotto")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 10, 200)]
    [InlineData(80, 10, 1000)]
    [InlineData(80, 20, 500)]
    [InlineData(80, 0, int.MaxValue)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void DistanceIsCountedForASound(int cost, int sounds, int distance) =>
        Assert.Equal(distance, new SpokenRules { SentenceCost = 20 }.Distance(cost, sounds));

    [Theory]
    [InlineData(0, IntentFormat.One)]
    [InlineData(600, IntentFormat.One / 2)]
    [InlineData(1199, IntentFormat.One / 1200)]
    [InlineData(1200, 0)]
    [InlineData(int.MaxValue, 0)]
    public void NearnessFallsWithTheDistance(int distance, int nearness) => Assert.Equal(nearness, new SpokenRules { Farthest = 1200 }.Nearness(distance));

    /// <summary>A sentence at the very distance that is allowed is no command; a hundredth more room makes it one.</summary>
    [Fact]
    public void WhatIsTooFarIsRefused()
    {
        SpokenRecogniser recogniser = Open(new SpokenRules { Farthest = int.MaxValue });
        Hear(recogniser, Command, expected: true);
        int distance = recogniser.Distance;
        SpokenRecogniser strict = Open(new SpokenRules { Farthest = distance });
        Assert.Equal(Refusal.UnknownWords, Hear(strict, Command, expected: false).Refusal);
        Assert.Equal(("", int.MaxValue), (strict.Text, strict.Distance));
        Hear(Open(new SpokenRules { Farthest = distance + 1 }), Command, expected: true);
    }

    [Theory]
    [InlineData(Refusal.None, IntentFormat.One, 0)]
    [InlineData(Refusal.None, IntentFormat.One / 4, 45)]
    [InlineData(Refusal.Ambiguous, IntentFormat.One, 120)]
    public void DoubtCosts(Refusal refusal, int confidence, int cost) =>
        Assert.Equal(cost, new SpokenRules { DoubtCost = 60, RefusedCost = 120 }.CostOfDoubt(new IntentAnswer { Refusal = refusal, Confidence = confidence }));

    private static SpokenRecogniser Open(string acoustic) => Open(new SpokenRules(), acoustic);

    private static SpokenRecogniser Open(SpokenRules? rules = null, string acoustic = "acoustic.sotto")
    {
        IntentModel intents = IntentModel.Load(File.ReadAllBytes(Path.Combine(Models, "Intent", "home.sotto")));
        SentenceDecoder decoder = new(WordAutomaton.Load(File.ReadAllBytes(Path.Combine(Models, "Intent", "home.words"))), new SearchSettings());
        return new SpokenRecogniser(
            Model.Load(File.ReadAllBytes(Path.Combine(Models, acoustic))), decoder, new IntentRecogniser(intents, new ManagedDecoder(intents)), rules ?? new SpokenRules());
    }

    private static IntentAnswer Hear(SpokenRecogniser recogniser, short[] samples, bool expected)
    {
        IntentAnswer answer = new();
        recogniser.Reset();
        recogniser.Feed(samples, 0, samples.Length);
        recogniser.Feed(new short[SpokenRecogniser.TailSamples], 0, SpokenRecogniser.TailSamples);
        Assert.Equal(expected, recogniser.Understand(answer));
        return answer;
    }
}
