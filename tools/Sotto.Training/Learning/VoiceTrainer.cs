using Sotto.Compiler;
using Sotto.Kernels;
using Sotto.Models;
using Sotto.Training.Data;
using Sotto.Training.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>Trains the tiny model that tells speech from everything else, which the voice gate asks before the wake model.</summary>
/// <param name="network">The network; changed.</param>
/// <param name="pool">Mixed examples with the rows in which someone speaks.</param>
/// <param name="seed">The same seed gives the same order.</param>
public sealed class VoiceTrainer(KeywordNetwork network, VoicePool pool, int seed)
{
    private const int Batch = 64;
    private const int WarmUp = 100;
    private const int CalibrationBatches = 30;

    private readonly Random _random = new(seed);

    /// <summary>The network's size: one block of 12 channels.</summary>
    public static NetworkShape Shape { get; } = new(12, [5], 5, 3, 2);

    /// <summary>What the file says of itself. A word that is not heard out costs more than a gate that opens for nothing.</summary>
    public static Manifest Manifest { get; } =
        new("voice", ModelKind.Wake, ["_other_", "voice"], [0, 77], Smoothing: 2, RefractoryMilliseconds: 0, FeatureStepMilliseconds: 10);

    /// <summary>Learns, then learns on while rounding as the device does.</summary>
    /// <param name="floatSteps">Steps of 64 examples before rounding; a quarter as many follow.</param>
    /// <param name="progress">Hears the curve.</param>
    /// <returns>The curve.</returns>
    public List<CurvePoint> Run(int floatSteps, Action<CurvePoint> progress)
    {
        List<CurvePoint> curve = [];
        network.train();
        RunPhase(floatSteps, 1e-2, curve, progress);
        network.eval();
        network.FoldAndQuantise();
        network.Quantisers.Observe(true);
        Calibrate();
        RunPhase(floatSteps * 3 / 16, 5e-4, curve, progress);
        network.Quantisers.Observe(false);
        RunPhase(floatSteps / 16, 1.25e-4, curve, progress);
        return curve;
    }

    private void RunPhase(int steps, double rate, List<CurvePoint> curve, Action<CurvePoint> progress)
    {
        AdamW optimiser = optim.AdamW(network.parameters(), rate, weight_decay: 0.01);
        Descent.Run(
            optimiser, steps, step => Descent.RiseAndFall(rate, step, steps, WarmUp),
            _ => Step(optimiser), curve, progress);
    }

    private double Step(AdamW optimiser)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor features, Tensor speaks) = Draw();
        Tensor loss = nn.functional.cross_entropy(network.forward(features), speaks);
        optimiser.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(network.parameters(), 5);
        optimiser.step();
        return loss.item<float>();
    }

    private void Calibrate()
    {
        using IDisposable gradients = no_grad();
        for (int i = 0; i < CalibrationBatches; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            network.forward(Draw().Features);
        }
    }

    /// <summary>Features [batch, 40, rows] and, of every step, whether someone speaks in most of its rows [batch, steps].</summary>
    private (Tensor Features, Tensor Speaks) Draw()
    {
        int stride = network.Shape.Stride;
        int steps = (ExampleMixer.Rows / stride) - 1;
        sbyte[] values = new sbyte[Batch * steps * stride * FrontEnd.FeatureCount];
        long[] speaks = new long[Batch * steps];
        for (int i = 0; i < Batch; i++)
        {
            int example = _random.Next(pool.Count);
            int phase = _random.Next(stride);
            int count = steps * stride * FrontEnd.FeatureCount;
            pool.Features(example).AsSpan(phase * FrontEnd.FeatureCount, count).CopyTo(values.AsSpan(i * count));
            for (int step = 0; step < steps; step++)
            {
                speaks[(i * steps) + step] = pool.Speaks(example, phase + (step * stride), stride) ? 1 : 0;
            }
        }

        Tensor features = (tensor(values).to(ScalarType.Float32).reshape(Batch, steps * stride, FrontEnd.FeatureCount) + 128)
            * KeywordNetwork.InputScale;
        return (features.transpose(1, 2), tensor(speaks).reshape(Batch, steps));
    }
}
