using Sotto.Compiler;
using Sotto.Models;

namespace Sotto.HostTests;

/// <summary>Small models for tests of the command line: one of their words is "called" by any loud sound.</summary>
internal static class CliModels
{
    /// <summary>A wake model that takes loudness for "alexa".</summary>
    public static byte[] Wake { get; } = Build(ModelKind.Wake, ["_unknown_", "alexa", "view_glass"], 1, 1, 5000);

    /// <summary>A command model that takes loudness for "on".</summary>
    public static byte[] Commands { get; } = Build(ModelKind.Command, ["_unknown_", "_silence_", "off", "on"], 3, 5, 1000);

    /// <summary>A wake model over rows of another width.</summary>
    public static byte[] Narrow { get; } = Build(ModelKind.Wake, ["_unknown_", "alexa"], 1, 1, 0, features: 10);

    /// <summary>
    /// One layer over three rows: the logit of the loud label is (mean feature - 100) / 10, with features from 0 to 255, that
    /// of any other label -10.
    /// </summary>
    private static byte[] Build(ModelKind kind, string[] labels, int loud, int smoothing, int refractory, int features = 40)
    {
        const int Rows = 3;
        int taps = Rows * features;
        sbyte[] weights = new sbyte[labels.Length * taps];
        Array.Fill(weights, (sbyte)1, loud * taps, taps);
        float scale = 1f / taps / 10;
        ModelBuilder builder = new("loudness", Rows, 1, features, new Quantization(1, -128));
        int logits = builder.Convolution(
            builder.Input, new ConvolutionShape(Rows, Rows, 1, 1, 1, 0, 0, labels.Length), weights,
            [.. labels.Select(_ => scale)], [.. labels.Select(_ => (int)(-10 / scale))], new Quantization(0.25f, 0), Activation.None);
        builder.Logistic(logits);
        return builder.Build(new Manifest("loudness", kind, labels, [.. labels.Select(_ => 200)], smoothing, refractory, 10));
    }
}
