using static TorchSharp.torch;

namespace Sotto.Training.Network;

/// <summary>
/// How the weights of a layer are rounded: symmetric, an output channel's by a scale of its own, to 8 bits, to 4, or to 4
/// times a factor of 1 to 15 that neighbours share. The integers are those of the device, the factor multiplied in.
/// </summary>
public sealed class WeightRounding
{
    private const int MostFactor = 15;

    // A larger step cuts nothing off and a smaller one rounds finer: whichever has the least squared error.
    private static readonly float[] Clips = [1, 0.9f, 0.8f, 0.7f, 0.6f, 0.5f];

    private readonly int _limit;
    private readonly int _groupLength;

    private WeightRounding(string name, int limit, int groupLength)
    {
        Name = name;
        _limit = limit;
        _groupLength = groupLength;
    }

    /// <summary>8 bits.</summary>
    public static WeightRounding EightBits { get; } = new("int8", 127, 0);

    /// <summary>4 bits.</summary>
    public static WeightRounding FourBits { get; } = new("int4", 7, 0);

    /// <summary>4 bits and a factor for every 32 weights of a row.</summary>
    public static WeightRounding FourBitsInGroups { get; } = new("int4, groups of 32", 7, 32);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Rounds weights while gradients pass straight through.</summary>
    /// <param name="weight">[outputs, inputs, taps].</param>
    public Tensor Apply(Tensor weight)
    {
        (Tensor integers, Tensor scales) = Integers(weight);
        return weight + ((integers * scales) - weight).detach();
    }

    /// <summary>The device's integers, shaped as the weights, and the scale of every output, [outputs, 1, 1].</summary>
    /// <param name="weight">[outputs, inputs, taps].</param>
    public (Tensor Integers, Tensor Scales) Integers(Tensor weight)
    {
        using IDisposable gradients = no_grad();
        using IDisposable scope = NewDisposeScope();
        (Tensor integers, Tensor scales) = _groupLength == 0 ? Whole(weight) : Grouped(weight);
        return (integers.MoveToOuterDisposeScope(), scales.MoveToOuterDisposeScope());
    }

    private (Tensor Integers, Tensor Scales) Whole(Tensor weight)
    {
        Tensor rows = weight.reshape(weight.shape[0], -1);
        Tensor scales = _limit == 127 ? Largest(rows, 127) : BestStep(rows);
        return ((rows / scales).round().clamp(-_limit, _limit).reshape(weight.shape), scales.reshape(-1, 1, 1));
    }

    /// <summary>A row on the device is tap by tap, in a tap input by input.</summary>
    private (Tensor Integers, Tensor Scales) Grouped(Tensor weight)
    {
        (long outputs, long inputs, long taps) = (weight.shape[0], weight.shape[1], weight.shape[2]);
        Tensor rows = weight.transpose(1, 2).reshape(outputs, -1);
        long groups = (rows.shape[1] + _groupLength - 1) / _groupLength;
        Tensor padded = nn.functional.pad(rows, [0, (groups * _groupLength) - rows.shape[1]]).reshape(outputs * groups, -1);
        Tensor steps = BestStep(padded).reshape(outputs, groups);
        Tensor scales = steps.amax([1L], keepdim: true) / MostFactor;
        Tensor factors = (steps / scales).round().clamp(1, MostFactor).reshape(-1, 1);
        Tensor unit = factors * scales.expand(outputs, groups).reshape(-1, 1);
        Tensor integers = (padded / unit).round().clamp(-_limit, _limit) * factors;
        return (integers.reshape(outputs, -1).narrow(1, 0, rows.shape[1]).reshape(outputs, taps, inputs).transpose(1, 2), scales.reshape(-1, 1, 1));
    }

    /// <summary>Of steps that are tried, [steps, rows or 1, 1], every row's of the least squared error, [rows, 1].</summary>
    /// <param name="rows">[rows, weights].</param>
    /// <param name="steps">Those that are tried.</param>
    /// <param name="limit">The largest integer.</param>
    internal static Tensor BestStep(Tensor rows, Tensor steps, int limit)
    {
        Tensor errors = (((rows / steps).round().clamp(-limit, limit) * steps) - rows).square().sum(2, keepdim: true);
        return steps.gather(0, errors.argmin(0, keepdim: true)).squeeze(0);
    }

    private static Tensor Largest(Tensor rows, int limit) => (rows.abs().amax([1L], keepdim: true) / limit).clamp_min(1e-8);

    /// <summary>The step of every row that has the least squared error, [rows, 1].</summary>
    private Tensor BestStep(Tensor rows) => BestStep(rows, stack([.. Clips.Select(clip => Largest(rows, _limit) * clip)]), _limit);
}
