using Sotto.Training.Network;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>What rounding one layer's weights costs.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Weights">How many there are.</param>
/// <param name="Rows">What the loss rises by if they have 4 bits.</param>
/// <param name="Groups">What it rises by if groups of 32 have factors; NaN of depthwise kernels, each of which is a group.</param>
/// <param name="Chosen">How they are rounded.</param>
public sealed record RoundingChoice(string Layer, int Weights, double Rows, double Groups, WeightRounding Chosen);

/// <summary>Makes trained networks smaller: fewer channels, weights of 4 bits.</summary>
public static class Compression
{
    private const int Batch = 128;
    private const int Batches = 16;

    // Factors take a 16th more and are for what rounding costs beyond what the measurement itself moves by.
    private const double LeastCost = 0.01;

    /// <summary>
    /// The most channels whose network needs a share fewer multiply-accumulates: all layers have the same channels, so that a
    /// smaller network of the same form is left and the device needs to know of nothing.
    /// </summary>
    /// <param name="shape">The network's size.</param>
    /// <param name="features">Features a row.</param>
    /// <param name="labels">Outputs.</param>
    /// <param name="share">Share to take away.</param>
    public static int ChannelsAfter(NetworkShape shape, int features, int labels, double share)
    {
        double most = (1 - share) * shape.MultiplyAccumulates(features, labels);
        return Enumerable.Range(1, shape.Channels).Last(channels =>
            channels == 1 || (shape with { Channels = channels }).MultiplyAccumulates(features, labels) <= most);
    }

    /// <summary>The channels that the loss depends on most, ascending.</summary>
    /// <param name="trainer">Of the network.</param>
    /// <param name="count">How many.</param>
    public static int[] MostImportant(Trainer trainer, int count)
    {
        double[] importance = trainer.ImportanceOfChannels(Batch, Batches);
        return [.. Enumerable.Range(0, importance.Length).OrderByDescending(channel => importance[channel]).Take(count).Order()];
    }

    /// <summary>
    /// Sets the smallest weights of every convolution to zero, wherever they lie (Han et al., "Learning both Weights and
    /// Connections for Efficient Neural Networks", 2015), and keeps them there while the network learns on.
    /// </summary>
    /// <param name="network">The network, folded.</param>
    /// <param name="share">Share of each layer's weights, 0 to 1.</param>
    /// <returns>How many weights are zero.</returns>
    public static int Sparsify(KeywordNetwork network, double share)
    {
        using IDisposable gradients = no_grad();
        int zeros = 0;
        foreach (CausalConvolution layer in Layers(network).Select(entry => entry.Layer).OfType<CausalConvolution>())
        {
            int count = (int)(share * layer.Weight.numel());
            Tensor smallest = layer.Weight.abs().flatten().argsort()[..count];
            layer.Mask = ones(layer.Weight.numel()).index_fill(0, smallest, 0).reshape(layer.Weight.shape);
            zeros += count;
        }

        return zeros;
    }

    /// <summary>
    /// Rounds every layer's weights to 4 bits, alone, and measures what that costs; leaves each rounded with factors where
    /// these halve a cost that shows, without elsewhere.
    /// </summary>
    /// <param name="network">A rounded network; left with the choice.</param>
    /// <param name="trainer">Of the network.</param>
    public static List<RoundingChoice> ChooseRounding(KeywordNetwork network, Trainer trainer)
    {
        double before = trainer.Measure(Batch, Batches);
        List<RoundingChoice> choices = [];
        foreach ((string name, CausalConvolution? layer) in Layers(network))
        {
            double Cost(WeightRounding rounding)
            {
                Set(network, layer, rounding);
                double cost = trainer.Measure(Batch, Batches) - before;
                Set(network, layer, WeightRounding.EightBits);
                return cost;
            }

            double rows = Cost(WeightRounding.FourBits);
            bool depthwise = network.Depthwise.Contains(layer);
            double groups = depthwise ? double.NaN : Cost(WeightRounding.FourBitsInGroups);
            bool grouped = rows > LeastCost && groups < rows / 2;
            int weights = (int)(layer?.Weight ?? network.Head.Weight).numel();
            choices.Add(new RoundingChoice(name, weights, rows, groups, grouped ? WeightRounding.FourBitsInGroups : WeightRounding.FourBits));
        }

        foreach (((_, CausalConvolution? layer), RoundingChoice choice) in Layers(network).Zip(choices))
        {
            Set(network, layer, choice.Chosen);
        }

        return choices;
    }

    /// <summary>All layers with weights; null stands for the logits'.</summary>
    private static IEnumerable<(string Name, CausalConvolution? Layer)> Layers(KeywordNetwork network)
    {
        yield return ("stem", network.Stem);
        for (int i = 0; i < network.Depthwise.Count; i++)
        {
            yield return ($"depthwise {i + 1}", network.Depthwise[i]);
            yield return ($"pointwise {i + 1}", network.Pointwise[i]);
        }

        yield return ("logits", null);
    }

    private static void Set(KeywordNetwork network, CausalConvolution? layer, WeightRounding rounding)
    {
        if (layer is null)
        {
            network.HeadRounding = rounding;
        }
        else
        {
            layer.Rounding = rounding;
        }
    }
}
