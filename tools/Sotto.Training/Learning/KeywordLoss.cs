using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sotto.Training.Learning;

/// <summary>What a batch of examples should make the model say, as tensors.</summary>
/// <param name="Label">[batch], the model's label.</param>
/// <param name="Word">[batch], the number of the word for the auxiliary output, -1 where there is none.</param>
/// <param name="Human">[batch], 1 for a person's speech, 0 for a machine's, -1 for none.</param>
/// <param name="Allowed">[batch, steps], 1 where the word may be called.</param>
/// <param name="Elsewhere">[batch, steps], 1 well outside that range.</param>
/// <param name="Prior">[batch, labels], added to the logits in training (<see cref="BatchMaker"/>).</param>
/// <param name="Embedding">[batch, 96, places], the teacher's embeddings, each number of mean 0 and variance 1; 0 where there is none.</param>
/// <param name="EmbeddingSteps">[batch, places], the steps that these end with.</param>
public sealed record Targets(
    Tensor Label, Tensor Word, Tensor Human, Tensor Allowed, Tensor Elsewhere, Tensor Prior, Tensor Embedding, Tensor EmbeddingSteps);

/// <summary>
/// Max-pooling loss: a word is rewarded where the model is surest of it within the steps at which it may be called, and
/// everything else is pushed to the quiet labels, hardest where the model is most wrong
/// (Sun et al., "Max-pooling loss training of LSTM for small-footprint keyword spotting", 2016).
/// </summary>
/// <param name="quiet">How many of the first labels mean that nothing was called.</param>
/// <param name="smoothing">Steps that are averaged, as the detector does.</param>
public sealed class KeywordLoss(int quiet, int smoothing)
{
    private const double HardestShare = 0.7;
    private const double ElsewhereShare = 0.5;
    private const double LargestShare = 0.5;

    // A step this sure of being quiet teaches nothing more, so that easy negatives do not teach who spoke them.
    private const double Enough = 0.1;

    /// <summary>The loss of each example, [batch].</summary>
    /// <param name="logits">[batch, labels, steps].</param>
    /// <param name="targets">What was said.</param>
    public Tensor Of(Tensor logits, Targets targets)
    {
        Tensor logp = functional.log_softmax(logits + targets.Prior.unsqueeze(2), 1);
        Tensor quietLogp = (logp.narrow(1, 0, quiet).logsumexp(1) + Enough).clamp_max(0);
        Tensor isWord = targets.Label.ge(quiet).to(ScalarType.Float32);
        Tensor called = BestCall(logp, targets);
        Tensor elsewhere = -(quietLogp * targets.Elsewhere).sum(1) / targets.Elsewhere.sum(1).clamp_min(1);
        Tensor loud = Smooth(-quietLogp).amax(1);
        Tensor average = -quietLogp.mean([1]);
        Tensor positive = called + (ElsewhereShare * elsewhere);
        Tensor negative = (HardestShare * loud) + average + (quiet > 1 ? QuietLabel(logp, targets, called) : 0 * average);
        return (isWord * positive) + ((1 - isWord) * negative);
    }

    /// <summary>The trunk's mean over the steps at which a word may be called, [batch, channels, 1].</summary>
    /// <param name="trunk">[batch, channels, steps].</param>
    /// <param name="targets">What was said.</param>
    public static Tensor Spoken(Tensor trunk, Targets targets)
    {
        Tensor share = targets.Allowed / targets.Allowed.sum(1, keepdim: true).clamp_min(1);
        return trunk.bmm(share.unsqueeze(2));
    }

    /// <summary>Cross entropy of the auxiliary word logits, [batch, words, 1].</summary>
    public static Tensor OfWords(Tensor logits, Targets targets)
    {
        Tensor known = targets.Word.ge(0).to(ScalarType.Float32);
        Tensor each = functional.cross_entropy(logits.squeeze(2), targets.Word.clamp_min(0), reduction: Reduction.None);
        return (each * known).sum() / known.sum().clamp_min(1);
    }

    /// <summary>Mean squared error of the embeddings, [batch, 96, places], where anything is said.</summary>
    public static Tensor OfEmbedding(Tensor embedding, Targets targets)
    {
        Tensor known = targets.Human.ge(0).to(ScalarType.Float32);
        Tensor each = (embedding - targets.Embedding).square().mean([1L, 2L]);
        return (each * known).sum() / known.sum().clamp_min(1);
    }

    /// <summary>
    /// How far a student is from its teacher, [1]: the divergence of their probabilities, averaged over all steps and once more
    /// where it is largest, since most steps say nothing (after Hinton et al., "Distilling the Knowledge in a Neural Network", 2015).
    /// </summary>
    /// <param name="logits">The student's, [batch, labels, steps].</param>
    /// <param name="wanted">The teacher's, of the same shape; of fewer labels where the student has learned more since, which are left open then.</param>
    /// <param name="targets">What was said.</param>
    public Tensor OfTeacher(Tensor logits, Tensor wanted, Targets targets)
    {
        Tensor prior = targets.Prior.narrow(1, 0, wanted.shape[1]).unsqueeze(2);
        Tensor goal = functional.log_softmax(wanted + prior, 1);
        Tensor said = functional.log_softmax(logits.narrow(1, 0, wanted.shape[1]) + prior, 1);
        Tensor divergence = (goal.exp() * (goal - said)).sum(1);
        return divergence.mean() + (LargestShare * Smooth(divergence).amax(1).mean());
    }

    private Tensor BestCall(Tensor logp, Targets targets)
    {
        Tensor smooth = Smooth(Pick(logp, targets.Label));
        Tensor allowed = targets.Allowed.narrow(1, smoothing - 1, smooth.shape[1]);
        return -(smooth - (1e4 * (1 - allowed))).amax(1);
    }

    /// <summary>
    /// Where silence and other speech are labels of their own: silence must be silence throughout, a known single other
    /// word must be called other speech once.
    /// </summary>
    private static Tensor QuietLabel(Tensor logp, Targets targets, Tensor called)
    {
        Tensor silent = targets.Label.eq(1).to(ScalarType.Float32);
        Tensor silence = -logp.select(1, 1).mean([1]);
        return (silent * silence) + ((1 - silent) * called);
    }

    private Tensor Smooth(Tensor x) => functional.avg_pool1d(x.unsqueeze(1), smoothing, stride: 1).squeeze(1);

    private static Tensor Pick(Tensor logp, Tensor label) =>
        logp.gather(1, label.reshape(-1, 1, 1).expand(-1, 1, logp.shape[2])).squeeze(1);
}
