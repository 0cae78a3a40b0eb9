using Sotto.Compiler.Intent;
using Sotto.Kernels;

namespace Sotto.Training.Intent;

/// <summary>Makes the integers of a network that was trained with rounding.</summary>
public static class IntentExporter
{
    private const double ResidualUnits = 1 << 12;
    private const double NormalStep = 1.0 / Normalisation.One;

    /// <summary>The decoder as a file holds it.</summary>
    public static DecoderSource ToDecoder(IntentNetwork network)
    {
        IntentShape shape = network.Shape;
        double embedding = network.StepOf("embedding");
        double points = network.ScaleOf("pointer.query") * network.ScaleOf("pointer.key") / Math.Sqrt(shape.PointerWidth);
        return new DecoderSource(
            new DecoderShape
            {
                Packed = network.Packed,
                Width = shape.Width,
                Heads = shape.Heads,
                KeyHeads = shape.KeyHeads,
                Hidden = shape.Hidden,
                PointerWidth = shape.PointerWidth,
                Context = shape.Context,
            },
            network.IntegersOf("embedding"),
            IntentNetwork.RotationsOf(shape),
            network.IntegersOf("pointer.query"),
            network.IntegersOf("pointer.key"),
            embedding * Gain(network, "embedding") * ResidualUnits,
            embedding * NormalStep * Gain(network, "rows"),
            ToByte(network, "pointer.query", NormalStep),
            ToByte(network, "pointer.key", NormalStep),
            points * Gain(network, "points"),
            [.. Enumerable.Range(0, shape.Blocks).Select(block => ToBlock(network, block))]);
    }

    private static BlockSource ToBlock(IntentNetwork network, int block)
    {
        string[] tables = ["query", "key", "value", "output", "up", "down"];
        double products = network.ScaleOf($"{block}.query") * network.ScaleOf($"{block}.key") / Math.Sqrt(network.Shape.HeadWidth);
        return new BlockSource(
            [.. tables.Select(table => network.IntegersOf($"{block}.{table}"))],
            [
                ToByte(network, $"{block}.query", NormalStep),
                ToByte(network, $"{block}.key", NormalStep),
                ToByte(network, $"{block}.value", NormalStep),
                products,
                network.StepOf($"{block}.output") * network.ScaleOf($"{block}.value") * ResidualUnits,
                ToByte(network, $"{block}.up", NormalStep),
                network.StepOf($"{block}.down") * network.ScaleOf($"{block}.up") * ResidualUnits,
            ]);
    }

    private static double ToByte(IntentNetwork network, string name, double input) => network.StepOf(name) * input / network.ScaleOf(name);

    private static double Gain(IntentNetwork network, string name) => network.Weights[$"gain.{name}"].detach().item<float>();
}
