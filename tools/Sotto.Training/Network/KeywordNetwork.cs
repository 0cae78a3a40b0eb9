using Sotto.Training.Teacher;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sotto.Training.Network;

/// <summary>The size of a keyword network.</summary>
/// <param name="Channels">Channels of every layer.</param>
/// <param name="Kernels">Length in steps of each block's depthwise kernel; one block an entry.</param>
/// <param name="StemKernel">Length in feature rows of the first convolution.</param>
/// <param name="Stride">Feature rows a step.</param>
/// <param name="Pool">Steps that are averaged before the logits.</param>
public sealed record NetworkShape(int Channels, int[] Kernels, int StemKernel, int Stride, int Pool)
{
    /// <summary>Multiply-accumulates of one step.</summary>
    /// <param name="features">Features a row.</param>
    /// <param name="labels">Outputs.</param>
    public int MultiplyAccumulates(int features, int labels) =>
        (StemKernel * features * Channels) + Kernels.Sum(k => (k * Channels) + (Channels * Channels)) + (Channels * labels);

    /// <summary>Weights and biases: a weight is used once a step.</summary>
    /// <param name="features">Features a row.</param>
    /// <param name="labels">Outputs.</param>
    public int Weights(int features, int labels) =>
        MultiplyAccumulates(features, labels) + (Channels * (1 + (2 * Kernels.Length))) + labels;
}

/// <summary>
/// A causal residual network of depthwise-separable convolutions over time, the features being channels
/// (after Choi et al., "Temporal Convolution for Real-time Keyword Spotting on Mobile Devices", 2019).
/// A block adds a pointwise convolution of a depthwise one to its input. A mean over the last steps feeds the logits.
/// </summary>
public sealed class KeywordNetwork : Module<Tensor, Tensor>
{
    /// <summary>One int8 step of a feature, as a number: 256 values from 0 to 4.</summary>
    public const float InputScale = 1f / 64;

    // So far under what is said that it takes no more than a hundredth of the probability.
    private const float UnheardLogit = -5;

    private readonly CausalConvolution _stem;
    private readonly ModuleList<CausalConvolution> _depthwise = ModuleList<CausalConvolution>();
    private readonly ModuleList<CausalConvolution> _pointwise = ModuleList<CausalConvolution>();
    private readonly Conv1d _head;
    private readonly Conv1d _words;
    private readonly Conv1d _embeddingHidden;
    private readonly Conv1d _embedding;
    private bool _quantised;

    /// <summary>Makes a network of chance weights.</summary>
    /// <param name="shape">Its size.</param>
    /// <param name="features">Features a row.</param>
    /// <param name="labels">Outputs of the model.</param>
    /// <param name="words">Words that the auxiliary output tells apart in training; it is not exported.</param>
    public KeywordNetwork(NetworkShape shape, int features, int labels, int words)
        : base("keywords")
    {
        Shape = shape;
        _stem = new CausalConvolution("stem", features, shape.Channels, shape.StemKernel, shape.Stride);
        foreach (int kernel in shape.Kernels)
        {
            _depthwise.Add(new CausalConvolution("depthwise", shape.Channels, shape.Channels, kernel, depthwise: true));
            _pointwise.Add(new CausalConvolution("pointwise", shape.Channels, shape.Channels, 1));
        }

        _head = Conv1d(shape.Channels, labels, 1);
        _words = Conv1d(shape.Channels, words, 1);
        _embeddingHidden = Conv1d(shape.Channels, 2 * SpeechEmbedding.Size, 1);
        _embedding = Conv1d(2 * SpeechEmbedding.Size, SpeechEmbedding.Size, 1);
        RegisterComponents();
        Quantisers = new NetworkQuantisers(shape.Kernels.Length);
    }

    /// <summary>The network's size.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The ranges of every activation.</summary>
    public NetworkQuantisers Quantisers { get; }

    /// <summary>The first convolution.</summary>
    public CausalConvolution Stem => _stem;

