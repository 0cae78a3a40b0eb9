using Sotto.Audio;
using Sotto.Models;
using Sotto.Training;
using Sotto.Training.Data;
using Sotto.Training.Learning;
using Sotto.Training.Torch;
using Xunit;

// libtorch has one source of chance for the whole process: a test beside another would draw from its numbers.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Sotto.TrainingTests;

/// <summary>The whole way from recordings to models, on a few recordings of noise and for a few steps.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-train-").FullName;

    public TrainCommandTests()
    {
        TorchRuntime.Prepare();
        TorchSharp.torch.set_num_threads(1);
        int number = 0;
        foreach (string word in Vocabulary.WakeWords)
        {
            AddAll($"wake/{word}", ref number);
        }

        foreach (string word in Vocabulary.CommandWords.Append(Vocabulary.Silence).Append("bed"))
        {
            AddAll($"words/{word}", ref number);
        }

        AddAll("speech/kathleen", ref number);
        AddAll("noise", ref number);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Both models keep to what a board has room and time for, and the same seed gives the same bytes.</summary>
    [Fact]
    public void ModelsAreWrittenWithinTheirLimitsAndAgainTheSame()
    {
        Train("first");
        Train("second");
        foreach ((string name, ModelKind kind, string[] labels) in new[]
        {
            ("wake", ModelKind.Wake, Vocabulary.WakeLabels), ("commands", ModelKind.Command, Vocabulary.CommandLabels),
        })
        {
            byte[] file = File.ReadAllBytes(Path.Combine(_folder, "first", name + ".sotto"));
            Assert.Equal(file, File.ReadAllBytes(Path.Combine(_folder, "second", name + ".sotto")));
            Model model = Model.Load(file);
            Assert.Equal(kind, model.Kind);
            Assert.Equal(labels, model.Labels);
            Assert.InRange(model.TableBytes, 1, 64 * 1024);
            Assert.InRange(model.ArenaBytes, 1, 16 * 1024);
            Assert.InRange(model.MultiplyAccumulatesPerStep * 100 / model.StepFrames, 1, 1_600_000);
        }
    }

    [Fact]
    public void WithoutAWakeWordItSaysSo()
    {
        Directory.Delete(Path.Combine(_folder, "wake"), recursive: true);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Train("none"));
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    /// <summary>The sizes that are asked for come of it, whatever so few steps teach.</summary>
    [Fact]
    public void ASmallerModelIsWritten()
    {
        Train("first");
        string wake = Path.Combine(_folder, "first", "wake.sotto");
        Model whole = Model.Load(File.ReadAllBytes(wake));
        Model four = Compile(wake, fourBits: true, prune: 0);
        Assert.InRange(four.TableBytes / (double)whole.TableBytes, 0.5, 0.61);
        Assert.Equal(whole.MultiplyAccumulatesPerStep, four.MultiplyAccumulatesPerStep);
        Assert.All(Enumerable.Range(0, 5).Where(i => four.OperatorAt(i) != Operator.Add), i => Assert.True(four.LayerAt(i).Packed));
        Model pruned = Compile(wake, fourBits: false, prune: 0.3);
        Assert.InRange(pruned.MultiplyAccumulatesPerStep / (double)whole.MultiplyAccumulatesPerStep, 0.65, 0.7);
        Assert.False(pruned.LayerAt(0).Packed);
        Assert.Equal(whole.Labels, pruned.Labels);
        Model both = Compile(wake, fourBits: true, prune: 0.3);
        Assert.True(both.TableBytes < Math.Min(four.TableBytes, pruned.TableBytes));
    }

    [Fact]
    public void AModelThatIsNoneOfOursIsNamedBeforeAnythingIsDone()
    {
        string path = Path.Combine(_folder, "other.sotto");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Contains("other.sotto: not a .sotto model", Assert.Throws<InvalidDataException>(() => Compile(path, true, 0)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "small.sotto")));
    }

    private Model Compile(string model, bool fourBits, double prune)
    {
        string output = Path.Combine(_folder, "small.sotto");
        CompileCommand.Run(new CompileOptions(
            model, output, fourBits, prune, Sparse: 0, _folder, Path.Combine(_folder, "cache", "speech"), [], new HashSet<string>(), 48, Steps: 4, Seed: 3));
        return Model.Load(File.ReadAllBytes(output));
    }

    private void Train(string output) => TrainCommand.Run(new TrainOptions(
        _folder, Path.Combine(_folder, "cache", "speech"), [], Path.Combine(_folder, output), null, new HashSet<string>(), 48,
        Steps: 4, new Schedule(Batch: 16, EmbeddingShare: 0), Seed: 3));

    private void AddAll(string folder, ref int number)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        for (int i = 0; i < 8; i++)
        {
            Random random = new(number++);
            short[] sound = [.. Enumerable.Range(0, 12000).Select(_ => (short)random.Next(-3000, 3000))];
            WavWriter.Write(Path.Combine(_folder, folder, $"{number:x8}_nohash_0.wav"), sound);
        }
    }
}
