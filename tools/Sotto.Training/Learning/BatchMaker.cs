using Sotto.Kernels;
using Sotto.Training.Data;
using Sotto.Training.Network;
using Sotto.Training.Teacher;
using static TorchSharp.torch;

namespace Sotto.Training.Learning;

/// <summary>
/// Turns pool examples into batches, varied once more on the features: pace, vocal tract length, another example's style,
/// masked bands and times, and where a step begins.
/// </summary>
public sealed class BatchMaker
{
    private const int Bands = FrontEnd.FeatureCount;
    private const double StyleShare = 0.8;

    private readonly FeaturePool _pool;
    private readonly Corpus _corpus;
    private readonly long[] _labels;
    private readonly float[][] _priors;
    private readonly int _stride;
    private readonly Tensor _warps;
    private readonly float[] _embeddingMean = new float[SpeechEmbedding.Size];
    private readonly float[] _embeddingScale = new float[SpeechEmbedding.Size];

    /// <summary>Prepares batches for one model.</summary>
    /// <param name="pool">The examples.</param>
    /// <param name="corpus">The corpus they were made of.</param>
    /// <param name="labels">Word number to label (<see cref="WordList.MapTo"/>).</param>
    /// <param name="labelCount">Labels of the model.</param>
    /// <param name="examples">The examples that may be seen.</param>
    /// <param name="machinePrior">What people's speech adds to the logit of a label that no person says, at most 0.</param>
    /// <param name="stride">Feature rows a step.</param>
    public BatchMaker(
        FeaturePool pool, Corpus corpus, long[] labels, int labelCount, int[] examples, double machinePrior, int stride)
    {
        _pool = pool;
        _corpus = corpus;
        _labels = labels;
        _stride = stride;
        _priors = [new float[labelCount], PriorOfPeople(labelCount, examples, machinePrior)];
        _warps = Perturbation.MakeWarps();
        MeasureEmbeddings();
    }

    /// <summary>Steps in an example.</summary>
    public int Steps => (ExampleMixer.Rows / _stride) - 1;

    /// <summary>One batch.</summary>
    /// <param name="indices">Examples of the pool.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>Features [batch, 40, rows] and targets.</returns>
    public (Tensor Features, Targets Targets) Make(ReadOnlySpan<int> indices, Random random)
    {
        int count = indices.Length;
        int rows = Steps * _stride;
        sbyte[] values = new sbyte[count * rows * Bands];
        long[] labels = new long[count];
        long[] words = new long[count];
        long[] humans = new long[count];
        long[] warps = new long[count];
        List<float> priors = [];
        float[] allowed = new float[count * Steps];
        float[] elsewhere = new float[count * Steps];
        float[] embeddings = new float[_pool.Embedded ? count * Places * SpeechEmbedding.Size : 0];
        long[] embeddingSteps = new long[count * Places];
        float[] keep = new float[count * rows * Bands];
        Array.Fill(keep, 1);
        for (int i = 0; i < count; i++)
        {
            Example example = _pool[indices[i]];
            int phase = random.Next(_stride);
            Perturbation.Stretch(example.Features.AsSpan(phase * Bands, rows * Bands), values.AsSpan(i * rows * Bands), random);
            labels[i] = _labels[example.Class];
            words[i] = example.Class == WordList.Unknown ? -1 : example.Class;
            humans[i] = example.Recording < 0 ? -1 : IsSynthetic(example) ? 0 : 1;
            warps[i] = random.NextDouble() < (IsSynthetic(example) ? 0.6 : 0.4) ? random.Next(Perturbation.WarpCount) : Perturbation.WarpCount / 2;
            priors.AddRange(_priors[Math.Max(0, humans[i])]);
            MarkSteps(example, phase, allowed.AsSpan(i * Steps, Steps), elsewhere.AsSpan(i * Steps, Steps));
            MarkEmbeddings(indices[i], phase, embeddings.AsSpan(_pool.Embedded ? i * Places * SpeechEmbedding.Size : 0), embeddingSteps.AsSpan(i * Places));
            Perturbation.Mask(keep.AsSpan(i * rows * Bands, rows * Bands), random);
        }

        Tensor features = (tensor(values).to(ScalarType.Float32).reshape(count, rows, Bands) + 128) * KeywordNetwork.InputScale;
        features = MixStyles(features.bmm(_warps.index_select(0, tensor(warps))), random) * tensor(keep).reshape(count, rows, Bands);
        Targets targets = new(
            tensor(labels), tensor(words), tensor(humans), tensor(allowed).reshape(count, Steps), tensor(elsewhere).reshape(count, Steps),
            tensor(priors.ToArray()).reshape(count, _priors[0].Length),
            tensor(embeddings).reshape(count, _pool.Embedded ? Places : 0, SpeechEmbedding.Size).transpose(1, 2),
            tensor(embeddingSteps).reshape(count, Places));
        return (features.transpose(1, 2), targets);
    }

