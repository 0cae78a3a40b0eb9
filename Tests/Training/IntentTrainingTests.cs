using Sotto.Intent.Domain;
using Sotto.Kernels;
using Sotto.Models.Intent;
using Sotto.Training.Intent;
using Sotto.Training.Torch;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Sotto.TrainingTests;

/// <summary>Whole trainings of a small domain.</summary>
public class IntentTrainingTests
{
    private const string Small = """
        name: small
        lists:
          brightness: { range: [0, 100] }
          color: { values: [red, green, blue] }
        intents:
          TurnOn: { sentences: ["(turn|switch) on [the] {light:name}", { in: "(turn|switch) on the lights in the {area}", slots: { domain: light } }] }
          TurnOff: { sentences: ["(turn|switch) off [the] {light:name}", { in: "(turn|switch) off the lights in the {area}", slots: { domain: light } }] }
          Set: { sentences: ["set [the] {light:name} to {brightness} percent", "make [the] {light:name} {color}"] }
        house:
          areas: [{ name: Kitchen }, { name: Bedroom }]
          devices: [{ name: Desk Lamp, domain: light }, { name: Spot, domain: light }]
        """;

    private static readonly string[] Talk =
    [
        "what a lovely day it was", "the train came late again", "nobody told me about that meeting", "she reads the paper every morning", "we had soup and bread for dinner",
        "the children are playing outside", "my brother lives in another town", "he forgot his umbrella on the bus",
    ];

    public IntentTrainingTests()
    {
        TorchRuntime.Prepare();
        set_num_threads(1);
    }

    [Fact]
    public void ASmallDomainIsLearned()
    {
        IntentTraining training = Train(250, packed: false);
        byte[] file = training.Run((_, _, _) => { });
        IntentCalibration.Outcome[] outcomes = IntentCalibration.Measure(IntentCalibration.Apply(file, training.Fresh(Talk, 600)), training.Fresh(Talk, 600));
        double right = (double)outcomes.Count(outcome => outcome.IsCommand && outcome.IsRight) / outcomes.Count(outcome => outcome.IsCommand);
        (double exact, double rounded) = training.Compare([.. training.Fresh(Talk, 600)]);
        Assert.True(right > 0.5, $"{100 * right:0}% exact");
        Assert.InRange(exact - rounded, -0.02, 0.02);
        Assert.InRange(training.Curve[^1].Loss, 0, training.Curve[0].Loss / 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheSameSeedGivesTheSameBytes(bool packed) => Assert.Equal(Train(30, packed).Run((_, _, _) => { }), Train(30, packed).Run((_, _, _) => { }));

    /// <summary>Of weights as trainings leave them, the step of 4 bits loses little, and much less than that of the largest does.</summary>
    [Theory]
    [InlineData(0, 0.014)]
    [InlineData(4, 0.055)]
    public void TheStepOfFourBitsLosesLittle(int freedom, double most)
    {
        random.manual_seed(1);
        IntentNetwork network = new(IntentShape.Device, 100, packed: true);
        using IDisposable gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = network.Weights["0.up"];
        if (freedom > 0)
        {
            // Student's: many small ones, and some large.
            weight.div_((randn(freedom, 160, 64).square().sum(0) / freedom).sqrt());
        }

        double step = network.StepOf("0.up");
        float[] weights = weight.data<float>().ToArray();
        sbyte[] integers = network.IntegersOf("0.up");
        double square = weights.Sum(value => (double)value * value);
        double lost = weights.Zip(integers, (value, integer) => Math.Pow(value - (integer * step), 2)).Sum() / square;
        double largest = weights.Max(value => Math.Abs(value)) / 7;
        double lostByLargest = weights.Sum(value => Math.Pow(value - (Math.Round(value / largest) * largest), 2)) / square;
        Assert.InRange(integers.Max(value => Math.Abs((int)value)), 7, 7);
        Assert.True(lost < most && lost < 0.7 * lostByLargest, $"{lost:0.0000} of the squares lost, {lostByLargest:0.0000} by the largest");
    }

    /// <summary>What was trained is what the device computes: the scores of its integers follow the network's logits.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheIntegersScoreAsTheNetworkDoes(bool packed)
    {
        IntentTraining training = Train(60, packed);
        IntentModel model = IntentModel.Load(training.Run((_, _, _) => { }));
        Assert.Equal(packed, model.Shape.Packed);
        ExampleMaker maker = new(model, training.FieldKeys);
        Decoder decoder = new(model.Shape, model.File);
        using IDisposable gradients = no_grad();
        (double worst, int same, int all) = (0, 0, 0);
        foreach (IntentExample example in training.Fresh(Talk, 60).Select(maker.Make).OfType<IntentExample>())
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor trunk = training.Network!.Trunk(tensor(example.Rows.Select(row => (long)row).ToArray(), [1, example.Rows.Length]));

            // The first two are the rows that end frames, which are among all rows too.
            float[] wanted = training.Network.RowLogits(trunk.reshape(example.Rows.Length, -1), 0)[-1].data<float>().ToArray()[2..];
            decoder.Reset();
            Array.ForEach(example.Rows, row => decoder.Feed(row));
            double[] given = [.. Enumerable.Range(0, model.Rows.Count).Select(row => model.Shape.RowLogitScale.Times(decoder.ScoreRow(row)) / (double)(1 << 26))];
            worst = Math.Max(worst, wanted.Zip(given, (a, b) => Math.Abs(a - b)).Max());
            same += Array.IndexOf(wanted, wanted.Max()) == Array.IndexOf(given, given.Max()) ? 1 : 0;
            all++;
        }

        Assert.True(same >= all - 2 && all >= 50, $"{same} of {all} choices are the same, logits differ by up to {worst:0.00}");
        Assert.InRange(worst, 0, 1.5);
    }

    private static IntentTraining Train(int steps, bool packed) =>
        new(DomainReader.Parse("small.yaml", Small), null, Talk, new IntentSchedule(3000, steps, steps, Math.Max(3, steps / 2), 1), packed);
}