    /// <summary>The depthwise convolution of each block.</summary>
    public IReadOnlyList<CausalConvolution> Depthwise => [.. _depthwise];

    /// <summary>The pointwise convolution of each block.</summary>
    public IReadOnlyList<CausalConvolution> Pointwise => [.. _pointwise];

    /// <summary>The logits' weights, [labels, channels, 1], and bias.</summary>
    public (Tensor Weight, Tensor Bias) Head => (_head.weight!, _head.bias!);

    /// <summary>How the logits' weights are rounded.</summary>
    public WeightRounding HeadRounding { get; set; } = WeightRounding.EightBits;

    /// <summary>What every channel of the trunk is multiplied by, [channels]; null for nothing.</summary>
    public Tensor? Gate { get; set; }

    /// <summary>Logits of every step.</summary>
    /// <param name="input">[batch, features, rows], real feature values.</param>
    /// <returns>[batch, labels, steps].</returns>
    public override Tensor forward(Tensor input) => Logits(Pool(Trunk(input)));

    /// <summary>What the trunk makes of the features.</summary>
    /// <param name="input">[batch, features, rows].</param>
    /// <returns>[batch, steps, channels].</returns>
    public Tensor Trunk(Tensor input)
    {
        Tensor x = Gated(Round(functional.relu(_stem.forward(input.transpose(1, 2).contiguous())), Quantisers.Stem));
        for (int i = 0; i < _depthwise.Count; i++)
        {
            Tensor filtered = Round(functional.relu(_depthwise[i].forward(x)), Quantisers.Depthwise[i]);
            Tensor mixed = Round(_pointwise[i].forward(filtered), Quantisers.Pointwise[i]);
            x = Gated(Round(functional.relu(mixed + x), Quantisers.Sum[i]));
        }

        return x;
    }

    /// <summary>The mean of the trunk's channels over the last steps, [batch, channels, steps].</summary>
    /// <param name="trunk">What <see cref="Trunk"/> gave.</param>
    public Tensor Pool(Tensor trunk)
    {
        Tensor pooled = functional.avg_pool1d(functional.pad(trunk, [0L, 0L, Shape.Pool - 1, 0L]).transpose(1, 2), Shape.Pool, 1);

        // A mean keeps the scale of what it is taken of.
        return _quantised ? Quantisers.Sum[^1].Round(pooled) : pooled;
    }

    /// <summary>Logits of the model's labels, [batch, labels, steps].</summary>
    /// <param name="pooled">What <see cref="Pool"/> gave.</param>
    public Tensor Logits(Tensor pooled)
    {
        Tensor weight = _quantised ? HeadRounding.Apply(_head.weight!) : _head.weight!;
        return Round(functional.conv1d(pooled, weight, _head.bias), Quantisers.Logits);
    }

    /// <summary>
    /// The teacher's embeddings as the trunk guesses them (distillation of features, Romero et al., "FitNets", 2015): what
    /// the teacher learned of very many people reaches words that here only machines said.
    /// </summary>
    /// <param name="trunk">What <see cref="Trunk"/> gave.</param>
    /// <param name="steps">[batch, places], the steps that are wanted.</param>
    /// <returns>[batch, 96, places].</returns>
    public Tensor Embedding(Tensor trunk, Tensor steps)
    {
        Tensor places = trunk.transpose(1, 2).gather(2, steps.unsqueeze(1).expand(-1, Shape.Channels, -1));
        return _embedding.forward(functional.relu(_embeddingHidden.forward(places)));
    }

    /// <summary>Logits of the auxiliary words, [batch, words, steps].</summary>
    /// <param name="pooled">What <see cref="Pool"/> gave.</param>
    public Tensor WordLogits(Tensor pooled) => _words.forward(pooled);

