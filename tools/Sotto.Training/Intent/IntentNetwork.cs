using Sotto.Kernels;
using Sotto.Models.Intent;
using Sotto.Training.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sotto.Training.Intent;

/// <summary>
/// The decoder of <c>Kernels/managed/Decoder</c> for training: in floating point, or, with <see cref="Rounding"/>, with every
/// weight and activation on the values that the device's integers stand for.
/// </summary>
public sealed class IntentNetwork : nn.Module
{
    private const int Most = 127;

    // Of weights as they come out of a training the error is least by a step of a third to two thirds of their root mean
    // square; the largest over 7 is up to three times that, for the sake of a few.
    private const int PackedMost = 7;
    private static readonly float[] PackedSteps = [.. Enumerable.Range(0, 10).Select(i => (float)(0.3 * Math.Pow(1.15, i)))];

    private readonly Tensor _turns;
    private readonly SymmetricQuantiser _normal = new(1.0 / Normalisation.One);
    private readonly Dictionary<string, SymmetricQuantiser> _quantisers = [];

    /// <summary>A network with random weights.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="rows">Rows of its embedding.</param>
    /// <param name="packed">Whether weights, all but the embedding, have 4 bits on the device.</param>
    public IntentNetwork(IntentShape shape, int rows, bool packed = false)
        : base(nameof(IntentNetwork))
    {
        Shape = shape;
        Rows = rows;
        Packed = packed;
        Weights = new Dictionary<string, Parameter>
        {
            ["embedding"] = Random(rows, shape.Width, 1.0 / Math.Sqrt(shape.Width)),
            ["pointer.query"] = Random(shape.PointerWidth, shape.Width),
            ["pointer.key"] = Random(shape.PointerWidth, shape.Width),
            ["gain.embedding"] = new Parameter(tensor(1.0f)),
            ["gain.rows"] = new Parameter(tensor(1.0f)),
            ["gain.points"] = new Parameter(tensor(1.0f)),
        };
        for (int i = 0; i < shape.Blocks; i++)
        {
            Weights[$"{i}.query"] = Random(shape.Width, shape.Width);
            Weights[$"{i}.key"] = Random(shape.KeyWidth, shape.Width);
            Weights[$"{i}.value"] = Random(shape.KeyWidth, shape.Width);
            Weights[$"{i}.output"] = Random(shape.Width, shape.Width, 0.5 / Math.Sqrt(shape.Width * shape.Blocks));
            Weights[$"{i}.up"] = Random(shape.Hidden, shape.Width);
            Weights[$"{i}.down"] = Random(shape.Width, shape.Hidden, 0.5 / Math.Sqrt(shape.Hidden * shape.Blocks));
        }

        foreach ((string name, Parameter weight) in Weights)
        {
            register_parameter(name.Replace('.', '_'), weight);
        }

        _turns = Turns(shape);
    }

    /// <summary>Its sizes.</summary>
    public IntentShape Shape { get; }

    /// <summary>Rows of its embedding.</summary>
    public int Rows { get; }

    /// <summary>Whether weights, all but the embedding, have 4 bits on the device.</summary>
    public bool Packed { get; }

    /// <summary>Its weights by name.</summary>
    public Dictionary<string, Parameter> Weights { get; }

    /// <summary>Whether it computes with the device's values.</summary>
    public bool Rounding { get; set; }

    /// <summary>Whether the steps of its activations still follow the data.</summary>
    public void Observe(bool follows)
    {
        foreach (SymmetricQuantiser quantiser in _quantisers.Values)
        {
            quantiser.Observing = follows;
        }
    }

    /// <summary>The step of an activation; 1 before it was ever rounded.</summary>
    public double ScaleOf(string name) => _quantisers.TryGetValue(name, out SymmetricQuantiser? quantiser) ? quantiser.Scale : 1;

