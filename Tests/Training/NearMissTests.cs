using Sotto.Speech;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>What sounds like what, in numbers.</summary>
public sealed class NearMissTests
{
    // Enough of English that no test needs espeak-ng: a letter a sound, and how the words of the tests are really said.
    private static readonly Dictionary<string, string> Spoken = new()
    {
        ["hey"] = "hh ey",
        ["sotto"] = "s aa t ow",
        ["otto"] = "aa t ow",
        ["haze"] = "hh ey z",
        ["auto"] = "ao t ow",
        ["say"] = "s ey",
        ["lotto"] = "l aa t ow",
        ["motto"] = "m aa t ow",
        ["hay"] = "hh ey",
        ["zotto"] = "z aa t ow",
        ["fotto"] = "f aa t ow",
        ["tomorrow"] = "t ah m aa r ow",
        ["water"] = "w ao t er",
        ["so"] = "s ow",
        ["to"] = "t uw",
        ["sot"] = "s aa t",
    };

    [Theory]
    [InlineData("hh ey s aa t ow", "hh ey s aa t ow", 0)]
    [InlineData("hh ey s aa t ow", "hh ey z aa t ow", 0.4)]
    [InlineData("hh ey s aa t ow", "hh ey f aa t ow", 0.7)]
    [InlineData("hh ey s aa t ow", "hh ey m aa t ow", 1)]
    [InlineData("hh ey s aa t ow", "hh ey aa t ow", 1)]
    [InlineData("hh ey s aa t ow", "ey s aa t ow", 0.6)]
    [InlineData("hh ey s aa t ow", "hh ey s aa t", 1)]
    [InlineData("hh ey s aa t ow", "s aa t ow", 1.6)]
    [InlineData("hh ey", "s ey t", 1.3)]
    [InlineData("b", "iy", 1.4)]
    [InlineData("", "ah s", 1.6)]
    public void TheDistanceIsThatOfTheTable(string first, string second, double distance)
    {
        Assert.Equal(distance, PhonemeDistance.Of(Numbers(first), Numbers(second)), 9);
        Assert.Equal(distance, PhonemeDistance.Of(Numbers(second), Numbers(first)), 9);
    }

    /// <summary>Alike costs less than of a kind, that less than anything else, and it is the same both ways.</summary>
    [Fact]
    public void TheTableIsADistance()
    {
        byte[] all = [.. Enumerable.Range(1, PhonemeSet.Names.Count - 1).Select(i => (byte)i)];
        foreach (byte a in all)
        {
            Assert.Equal(0, PhonemeDistance.Between(a, a));
            Assert.All(all, b => Assert.Equal(PhonemeDistance.Between(a, b), PhonemeDistance.Between(b, a)));
            Assert.All(all.Where(b => b != a), b => Assert.InRange(PhonemeDistance.Between(a, b), 0.4, 1.4));
        }
    }

    [Fact]
    public void PartsAndNeighboursOfAPhraseAreFound()
    {
        IReadOnlyList<NearMiss> found = new NearMisses("hey sotto", SoundsOf, Spoken.Keys.Except(["fotto", "zotto"])).Find(40);
        Assert.Equal(["hey", "hey sot", "hey to", "sotto", "to"], found.Take(5).Select(near => near.Text).Order(StringComparer.Ordinal));
        Dictionary<string, double> distances = found.ToDictionary(near => near.Text, near => near.Distance);
        Assert.Equal(1, distances["hey lotto"], 9);
        Assert.Equal(1, distances["hey motto"], 9);
        Assert.Equal(1, distances["hey otto"], 9);
        Assert.Equal(0.7, distances["say sotto"], 9);
        Assert.DoesNotContain("hey fotto", distances.Keys);
        Assert.Equal(0.8, distances["haze auto"], 9);
        Assert.DoesNotContain("tomorrow", distances.Keys);
        Assert.DoesNotContain(found, near => near.Distance < NearMisses.Nearest);
        Assert.Equal(found.Count, distances.Count);
    }

    /// <summary>What is said like the phrase itself must not be taught as something else.</summary>
    [Fact]
    public void TheSameSoundsInOtherLettersAreNoMiss() =>
        Assert.DoesNotContain(new NearMisses("hey sotto", SoundsOf, Spoken.Keys.Except(["fotto", "zotto"])).Find(100), near => near.Text is "hay sotto" or "hey zotto" or "hay zotto");

    [SkippableFact]
    public void EspeakKnowsAllThatIsLookedAt()
    {
        Skip.If(SpeechCorpus.Missing().Contains("espeak-ng"), "espeak-ng is not installed");
        Pronouncer pronouncer = new();
        NearMisses near = new("hey sotto", pronouncer.Of, PhraseLists.Lexicon.Where((_, i) => i % 4 == 0));
        pronouncer.Learn(near.Unpronounced());
        IReadOnlyList<NearMiss> found = near.Find(60);
        Assert.InRange(found.Count, 40, 70);
        Assert.All(found, miss => Assert.InRange(miss.Distance, NearMisses.Nearest, 6));
        Assert.Contains(found, miss => miss.Text == "sotto");
        Assert.Contains(found, miss => miss.Text == "hey motto");
    }

    private static byte[] SoundsOf(string word) => Numbers(Spoken.TryGetValue(word, out string? sounds)
        ? sounds : string.Join(' ', word.Select(c => c switch { 'o' => "aa", 'e' => "eh", 'a' => "ae", 'i' => "ih", 'u' => "ah", 'h' => "hh", 'j' => "jh", 'c' or 'q' => "k", 'x' => "s", _ => $"{c}" })));

    private static byte[] Numbers(string names) => [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (byte)PhonemeSet.Names.ToList().IndexOf(name))];
}
