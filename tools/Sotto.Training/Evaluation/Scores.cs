using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Network;
using static TorchSharp.torch;

namespace Sotto.Training.Evaluation;

/// <summary>What a model said, step by step, about one recording.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Seconds">Its length in seconds.</param>
/// <param name="Probabilities">One value a label a step, 0 to 255 in units of 1/256.</param>
/// <param name="Labels">Labels a step.</param>
public sealed record ScoreTrack(Recording Recording, double Seconds, byte[] Probabilities, int Labels)
{
    /// <summary>The highest mean of a label over <paramref name="window"/> steps, 0 to 1, and where that window ends.</summary>
    public (double Score, int Step) Peak(int label, int window)
    {
        int steps = Probabilities.Length / Labels;
        int sum = 0;
        (int best, int at) = (0, 0);
        for (int step = 0; step < steps; step++)
        {
            sum += Probabilities[(step * Labels) + label];
            sum -= step >= window ? Probabilities[((step - window) * Labels) + label] : 0;
            (best, at) = sum > best ? (sum, step) : (best, at);
        }

        return (best / (256.0 * window), at);
    }

    /// <summary>Peaks of all labels.</summary>
    public double[] Peaks(int window) => [.. Enumerable.Range(0, Labels).Select(label => Peak(label, window).Score)];
}

/// <summary>Runs models over recordings the way the device does.</summary>
public static class Scores
{
    /// <summary>Silence after each recording, so that a word at its very end is heard out: half a second.</summary>
    public const int TailSamples = 8000;

    /// <summary>Scores recordings with the int8 engine, each from a reset front end and model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recordings">What to listen to.</param>
    /// <param name="prepare">Gives the samples to hear, for instance with noise; null for the recording as it is.</param>
    public static ScoreTrack[] Run(Model model, IReadOnlyList<Recording> recordings, Func<Recording, short[]>? prepare = null)
    {
        ScoreTrack[] tracks = new ScoreTrack[recordings.Count];
        Parallel.For(0, recordings.Count, () => new ModelRunner(model), (i, _, runner) =>
        {
            short[] samples = prepare is null ? recordings[i].Samples : prepare(recordings[i]);
            tracks[i] = new ScoreTrack(recordings[i], samples.Length / 16000.0, Run(model, runner, Features(samples)), model.OutputLength);
            return runner;
        }, _ => { });
        return tracks;
    }

    /// <summary>Scores recordings with the network in floating point, to hold the int8 engine against.</summary>
    /// <param name="network">A trained network.</param>
    /// <param name="recordings">What to listen to.</param>
    /// <param name="prepare">Gives the samples to hear, for instance with noise; null for the recording as it is.</param>
    public static ScoreTrack[] RunFloat(
        KeywordNetwork network, IReadOnlyList<Recording> recordings, Func<Recording, short[]>? prepare = null)
    {
        using IDisposable gradients = no_grad();
        network.Rounding = false;
        ScoreTrack[] tracks = [.. recordings.Select(recording => RunFloat(network, recording, prepare is null ? recording.Samples : prepare(recording)))];
        network.Rounding = true;
        return tracks;
    }

    private static ScoreTrack RunFloat(KeywordNetwork network, Recording recording, short[] samples)
    {
        using IDisposable scope = NewDisposeScope();
        FeatureRows features = Features(samples);
        int rows = features.Count / network.Shape.Stride * network.Shape.Stride;
        Tensor input = (tensor(features.Values.AsSpan(0, rows * FrontEnd.FeatureCount).ToArray()).to(ScalarType.Float32)
            .reshape(1, rows, FrontEnd.FeatureCount) + 128) * KeywordNetwork.InputScale;
        Tensor probabilities = nn.functional.softmax(network.forward(input.transpose(1, 2).contiguous()), 1)[0];
        byte[] values = (probabilities.transpose(0, 1).contiguous() * 256).round().clamp(0, 255).to(ScalarType.Byte).data<byte>().ToArray();
        return new ScoreTrack(recording, recording.Samples.Length / 16000.0, values, (int)probabilities.shape[0]);
    }

    /// <summary>The features of samples and the silence after them.</summary>
    public static FeatureRows Features(short[] samples)
    {
        short[] padded = new short[samples.Length + TailSamples];
        samples.CopyTo(padded, 0);
        return FeatureRows.Of(padded);
    }

    private static byte[] Run(Model model, ModelRunner runner, FeatureRows features)
    {
        int rows = model.StepFrames;
        int steps = features.Count / rows;
        sbyte[] output = new sbyte[steps * model.OutputLength];
        runner.Reset();
        for (int step = 0; step < steps; step++)
        {
            runner.Step(features.Values, step * rows * FrontEnd.FeatureCount, output, step * model.OutputLength);
        }

        return Array.ConvertAll(output, value => (byte)(value + 128));
    }
}