    /// <summary>
    /// A network of some of the channels, which says what this one would if the others were zero; only after folding. What
    /// their depthwise kernels make of zeros is a constant, which goes into the biases.
    /// </summary>
    /// <param name="channels">The channels to keep, ascending.</param>
    /// <param name="words">Words that the auxiliary output tells apart; it begins with chance weights.</param>
    public KeywordNetwork Keep(int[] channels, int words)
    {
        using IDisposable gradients = no_grad();
        Tensor kept = tensor(Array.ConvertAll(channels, channel => (long)channel));
        KeywordNetwork result = new(Shape with { Channels = channels.Length }, (int)_stem.Weight.shape[1], (int)_head.weight!.shape[0], words);
        result._stem.Set(_stem.Weight.index_select(0, kept), _stem.Bias.index_select(0, kept));
        for (int i = 0; i < _depthwise.Count; i++)
        {
            result._depthwise[i].Set(_depthwise[i].Weight.index_select(0, kept), _depthwise[i].Bias.index_select(0, kept));
            Tensor rows = _pointwise[i].Weight.index_select(0, kept);
            Tensor constant = functional.relu(_depthwise[i].Bias).index_fill(0, kept, 0);
            result._pointwise[i].Set(rows.index_select(1, kept), _pointwise[i].Bias.index_select(0, kept) + rows.squeeze(2).mv(constant));
        }

        result._head.weight!.copy_(_head.weight.index_select(1, kept));
        result._head.bias!.copy_(_head.bias!);
        result.eval();
        return result;
    }

    /// <summary>
    /// The same network with more labels, which it hears nowhere yet: what it says of the old ones stays to within rounding. Only after
    /// folding; ranges have to be observed anew.
    /// </summary>
    /// <param name="added">How many labels come after the old ones.</param>
    /// <param name="words">Words that the auxiliary output tells apart; it begins with chance weights.</param>
    public KeywordNetwork Widen(int added, int words)
    {
        using IDisposable gradients = no_grad();
        int labels = (int)_head.weight!.shape[0];
        KeywordNetwork result = new(Shape, (int)_stem.Weight.shape[1], labels + added, words);
        result._stem.Set(_stem.Weight, _stem.Bias);
        for (int i = 0; i < _depthwise.Count; i++)
        {
            result._depthwise[i].Set(_depthwise[i].Weight, _depthwise[i].Bias);
            result._pointwise[i].Set(_pointwise[i].Weight, _pointwise[i].Bias);
        }

        result._head.weight!.zero_().narrow(0, 0, labels).copy_(_head.weight);
        result._head.bias!.fill_(UnheardLogit).narrow(0, 0, labels).copy_(_head.bias!);
        result.eval();
        return result;
    }

    /// <summary>
    /// A network of more channels, which says what this one does: the new ones are copies of old ones, and what reads them divides
    /// their weight among the copies by chance, so that they learn to differ (Chen et al., "Net2Net: Accelerating Learning via Knowledge
    /// Transfer", 2016). Only after folding; ranges have to be observed anew.
    /// </summary>
    /// <param name="channels">How many channels, at least as many as there are.</param>
    /// <param name="words">Words that the auxiliary output tells apart; it begins with chance weights.</param>
    public KeywordNetwork Grow(int channels, int words)
    {
        using IDisposable gradients = no_grad();
        Tensor sources = cat([arange(Shape.Channels), randint(0, Shape.Channels, channels - Shape.Channels)]);
        KeywordNetwork result = new(Shape with { Channels = channels }, (int)_stem.Weight.shape[1], (int)_head.weight!.shape[0], words);
        result._stem.Set(_stem.Weight.index_select(0, sources), _stem.Bias.index_select(0, sources));
        for (int i = 0; i < _depthwise.Count; i++)
        {
            result._depthwise[i].Set(_depthwise[i].Weight.index_select(0, sources), _depthwise[i].Bias.index_select(0, sources));
            Tensor kernel = _pointwise[i].Weight.index_select(0, sources);
            result._pointwise[i].Set(Divided(kernel, sources), _pointwise[i].Bias.index_select(0, sources));
        }

        result._head.weight!.copy_(Divided(_head.weight, sources));
        result._head.bias!.copy_(_head.bias!);
        result.eval();
        return result;
    }

