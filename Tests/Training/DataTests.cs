using Sotto.Audio;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Xunit;

namespace Sotto.TrainingTests;

/// <summary>What is held out stays held out, and noise is as loud as it is said to be.</summary>
public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFifthIsForTestingAndATenthOfTheRestForDevelopment()
    {
        Split[] splits = [.. Enumerable.Range(0, 20000).Select(i => StableHash.SplitOf($"speaker {i}"))];
        Assert.InRange(splits.Count(s => s == Split.Test) / 20000.0, 0.19, 0.21);
        Assert.InRange(splits.Count(s => s == Split.Development) / 20000.0, 0.073, 0.087);
    }

    /// <summary>The model cards stand on these splits: another hash would move recordings between the parts.</summary>
    [Theory]
    [InlineData("alexa/0075d273-51bb-47cb-b323-4437bd0de029", 1926883230u)]
    [InlineData("5ebc1cda", 2440690336u)]
    [InlineData("", 1572119809u)]
    public void HashNeverChanges(string key, uint expected) => Assert.Equal(expected, StableHash.Of(key));

    [Fact]
    public void ASpeakerIsNeverOnBothSides()
    {
        for (int speaker = 0; speaker < 12; speaker++)
        {
            Add($"words/yes/{speaker:x8}_nohash_0.wav");
            Add($"words/no/{speaker:x8}_nohash_1.wav");
            Add($"words/_unknown_/bed_{speaker:x8}_nohash_2.wav");
        }

        Corpus corpus = Corpus.Load(_folder, null);
        Assert.Equal(36, corpus.Recordings.Count);
        IGrouping<string, Recording>[] speakers = [.. corpus.Recordings.GroupBy(r => r.Speaker)];
        Assert.Equal(12, speakers.Length);
        Assert.All(speakers, recordings => Assert.Single(recordings.Select(r => r.Split).Distinct()));
        Assert.True(speakers.Select(s => s.First().Split).Distinct().Count() > 1);
    }

    [Fact]
    public void OnlyOneReadersSentencesAreEverTrainedOn()
    {
        for (int i = 0; i < 30; i++)
        {
            Add($"speech/other_people/{i}.wav");
            Add($"speech/barista/{i}.wav");
            Add($"speech/kathleen/{i}.wav");
        }

        ILookup<string, Recording> sets = Corpus.Load(_folder, null).Recordings.ToLookup(r => r.Label);
        Assert.All(sets["other_people"].Concat(sets["barista"]), r => Assert.Equal(Split.Test, r.Split));
        Assert.Equal(3, sets["kathleen"].Select(r => r.Split).Distinct().Count());
    }

    [Fact]
    public void AMissingFolderIsNamed()
    {
        string missing = Path.Combine(_folder, "nowhere");
        DirectoryNotFoundException error = Assert.Throws<DirectoryNotFoundException>(() => Corpus.Load(missing, null));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    [InlineData(-5)]
    public void NoiseHasTheRatioThatItIsSaidToHave(double ratio)
    {
        short[] noise = [.. Sound(32000, 400).Select((s, i) => (short)(i < 16000 ? 0 : s))];
        Recording recording = new("speech.wav", Origin.Human, SpeechSet.Wake, "alexa", "speaker", Split.Test, Sound(16000, 1000));
        short[] mixed = new NoiseMixer(noise, ratio).Apply(recording);
        float[] added = [.. mixed.Select((s, i) => (float)s - recording.Samples[i])];
        double measured = 20 * Math.Log10(Level.Speech(Level.ToFloat(recording.Samples)) / Level.Overall(added));
        Assert.InRange(measured, ratio - 0.1, ratio + 0.1);
    }

    [Fact]
    public void TheWordIsFoundInItsSilence()
    {
        short[] samples = new short[48000];
        Sound(8000, 6000).CopyTo(samples, 20000);
        (int start, int length) = Level.FindWord(samples);
        Assert.InRange(start, 19000, 20000);
        Assert.InRange(start + length, 28000, 29000);
    }

    private static short[] Sound(int length, double level)
    {
        Random random = new(length);
        return [.. Enumerable.Range(0, length).Select(_ => (short)(((random.NextDouble() * 2) - 1) * level))];
    }

    private void Add(string name)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WavWriter.Write(path, Sound(1600, 1000));
    }
}
