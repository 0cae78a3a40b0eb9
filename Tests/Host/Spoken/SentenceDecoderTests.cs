using Sotto.Intent.Spoken;
using Sotto.Models.Spoken;
using Xunit;

namespace Sotto.HostTests.Spoken;

public class SentenceDecoderTests
{
    /// <summary>With a wide beam the best sentences are those of a search without one, at the same costs.</summary>
    [Fact]
    public void AWideSearchFindsWhatASearchWithoutABeamFinds()
    {
        int sentences = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Random random = new(seed);
            int sounds = random.Next(1, 5);
            AutomatonSource source = RandomAutomaton.Source(random, 6, sounds);
            int frames = random.Next(1, 11);
            sbyte[] logits = RandomAutomaton.Logits(random, frames, sounds);
            SearchSettings settings = new() { Beam = SearchSettings.MaximumBeam, LanguageWeight = random.Next(30), WordPenalty = random.Next(20), Sentences = 3, Places = 2048, Histories = 16384 };
            ReferenceSearch reference = new(source, settings.LanguageWeight, settings.WordPenalty);
            SentenceDecoder decoder = new(WordAutomaton.Load(AutomatonWriter.Write(source)), settings);
            for (int frame = 0; frame < frames; frame++)
            {
                reference.Feed(logits, frame * SpokenFormat.Labels);
                decoder.Feed(logits, frame * SpokenFormat.Labels);
            }

            Dictionary<string, int> expected = reference.Finish();
            Assert.Equal(Math.Min(3, expected.Count), decoder.Finish());
            int[] costs = [.. expected.Values.Order().Take(3)];
            Assert.Equal(costs, Enumerable.Range(0, decoder.BestCount).Select(decoder.Cost));
            Assert.All(Enumerable.Range(0, decoder.BestCount), i => Assert.Equal(costs[i], expected[(decoder.Text(i) + " ").TrimStart()]));
            Assert.Equal(decoder.BestCount, Enumerable.Range(0, decoder.BestCount).Select(decoder.Text).Distinct().Count());
            sentences += decoder.BestCount;
        }

