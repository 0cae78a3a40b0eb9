using Sotto.Audio;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Speech;
using Sotto.Training.Data;
using Sotto.Training.Network;
using Sotto.Training.Torch;
using Sotto.Training.Words;
using Xunit;
using static TorchSharp.torch;

namespace Sotto.TrainingTests;

/// <summary>From a phrase to a model with its card, by a speaker that hums and for a few steps.</summary>
public sealed class WordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-words-").FullName;

    public WordTests()
    {
        TorchRuntime.Prepare();
        set_num_threads(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A word of voices alone, then the same word with one's own recordings, then another word beside it.</summary>
    [Fact]
    public void AWordBecomesAModelAndAnotherOneJoinsIt()
    {
        AddWordCommand.Run(Options("hey sotto"), new HummingSpeaker());
        string path = Path.Combine(Output, "hey_sotto.sotto");
        Model model = Model.Load(File.ReadAllBytes(path));
        Assert.Equal(ModelKind.Wake, model.Kind);
        Assert.Equal(["_unknown_", "hey_sotto"], model.Labels);
        Assert.InRange(model.Thresholds[1], 128, 250);
        Assert.InRange(model.TableBytes, 1, 64 * 1024);
        Assert.InRange(model.MultiplyAccumulatesPerStep * 100 / model.StepFrames, 1, 1_600_000);
        string card = File.ReadAllText(Path.Combine(Output, "hey_sotto.md"));
        Assert.Contains("| voices, held out, noise 0 dB |", card, StringComparison.Ordinal);
        Assert.Contains("| near misses, voices held out |", card, StringComparison.Ordinal);
        Assert.Contains("No person said this word", card, StringComparison.Ordinal);
        Assert.Contains("Int8 against floating point", card, StringComparison.Ordinal);
        Assert.Equal(10, Directory.GetFiles(Path.Combine(Output, "confusions"), "hey_sotto-*.wav").Length);
        Assert.Equal(
            ["confusions", "hey_sotto-curve.png", "hey_sotto-training.png", "hey_sotto.md", "hey_sotto.sotto"],
            Directory.GetFileSystemEntries(Output).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

        AddWordCommand.Run(Options("computer") with { To = path, Recordings = Record("computer", 20) }, new HummingSpeaker());
        Model both = Model.Load(File.ReadAllBytes(Path.Combine(Output, "computer.sotto")));
        Assert.Equal(["_unknown_", "hey_sotto", "computer"], both.Labels);
        Assert.True(both.Thresholds[1] >= model.Thresholds[1], "an old threshold fell");
        Assert.Equal(model.MultiplyAccumulatesPerStep + 64, both.MultiplyAccumulatesPerStep);
        card = File.ReadAllText(Path.Combine(Output, "computer.md"));
        Assert.Contains("| people, held out, clean | 4 |", card, StringComparison.Ordinal);
        Assert.Contains("| people saying it | 16 |", card, StringComparison.Ordinal);
        Assert.Contains("| hey_sotto | voices, held out, clean |", card, StringComparison.Ordinal);
    }

    /// <summary>Before it learns, a widened network says of the old labels what the old one said, to a millionth, and next to nothing of the new.</summary>
    [Fact]
    public void AMoreLabelledNetworkKeepsTheOldOnes()
    {
        random.manual_seed(5);
        KeywordNetwork made = new(new NetworkShape(16, [5, 3], 5, 3, 4), FrontEnd.FeatureCount, 3, 5);
        made.eval();
        made.FoldAndQuantise();
        using IDisposable gradients = no_grad();
        Tensor x = rand(2, FrontEnd.FeatureCount, 90) * 4;
        made.forward(x);
        made.Quantisers.Observe(false);
        byte[] file = Exporter.ToModel(made, new("old", ModelKind.Wake, ["_unknown_", "a", "b"], [0, 200, 200], 5, 1000, 10));
        KeywordNetwork old = NetworkReader.Read(file, 1);
        KeywordNetwork wide = old.Widen(1, 7);
        old.Rounding = false;
        Tensor before = old.forward(x);
        Tensor after = wide.forward(x);
        Assert.Equal([2, 4, 30], after.shape);
        Assert.InRange((before - after.narrow(1, 0, 3)).abs().max().item<float>(), 0, 1e-6f);
        Assert.InRange(nn.functional.softmax(after, 1).select(1, 3).max().item<float>(), 0, 0.01f);
        Assert.Equal(0, (old.Stem.Weight - wide.Stem.Weight).abs().max().item<float>());
        Assert.Equal(7, wide.WordLogits(wide.Pool(wide.Trunk(x))).shape[1]);
    }

    [Theory]
    [InlineData("", "the phrase is empty")]
    [InlineData("hey 2", "write 2 as it is said")]
    [InlineData("yo", "\"yo\": 2 sounds, which is a part of very many words")]
    [InlineData("supercalifragilistic abcdefgh", "longer than the second and a half")]
    public void APhraseThatWouldNotDoIsRefused(string phrase, string message) => IsRefused(Options(phrase), new HummingSpeaker(), message);

    [Fact]
    public void WhatIsWrongIsSaidBeforeTheWorkAndNothingIsWritten()
    {
        IsRefused(Options("hey sotto") with { Recordings = Record("hey_sotto", 3) }, new HummingSpeaker(), "3 recordings, of which a fifth is held out");
        IsRefused(Options("hey sotto") with { Recordings = Path.Combine(_folder, "none") }, new HummingSpeaker(), "no such folder of recordings");
        IsRefused(Options("alexa") with { To = Shipped("wake.sotto") }, new HummingSpeaker(), "hears \"alexa\" already");
        IsRefused(Options("hey sotto") with { To = Shipped("commands.sotto") }, new HummingSpeaker(), "hears commands");
        IsRefused(Options("hey sotto") with { Output = Shipped("wake.sotto") }, new HummingSpeaker(), "a file, where the folder");
        IsRefused(Options("hey sotto"), new HummingSpeaker(mute: true), "no voice could say it");
    }

    /// <summary>By files where one speaker said it, by speakers where many did: then nobody is on both sides.</summary>
    [Fact]
    public void AFifthOfOnesOwnRecordingsIsHeldOut()
    {
        IReadOnlyList<CorpusEntry> one = OwnRecordings.Find(Record("a", 20), "a");
        Assert.Equal((16, 4), (one.Count(e => e.Split == Split.Train), one.Count(e => e.Split == Split.Test)));
        IReadOnlyList<CorpusEntry> many = OwnRecordings.Find(Record("b", 30, speakers: 10), "b");
        Assert.Equal((24, 6), (many.Count(e => e.Split == Split.Train), many.Count(e => e.Split == Split.Test)));
        Assert.All(many.GroupBy(e => e.Speaker), speaker => Assert.Single(speaker.Select(e => e.Split).Distinct()));
    }

    /// <summary>Nothing that says the phrase is taught as other speech, whatever list it stands on.</summary>
    [Fact]
    public void OtherSpeechDoesNotHoldThePhrase()
    {
        PhrasePlan plan = new(new PhraseAmounts(Word: 1, Sentences: 300, Names: 300, Neural: 0), kokoro: false, []);
        Assert.Contains(plan.OfOthers([]), job => PhrasePlan.Holds(job.Text, "kitchen"));
        Assert.DoesNotContain(plan.OfOthers(["kitchen"]), job => PhrasePlan.Holds(job.Text, "kitchen"));
        Assert.All(plan.OfPhrase("kitchen", "kitchen", ["chicken"]), job => Assert.Equal(job.Set == "target", PhrasePlan.Holds(job.Text, "kitchen")));
    }

    private string Output => Path.Combine(_folder, "out");

    private AddWordOptions Options(string phrase) => new(
        phrase, Recordings: null, Audio: null, Path.Combine(_folder, "cache"), Output, To: null, FalseRate: 0.5,
        new PhraseAmounts(Phrase: 60, Near: 2, Word: 1, Sentences: 20, Names: 10, Neural: 0), NearMisses: 20, Examples: 48, Steps: 8, EmbeddingShare: 0, Batch: 16, Seed: 3);

    private void IsRefused(AddWordOptions options, IPhraseSpeaker speaker, string message)
    {
        IOException error = Assert.ThrowsAny<IOException>(() => AddWordCommand.Run(options, speaker));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Directory.Exists(Output));
    }

    private string Record(string label, int count, int speakers = 1)
    {
        for (int i = 0; i < count; i++)
        {
            string path = Path.Combine(_folder, "recordings", label, $"speaker{i % speakers}_nohash_{i}.wav");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WavWriter.Write(path, HummingSpeaker.Hum(label, voice: i));
        }

        return Path.Combine(_folder, "recordings");
    }

    private static string Shipped(string name)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "nf.proj.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return Path.Combine(root, "Models", name);
    }

    /// <summary>Hums a tone for each letter, in the key of the voice.</summary>
    private sealed class HummingSpeaker(bool mute = false) : IPhraseSpeaker
    {
        private static readonly byte[] Sounds = [.. Enumerable.Range(1, 26).Select(i => (byte)i)];

        public bool Kokoro => false;

        public IReadOnlyList<string> Piper => [];

        public static short[] Hum(string text, int voice)
        {
            Random random = new(voice);
            double key = 1 + random.NextDouble();
            return [.. text.SelectMany(c => Enumerable.Range(0, 1000).Select(i => (short)((6000 * Math.Sin(i * key * (c - 90) * 0.01)) + random.Next(-50, 51))))];
        }

        public void Learn(IEnumerable<string> words)
        {
        }

        public IReadOnlyList<byte> SoundsOf(string word) => [.. word.Select(c => Sounds[Math.Clamp(c - 'a', 0, 25)])];

        public void Speak(string folder, IReadOnlyList<SpeechJob> jobs, Action<int> progress)
        {
            foreach (SpeechJob job in jobs.Where(_ => !mute))
            {
                string path = Path.Combine(folder, job.File);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                WavWriter.Write(path, Hum(job.Text.Trim('.', '!', '?'), (int)(StableHash.Of(job.Speaker) & 0xffff)));
            }
        }
    }
}
