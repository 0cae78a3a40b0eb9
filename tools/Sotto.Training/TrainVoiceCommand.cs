using Sotto.Audio;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Evaluation;
using Sotto.Training.Learning;
using Sotto.Training.Network;
using Spectre.Console;

namespace Sotto.Training;

/// <summary>What <c>train voice</c> was asked for.</summary>
/// <param name="Audio">Folder of people's recordings.</param>
/// <param name="Output">Folder that the model is written to.</param>
/// <param name="Examples">How many examples are mixed.</param>
/// <param name="Steps">Steps of 64 examples before rounding.</param>
/// <param name="Seed">Seed of weights and order.</param>
public sealed record TrainVoiceOptions(string Audio, string Output, int Examples, int Steps, int Seed);

/// <summary>Trains the voice gate's model from people's recordings and noises.</summary>
public static class TrainVoiceCommand
{
    /// <summary>Runs the training and writes the model.</summary>
    public static void Run(TrainVoiceOptions options)
    {
        Corpus corpus = Terminal.Work("decoding recordings", report => Corpus.Load(options.Audio, null, share => report(share, "")));
        VoicePool pool = Terminal.Work("mixing examples", report =>
            new VoicePool(new ExampleMixer(corpus, new WordList(corpus, Vocabulary.Shipped), Mix.Voice), options.Examples, share => report(share, "")));
        TorchSharp.torch.random.manual_seed(options.Seed);
        KeywordNetwork network = new(VoiceTrainer.Shape, FrontEnd.FeatureCount, labels: 2, words: 1);
        int steps = options.Steps + (options.Steps / 4);
        List<CurvePoint> curve = Terminal.Work("training voice", report => new VoiceTrainer(network, pool, options.Seed).Run(
            options.Steps, point => report((double)point.Step / steps, $"loss {point.Loss:0.000}")));
        byte[] file = Exporter.ToModel(network, VoiceTrainer.Manifest);
        Directory.CreateDirectory(options.Output);
        string path = Path.Combine(options.Output, "voice.sotto");
        WholeFile.Write(path, file);
        Pictures.LearningCurve(Path.Combine(options.Output, "voice-training.png"), curve);
        Model model = Model.Load(file);
        AnsiConsole.WriteLine(
            $"{path}: tables {model.TableBytes} bytes, arena {model.ArenaBytes} bytes, "
            + $"{model.MultiplyAccumulatesPerStep * 100 / model.StepFrames} multiply-accumulates a second");
    }
}