        Assert.True(sentences > 500, $"only {sentences}");
    }

    /// <summary>However little room it has, a search goes on, finds nothing cheaper than there is, and the same again.</summary>
    [Fact]
    public void ANarrowSearchDegrades()
    {
        int found = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            Random random = new(seed);
            AutomatonSource source = RandomAutomaton.Source(random, 40, 12);
            WordAutomaton automaton = WordAutomaton.Load(AutomatonWriter.Write(source));
            sbyte[] logits = RandomAutomaton.Logits(random, 60, 12);
            SearchSettings narrow = new() { Beam = random.Next(200), Places = random.Next(4, 40), Histories = random.Next(4, 40) };
            SearchSettings wide = new() { Beam = 2000, Places = 8192, Histories = 16384 };
            (int Cost, string Text)[] best = Decode(automaton, narrow, logits);
            (int Cost, string Text)[] least = Decode(automaton, wide, logits);
            Assert.Equal(best, Decode(automaton, narrow, logits));
            Assert.All(best, sentence => Assert.True(sentence.Cost >= least[0].Cost));
            found += best.Length;
        }

        Assert.True(found > 50, $"only {found}");
    }

    /// <summary>What a sentence costs does not depend on what was decoded before it.</summary>
    [Fact]
    public void AResetForgets()
    {
        Random random = new(5);
        WordAutomaton automaton = WordAutomaton.Load(AutomatonWriter.Write(RandomAutomaton.Source(random, 30, 8)));
        sbyte[] logits = RandomAutomaton.Logits(random, 40, 8);
        SentenceDecoder decoder = new(automaton, new SearchSettings());
        (int, string)[] first = Decode(decoder, logits);
        Decode(decoder, RandomAutomaton.Logits(random, 70, 8));
        decoder.Reset();
        Assert.Equal(first, Decode(decoder, logits));
    }

    [Fact]
    public void AsItComesItTakesLessThan64Kilobytes()
    {
        WordAutomaton automaton = WordAutomaton.Load(AutomatonWriter.Write(RandomAutomaton.Source(new Random(1), 30, 8)));
        Assert.InRange(new SentenceDecoder(automaton, new SearchSettings()).Bytes, 1, 64 * 1024);
    }

    /// <summary>Broken files, most of them with length and checksum made right again, are refused with a reason, or decode.</summary>
    [Fact]
    public void BrokenAutomataAreRefusedOrDecode()
    {
        Random random = new(42);
        byte[][] files = [.. Enumerable.Range(0, 12).Select(seed => AutomatonWriter.Write(RandomAutomaton.Source(new Random(seed), 20, 6)))];
        (int refused, int ran) = (0, 0);
        for (int round = 0; round < 30000; round++)
        {
            byte[] file = Break(files[random.Next(files.Length)], random);
            try
            {
                WordAutomaton automaton = WordAutomaton.Load(file);
                Assert.Equal(automaton.Words, Enumerable.Range(0, automaton.Words).Select(automaton.TextOf).Count(text => text.Length > 0));
                Decode(automaton, new SearchSettings { Places = 64, Histories = 64 }, RandomAutomaton.Logits(random, 12, 6));
                ran++;
            }
            catch (Sotto.Models.ModelFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        Assert.True(refused > 5000 && ran > 1000, $"{refused} refused, {ran} ran");
    }

    [Theory]
    [InlineData(0, "not a word automaton")]
    [InlineData(4, "version")]
    [InlineData(8, "cut short")]
    [InlineData(12, "checksum")]
    [InlineData(70, "checksum")]
    public void AFlippedByteIsNamed(int at, string message)
    {
        byte[] file = AutomatonWriter.Write(RandomAutomaton.Source(new Random(3), 20, 6));
        file[at] ^= 0x10;
        Assert.Contains(message, Assert.Throws<Sotto.Models.ModelFormatException>(() => WordAutomaton.Load(file)).Message, StringComparison.Ordinal);
        Assert.Throws<Sotto.Models.ModelFormatException>(() => WordAutomaton.Load(file[..at]));
    }

    [Theory]
    [InlineData("Beam", -1)]
    [InlineData("Places", 3)]
    [InlineData("Histories", 16385)]
    [InlineData("LanguageWeight", 4097)]
    [InlineData("Sentences", 0)]
    public void AWrongSettingIsNamed(string name, int value)
    {
        SearchSettings settings = new();
        typeof(SearchSettings).GetProperty(name)!.SetValue(settings, value);
        WordAutomaton automaton = WordAutomaton.Load(AutomatonWriter.Write(RandomAutomaton.Source(new Random(3), 20, 6)));
        Assert.Contains($"{name} is {value}", Assert.Throws<ArgumentException>(() => new SentenceDecoder(automaton, settings)).Message, StringComparison.Ordinal);
    }

    /// <summary>A file with one to three changes, most of them with length and checksum made right again.</summary>
    internal static byte[] Break(byte[] whole, Random random)
    {
        byte[] file = [.. whole];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(3) == 0 ? random.Next(16, 36) : random.Next(file.Length);
            file[at] = random.Next(3) switch
            {
                0 => (byte)(file[at] ^ (1 << random.Next(8))),
                1 => (byte)(file[at] + random.Next(-2, 3)),
                _ => (byte)random.Next(256),
            };
        }

        file = random.Next(12) == 0 ? file[..random.Next(SpokenFormat.HeaderLength, file.Length)] : file;
        return random.Next(12) == 0 ? file : AutomatonWriter.Seal(file);
    }

    private static (int Cost, string Text)[] Decode(WordAutomaton automaton, SearchSettings settings, sbyte[] logits) =>
        Decode(new SentenceDecoder(automaton, settings), logits);

    private static (int Cost, string Text)[] Decode(SentenceDecoder decoder, sbyte[] logits)
    {
        for (int at = 0; at < logits.Length; at += SpokenFormat.Labels)
        {
            decoder.Feed(logits, at);
        }

        decoder.Finish();
        return [.. Enumerable.Range(0, decoder.BestCount).Select(i => (decoder.Cost(i), decoder.Text(i)))];
    }
}