    /// <summary>The step of a weight's values: all of a matrix share it.</summary>
    public double StepOf(string name)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor weight = Weights[name].detach();
        return Math.Max(IsPacked(name) ? PackedStepOf(weight) : weight.abs().max().item<float>() / Most, 1e-8);
    }

    /// <summary>The integers of a weight.</summary>
    public sbyte[] IntegersOf(string name)
    {
        using IDisposable gradients = no_grad();
        using IDisposable scope = NewDisposeScope();
        int most = MostOf(name);
        float[] values = (Weights[name] / StepOf(name)).round().clamp(-most, most).contiguous().data<float>().ToArray();
        return [.. values.Select(value => (sbyte)value)];
    }

    /// <summary>The rotations as the device has them, [context, half a head, 2] in Q0.7.</summary>
    public static sbyte[] RotationsOf(IntentShape shape)
    {
        using IDisposable scope = NewDisposeScope();
        return [.. (Turns(shape) * 128).contiguous().data<float>().ToArray().Select(value => (sbyte)value)];
    }

    /// <summary>The normalised residual stream at the end of the last block.</summary>
    /// <param name="rows">Rows that are fed, [batch, time].</param>
    /// <returns>[batch, time, width].</returns>
    public Tensor Trunk(Tensor rows)
    {
        Tensor x = Weight("embedding").index_select(0, rows.reshape(-1)).reshape(rows.shape[0], rows.shape[1], Shape.Width)
            * Weights["gain.embedding"];
        Tensor future = full(rows.shape[1], rows.shape[1], float.NegativeInfinity).triu(1);
        for (int i = 0; i < Shape.Blocks; i++)
        {
            x = x + Linear($"{i}.output", Attend(i, Normalise(x), future));
            Tensor hidden = Round($"{i}.up", nn.functional.relu(Linear($"{i}.up", Normalise(x))));
            x = x + Linear($"{i}.down", hidden);
        }

        return Normalise(x);
    }

    /// <summary>Logits of the rows that may be written: those that end frames, and all from one on.</summary>
    /// <param name="trunk">[places, width].</param>
    /// <param name="first">The first of all those.</param>
    /// <returns>[places, 2 + rows - first].</returns>
    public Tensor RowLogits(Tensor trunk, int first)
    {
        Tensor embedding = Weight("embedding");
        Tensor written = cat([embedding.narrow(0, IntentRows.End, 2), embedding.narrow(0, first, Rows - first)]);
        return trunk.matmul(written.t()) * Weights["gain.rows"];
    }

    /// <summary>Logits of positions, as each position sees them.</summary>
    /// <param name="trunk">[batch, time, width].</param>
    /// <returns>[batch, time, time].</returns>
    public Tensor PointLogits(Tensor trunk)
    {
        Tensor query = Round("pointer.query", Linear("pointer.query", trunk));
        Tensor key = Round("pointer.key", Linear("pointer.key", trunk));
        return query.matmul(key.transpose(1, 2)) * Weights["gain.points"] / Math.Sqrt(Shape.PointerWidth);
    }

    private Tensor Attend(int block, Tensor x, Tensor future)
    {
        Tensor query = Turn($"{block}.query", Heads(Round($"{block}.query", Linear($"{block}.query", x)), Shape.Heads));
        Tensor key = Turn($"{block}.key", Heads(Round($"{block}.key", Linear($"{block}.key", x)), Shape.KeyHeads));
        Tensor value = Heads(Round($"{block}.value", Linear($"{block}.value", x)), Shape.KeyHeads);
        int shared = Shape.Heads / Shape.KeyHeads;
        if (shared > 1)
        {
            key = key.repeat_interleave(shared, 1);
            value = value.repeat_interleave(shared, 1);
        }

        Tensor scores = (query.matmul(key.transpose(2, 3)) / Math.Sqrt(Shape.HeadWidth)) + future;
        Tensor found = scores.softmax(-1).matmul(value);
        return Round($"{block}.value", found.transpose(1, 2).reshape(x.shape), observe: false);
    }

    /// <summary>[batch, time, heads * head width] as [batch, heads, time, head width].</summary>
    private Tensor Heads(Tensor x, int heads) => x.reshape(x.shape[0], x.shape[1], heads, Shape.HeadWidth).transpose(1, 2);

    private Tensor Turn(string name, Tensor x)
    {
        int half = Shape.HeadWidth / 2;
        Tensor cosine = _turns.narrow(0, 0, x.shape[2]).select(2, 0);
        Tensor sine = _turns.narrow(0, 0, x.shape[2]).select(2, 1);
        Tensor first = x.narrow(3, 0, half);
        Tensor second = x.narrow(3, half, half);
        return Round(name, cat([(first * cosine) - (second * sine), (second * cosine) + (first * sine)], 3), observe: false);
    }

    private Tensor Normalise(Tensor x)
    {
        Tensor normal = x * (x.square().mean([-1L], keepdim: true) + 1e-9).rsqrt();
        return Rounding ? _normal.Apply(normal) : normal;
    }

    private Tensor Linear(string name, Tensor x) => x.matmul(Weight(name).t());

    private Tensor Weight(string name) => Rounding ? StraightThrough.Round(Weights[name], StepOf(name), MostOf(name)) : Weights[name];

    private bool IsPacked(string name) => Packed && name != "embedding";

    private int MostOf(string name) => IsPacked(name) ? PackedMost : Most;

    /// <summary>Of steps around what is best, that of the least squared error.</summary>
    private static double PackedStepOf(Tensor weight)
    {
        Tensor steps = weight.square().mean().sqrt() * tensor(PackedSteps, [PackedSteps.Length, 1, 1]);
        return WeightRounding.BestStep(weight.reshape(1, -1), steps, PackedMost).item<float>();
    }

    private Tensor Round(string name, Tensor x, bool observe = true)
    {
        if (!Rounding)
        {
            return x;
        }

        if (!_quantisers.TryGetValue(name, out SymmetricQuantiser? quantiser))
        {
            quantiser = _quantisers[name] = new SymmetricQuantiser();
        }

        bool observing = quantiser.Observing;
        quantiser.Observing = observing && observe;
        Tensor rounded = quantiser.Apply(x);
        quantiser.Observing = observing;
        return rounded;
    }

    private static Tensor Turns(IntentShape shape)
    {
        int half = shape.HeadWidth / 2;
        float[] turns = new float[shape.Context * half * 2];
        for (int position = 0; position < shape.Context; position++)
        {
            for (int i = 0; i < half; i++)
            {
                double angle = position * Math.Pow(100, -(double)i / half);
                turns[((position * half) + i) * 2] = Turn(Math.Cos(angle));
                turns[(((position * half) + i) * 2) + 1] = Turn(Math.Sin(angle));
            }
        }

        return tensor(turns, [shape.Context, half, 2]);
    }

    private static float Turn(double value) => (float)(Math.Clamp(Math.Round(value * 128), -127, 127) / 128);

    private static Parameter Random(int outputs, int inputs, double spread = 0) =>
        new(randn(outputs, inputs) * (spread > 0 ? spread : 1 / Math.Sqrt(inputs)));
}