    private static int Places => FeaturePool.EmbeddedRows.Length;

    private void MarkEmbeddings(int index, int phase, Span<float> embeddings, Span<long> steps)
    {
        for (int place = 0; place < Places; place++)
        {
            steps[place] = (FeaturePool.EmbeddedRows[place] - phase - (_stride / 2)) / _stride;
        }

        if (!_pool.Embedded || _pool[index].Recording < 0)
        {
            return;
        }

        ReadOnlySpan<Half> values = _pool.EmbeddingsOf(index);
        for (int i = 0; i < values.Length; i++)
        {
            int number = i % SpeechEmbedding.Size;
            embeddings[i] = ((float)values[i] - _embeddingMean[number]) * _embeddingScale[number];
        }
    }

    /// <summary>Mean and spread of every number of the embeddings, over the first examples.</summary>
    private void MeasureEmbeddings()
    {
        float[][] all = [.. Enumerable.Range(0, _pool.Embedded ? Math.Min(_pool.Count, 2000) : 0)
            .Where(i => _pool[i].Recording >= 0)
            .SelectMany(i => Array.ConvertAll(_pool.EmbeddingsOf(i).ToArray(), x => (float)x).Chunk(SpeechEmbedding.Size))];
        for (int number = 0; all.Length > 0 && number < SpeechEmbedding.Size; number++)
        {
            float mean = all.Average(embedding => embedding[number]);
            float variance = all.Average(embedding => (embedding[number] - mean) * (embedding[number] - mean));
            _embeddingMean[number] = mean;
            _embeddingScale[number] = 1 / MathF.Sqrt(variance + 1e-6f);
        }
    }

    /// <summary>
    /// A label that only machines say is improbable wherever a person speaks, which the network would learn as a property of
    /// people's voices. Giving it as a prior instead leaves the label to what is said (after Menon et al., "Long-tail
    /// learning via logit adjustment", 2021).
    /// </summary>
    private float[] PriorOfPeople(int labelCount, int[] examples, double machinePrior)
    {
        HashSet<long> said = [.. examples.Select(i => _pool[i]).Where(e => e.Recording >= 0 && !IsSynthetic(e)).Select(e => _labels[e.Class])];
        return [.. Enumerable.Range(0, labelCount).Select(label => label == 0 || said.Contains(label) ? 0 : (float)machinePrior)];
    }

    private bool IsSynthetic(Example example) =>
        example.Recording >= 0 && _corpus.Recordings[example.Recording].Origin != Origin.Human;

    private void MarkSteps(Example example, int phase, Span<float> allowed, Span<float> elsewhere)
    {
        for (int step = 0; step < allowed.Length; step++)
        {
            int row = (step * _stride) + phase + _stride - 1;
            allowed[step] = row >= example.FirstRow && row <= example.LastRow + _stride ? 1 : 0;
            elsewhere[step] = row < example.FirstRow - 18 || row > example.LastRow + 45 ? 1 : 0;
        }
    }

    /// <summary>
    /// Gives half of the examples a mixture of their own mean and deviation of every band and those of another example: what
    /// is said stays, voice, microphone and room become someone else's, a person's where a machine spoke
    /// (Zhou et al., "Domain Generalization with MixStyle", 2021, here on the features).
    /// </summary>
    /// <param name="features">[batch, rows, bands].</param>
    /// <param name="random">The source of chance.</param>
    private static Tensor MixStyles(Tensor features, Random random)
    {
        int count = (int)features.shape[0];
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        float[] shares = [.. order.Select(_ => random.NextDouble() < 0.5 ? 0 : (float)(StyleShare * random.NextDouble()))];
        Tensor share = tensor(shares).reshape(count, 1, 1);
        Tensor other = tensor(Array.ConvertAll(order, x => (long)x));
        Tensor mean = features.mean([1L], keepdim: true);
        Tensor deviation = (features - mean).square().mean([1L], keepdim: true).sqrt() + 0.05;
        Tensor newMean = mean + (share * (mean.index_select(0, other) - mean));
        Tensor newDeviation = deviation + (share * (deviation.index_select(0, other) - deviation));
        return (((features - mean) / deviation * newDeviation) + newMean).clamp(0, 255 * KeywordNetwork.InputScale);
    }
}
