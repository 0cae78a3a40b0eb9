using Sotto.Intent.Spoken;
using Sotto.Interop;
using Sotto.Models;
using Sotto.Models.Spoken;
using Xunit;

namespace Sotto.HostTests.Spoken;

/// <summary>Holds the native search against the managed one: what it loads, what it refuses, every sentence and every cost.</summary>
public sealed class NativeSentenceDecoderTests
{
    /// <summary>Wide or narrow, with much room or little: the same numbers after every frame.</summary>
    [SkippableFact]
    public void RandomSearchesFindTheManagedSentences()
    {
        NativeBuild.Need();
        int sentences = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            int sounds = random.Next(1, 12);
            byte[] file = AutomatonWriter.Write(RandomAutomaton.Source(random, 60, sounds));
            SearchSettings settings = Settings(random);
            SentenceDecoder managed = new(WordAutomaton.Load(file), settings);
            using NativeSentenceDecoder native = NativeSentenceDecoder.FromImage(file, settings);
            for (int sentence = 0; sentence < 2; sentence++)
            {
                sbyte[] logits = RandomAutomaton.Logits(random, 50, sounds);
                for (int at = 0; at < logits.Length; at += SpokenFormat.Labels)
                {
                    managed.Feed(logits, at);
                    native.Feed(logits, at);
                    Assert.Equal(State(managed, managed.Places), State(native, native.Places));
                    sentences += random.Next(20) == 0 ? Compare(managed, native) : 0;
                }

                sentences += Compare(managed, native);
                managed.Reset();
                native.Reset();
            }
        }

        Assert.True(sentences > 2000, $"only {sentences}");
    }

    [SkippableFact]
    public void BrokenAutomataAreRefusedByBoth()
    {
        NativeBuild.Need();
        Random random = new(7);
        byte[][] files = [.. Enumerable.Range(0, 12).Select(seed => AutomatonWriter.Write(RandomAutomaton.Source(new Random(seed), 20, 6)))];
        (int refused, int taken) = (0, 0);
        for (int round = 0; round < 10000; round++)
        {
            byte[] file = SentenceDecoderTests.Break(files[random.Next(files.Length)], random);
            bool managed = Takes(() => WordAutomaton.Load(file));
            bool native = Takes(() => NativeSentenceDecoder.FromImage(file, new SearchSettings { Places = 16, Histories = 16 }).Dispose());
            Assert.Equal(managed, native);
            refused += managed ? 0 : 1;
            taken += managed ? 1 : 0;
        }

        Assert.True(refused > 2000 && taken > 300, $"{refused} refused, {taken} taken");
    }

    [SkippableFact]
    public void WrongArgumentsAreRefused()
    {
        NativeBuild.Need();
        byte[] file = AutomatonWriter.Write(RandomAutomaton.Source(new Random(1), 20, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => NativeSentenceDecoder.FromImage(file, new SearchSettings { Places = 3 }));
        Assert.Throws<ArgumentNullException>(() => NativeSentenceDecoder.FromImage(null!, new SearchSettings()));
        Assert.Throws<ModelFormatException>(() => NativeSentenceDecoder.FromImage(new byte[100], new SearchSettings()));
        NativeSentenceDecoder decoder = NativeSentenceDecoder.FromImage(file, new SearchSettings());
        Assert.Throws<ArgumentNullException>(() => decoder.Feed(null!, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Feed(new sbyte[SpokenFormat.Labels], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Cost(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Text(-1));
        decoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => decoder.Feed(new sbyte[SpokenFormat.Labels], 0));
    }

    private static SearchSettings Settings(Random random)
    {
        bool isNarrow = random.Next(2) == 0;
        return new SearchSettings
        {
            Beam = isNarrow ? random.Next(150) : random.Next(2000),
            LanguageWeight = random.Next(30),
            WordPenalty = random.Next(20),
            Places = isNarrow ? random.Next(4, 60) : 1024,
            Histories = isNarrow ? random.Next(4, 60) : 2048,
            Sentences = random.Next(1, 9),
        };
    }

    private static (int, int, int, int, int) State(ISentenceDecoder decoder, int places) =>
        (decoder.Frames, decoder.FramesSinceSound, decoder.Sounds, decoder.EndCost, places);

    private static int Compare(SentenceDecoder managed, NativeSentenceDecoder native)
    {
        Assert.Equal(managed.Finish(), native.Finish());
        Assert.Equal(Sentences(managed), Sentences(native));
        return managed.BestCount;
    }

    private static (int Cost, string Text)[] Sentences(ISentenceDecoder decoder) =>
        [.. Enumerable.Range(0, decoder.BestCount).Select(i => (decoder.Cost(i), decoder.Text(i)))];

    private static bool Takes(Action load)
    {
        try
        {
            load();
            return true;
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }
}
