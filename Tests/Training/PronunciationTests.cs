using Sotto.Speech;
using Xunit;

namespace Sotto.TrainingTests;

public sealed class PronunciationTests
{
    [Fact]
    public void EveryWordAndNearPhraseHasOne()
    {
        IEnumerable<string> texts = PhraseLists.Commands.Concat(PhraseLists.Words)
            .Concat(PhraseLists.Targets.Select(t => t.Label.Replace('_', ' '))).Concat(PhraseLists.Near.Values.SelectMany(phrases => phrases));
        Assert.DoesNotContain(texts, text => Pronunciations.Of(text).Length == 0);
    }

    [Fact]
    public void RhymesShareTheirEnds()
    {
        Assert.Equal(Pronunciations.Of("snow")[^1], Pronunciations.Of("no")[^1]);
        Assert.Equal(Pronunciations.Of("Happy!"), Pronunciations.Of("happy"));
        Assert.Empty(Pronunciations.Of("antidisestablishmentarianism"));
        Assert.InRange(Pronunciations.Count, 36, 44);
    }
}
