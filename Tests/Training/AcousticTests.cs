using Sotto.Kernels;
using Sotto.Models;
using Sotto.Speech;
using Sotto.Training;
using Sotto.Training.Acoustic;
using Sotto.Training.Data;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using Sotto.Training.Torch;
using Xunit;
using static TorchSharp.torch;

namespace Sotto.TrainingTests;

/// <summary>The acoustic model, on sentences of three sounds that are each a band of the features.</summary>
public sealed class AcousticTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-acoustic-").FullName;

    public AcousticTests()
    {
        TorchRuntime.Prepare();
        set_num_threads(1);
        random.manual_seed(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("turn on 2 lights", "turn on two lights")]
    [InlineData("Set it to 21.5°!", "set it to twenty one point five degrees")]
    [InlineData("what's 100% of it", "what's one hundred percent of it")]
    [InlineData("at 5pm", "at five pm")]
    [InlineData("0 12 40 999 30000", "zero twelve forty nine hundred ninety nine thirty thousand")]
    [InlineData("'...'", "")]
    public void TextBecomesWordsAsTheyAreSaid(string text, string words) => Assert.Equal(words, string.Join(' ', SpokenText.Words(text)));

    [Theory]
    [InlineData("k_ˈɪ_tʃ_ə_n", "k ih ch ah n")]
    [InlineData("h_j_uː_m_ˈɪ_d_ᵻ_ɾ_i", "hh y uw m ih d ih t iy")]
    [InlineData("θ_ˈɜː_ɹ_oʊ", "th er r ow")]
    [InlineData("(en)?", "ey n")]
    public void TranscriptionsBecomeSounds(string ipa, string sounds) =>
        Assert.Equal(sounds, string.Join(' ', PhonemeSet.FromIpa(ipa).Select(sound => PhonemeSet.Names[sound])));

    /// <summary>A small network learns the three sounds wherever they are, and its integers hear them as it does.</summary>
    [Fact]
    public void SoundsAreLearnedWithoutTheirPlaces()
    {
        SpokenPool pool = MakePool(256, new Random(1));
        KeywordNetwork network = new(new NetworkShape(24, [5, 5], 5, 3, 1), FrontEnd.FeatureCount, PhonemeSet.Names.Count, words: 1);
        List<CurvePoint> curve = new AcousticTrainer(network, pool, seed: 1).Run(new AcousticSchedule(160, 40, Rate: 1.5e-2), _ => { });
        Assert.InRange(curve[^1].Loss, 0, curve[0].Loss / 4);
        byte[] file = Exporter.ToModel(network, TrainAcousticCommand.Manifest);
        Assert.Equal(ModelKind.Acoustic, Model.Load(file).Kind);
        SpokenPool fresh = MakePool(64, new Random(2));
        Assert.InRange(SoundErrors.Rate(file, [.. Enumerable.Range(0, fresh.Count).Select(i => fresh[i])]), 0, 0.1);
    }

    /// <summary>What a file says stays the same when it is read to learn on, and its normalisations are begun anew.</summary>
    [Fact]
    public void AModelLearnsOnFromWhereItWas()
    {
        SpokenPool pool = MakePool(64, new Random(4));
        KeywordNetwork network = new(new NetworkShape(16, [5, 5], 5, 3, 1), FrontEnd.FeatureCount, PhonemeSet.Names.Count, words: 1);
        List<CurvePoint> first = new AcousticTrainer(network, pool, seed: 1).Run(new AcousticSchedule(40, 16, Rate: 1.5e-2), _ => { });
        byte[] file = Exporter.ToModel(network, TrainAcousticCommand.Manifest);
        KeywordNetwork read = NetworkReader.Read(file, words: 1);
        Tensor features = rand(4, FrontEnd.FeatureCount, 90) * 4;
        float[] steps = [.. ((network.forward(features) - read.forward(features)).abs() / AcousticTrainer.LogitScale).data<float>()];
        Assert.InRange(steps.Average(), 0, 0.5);
        Assert.InRange(steps.Max(), 0, 4);

        read.Rounding = false;
        float[] before = [.. read.forward(features).data<float>()];
        read.train();
        read.Unfold(features);
        Assert.False(read.IsFolded);
        float[] after = [.. read.forward(features).data<float>()];
        Assert.All(before.Zip(after), pair => Assert.InRange(pair.First - pair.Second, -0.01f, 0.01f));

        List<CurvePoint> more = new AcousticTrainer(read, pool, seed: 2).Run(new AcousticSchedule(20, 8, Rate: 1e-3), _ => { });
        Assert.True(read.IsFolded);
        Assert.InRange(more[^1].Loss, 0, first[^1].Loss * 1.05);
    }

    /// <summary>With more channels a network says what it said, learns on, and its 4-bit integers hear the sounds.</summary>
    [Fact]
    public void ANetworkGrowsAndTakesFourBits()
    {
        SpokenPool pool = MakePool(256, new Random(6));
        KeywordNetwork network = new(new NetworkShape(16, [5, 5], 5, 3, 1), FrontEnd.FeatureCount, PhonemeSet.Names.Count, words: 1);
        new AcousticTrainer(network, pool, seed: 1).Run(new AcousticSchedule(100, 16, Rate: 1.5e-2), _ => { });
        network.Rounding = false;
        KeywordNetwork grown = network.Grow(40, words: 1);
        Tensor features = rand(4, FrontEnd.FeatureCount, 90) * 4;
        Assert.InRange((network.forward(features) - grown.forward(features)).abs().max().item<float>(), 0, 1e-3f);

        new AcousticTrainer(grown, pool, seed: 2) { Rounding = WeightRounding.FourBitsInGroups }.Run(new AcousticSchedule(100, 60, Rate: 1.5e-2, QuantisedRate: 2e-3), _ => { });
        byte[] file = Exporter.ToModel(grown, TrainAcousticCommand.Manifest);
        Assert.InRange(file.Length, 1, Exporter.ToModel(Eight(grown), TrainAcousticCommand.Manifest).Length * 3 / 4);
        SpokenPool fresh = MakePool(64, new Random(7));
        Assert.InRange(SoundErrors.Rate(file, [.. Enumerable.Range(0, fresh.Count).Select(i => fresh[i])]), 0, 0.1);

        static KeywordNetwork Eight(KeywordNetwork network)
        {
            network.SetRounding(WeightRounding.EightBits);
            return network;
        }
    }

    /// <summary>Two workers learn as one does.</summary>
    [Fact]
    public void WorkersShareABatch()
    {
        Assert.InRange(Loss(workers: 2) / Loss(workers: 1), 0.5, 2);

        static double Loss(int workers)
        {
            random.manual_seed(5);
            KeywordNetwork network = new(new NetworkShape(24, [5, 5], 5, 3, 1), FrontEnd.FeatureCount, PhonemeSet.Names.Count, words: 1);
            return new AcousticTrainer(network, MakePool(128, new Random(5)), seed: 1, workers).Run(new AcousticSchedule(100, 8, Rate: 1.5e-2), _ => { })[^2].Loss;
        }
    }

    [Fact]
    public void APoolIsTheSameFromItsFile()
    {
        string clip = Path.Combine(_folder, "clip.wav");
        Random random = new(3);
        Audio.WavWriter.Write(clip, [.. Enumerable.Range(0, 16000).Select(_ => (short)random.Next(-3000, 3000))]);
        SpokenClip[] clips = [new(clip, [], Origin.Synthetic, Split.Train)];
        SpokenMixer mixer = new(new Dictionary<string, short[]>(), []);
        SpokenPool[] pools = [.. Enumerable.Range(0, 2).Select(_ => SpokenPool.LoadOrMake(_folder, clips, 5, mixer, new Pronouncer(), _ => { }))];
        Assert.Equal(5, pools[1].Count);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(pools[0][i].Features, pools[1][i].Features));
        Assert.All(Enumerable.Range(1, 4), i => Assert.InRange(pools[0][i].Rows, pools[0][i - 1].Rows, 400));
    }

    /// <summary>Three to five sounds of 90 to 150 ms in noise, with nothing between them now and then.</summary>
    private static SpokenPool MakePool(int count, Random random) => SpokenPool.Of(
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            byte[] sounds = [.. Enumerable.Range(0, random.Next(3, 6)).Select(_ => (byte)random.Next(1, 4))];
            List<int> rows = [];
            foreach (byte sound in sounds)
            {
                rows.AddRange(Enumerable.Repeat((int)sound, random.Next(9, 16)));
                rows.AddRange(Enumerable.Repeat(0, random.Next(2) == 0 ? 3 : 9));
            }

            sbyte[] features = [.. rows.SelectMany(sound => Enumerable.Range(0, FrontEnd.FeatureCount)
                .Select(band => (sbyte)(random.Next(-120, -60) + (band / 10 == sound ? 110 : 0))))];
            return new SpokenExample(features, sounds);
        }),
    ]);
}