    /// <summary>Weights of copied inputs, of which those of one source add up to what it had, [outputs, copies, 1].</summary>
    /// <param name="weight">[outputs, inputs, 1].</param>
    /// <param name="sources">[copies], the input that each is a copy of.</param>
    private static Tensor Divided(Tensor weight, Tensor sources)
    {
        Tensor parts = rand(weight.shape[0], sources.shape[0]) + 0.5;
        Tensor sums = zeros(weight.shape[0], weight.shape[1]).index_add(1, sources, parts, 1).index_select(1, sources);
        return weight.index_select(1, sources) * (parts / sums).unsqueeze(2);
    }

    /// <summary>Rounds the weights of every layer in one way; a depthwise kernel is a group of its own.</summary>
    public void SetRounding(WeightRounding rounding)
    {
        HeadRounding = rounding;
        foreach (CausalConvolution convolution in Pointwise.Append(_stem))
        {
            convolution.Rounding = rounding;
        }

        foreach (CausalConvolution convolution in _depthwise)
        {
            convolution.Rounding = rounding == WeightRounding.FourBitsInGroups ? WeightRounding.FourBits : rounding;
        }
    }

    /// <summary>Folds every normalisation and begins to round as the device does.</summary>
    public void FoldAndQuantise()
    {
        foreach (CausalConvolution convolution in Depthwise.Concat(Pointwise).Append(_stem))
        {
            convolution.Fold();
        }

        Rounding = true;
    }

    /// <summary>Whether normalisations are part of the kernels.</summary>
    public bool IsFolded => _stem.IsFolded;

    /// <summary>Undoes the folding of a network that is to learn on: what it says of the input stays the same.</summary>
    /// <param name="input">[batch, features, rows], by which normalisations begin.</param>
    public void Unfold(Tensor input)
    {
        using IDisposable gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Rounding = false;
        foreach (CausalConvolution convolution in Depthwise.Concat(Pointwise).Append(_stem))
        {
            convolution.Unfold();
        }

        forward(input);
    }

    /// <summary>Whether weights and activations are rounded as on the device; only after folding.</summary>
    public bool Rounding
    {
        get => _quantised;
        set
        {
            _quantised = value;
            foreach (CausalConvolution convolution in Depthwise.Concat(Pointwise).Append(_stem))
            {
                convolution.Quantised = value;
            }
        }
    }

    private Tensor Gated(Tensor x) => Gate is null ? x : x * Gate;

    private Tensor Round(Tensor x, FakeQuantiser quantiser) => _quantised ? quantiser.Apply(x) : x;
}

/// <summary>A range for every activation of a <see cref="KeywordNetwork"/>.</summary>
/// <param name="blocks">How many blocks it has.</param>
public sealed class NetworkQuantisers(int blocks)
{
    /// <summary>After the first convolution.</summary>
    public FakeQuantiser Stem { get; } = new();

    /// <summary>After each depthwise convolution.</summary>
    public IReadOnlyList<FakeQuantiser> Depthwise { get; } = Make(blocks);

    /// <summary>After each pointwise convolution.</summary>
    public IReadOnlyList<FakeQuantiser> Pointwise { get; } = Make(blocks);

    /// <summary>After each residual sum.</summary>
    public IReadOnlyList<FakeQuantiser> Sum { get; } = Make(blocks);

    /// <summary>The logits.</summary>
    public FakeQuantiser Logits { get; } = new();

    /// <summary>Stops or starts following the data.</summary>
    public void Observe(bool observing)
    {
        foreach (FakeQuantiser quantiser in Depthwise.Concat(Pointwise).Concat(Sum).Append(Stem).Append(Logits))
        {
            quantiser.Observing = observing;
        }
    }

    private static FakeQuantiser[] Make(int count) => [.. Enumerable.Range(0, count).Select(_ => new FakeQuantiser())];
}
