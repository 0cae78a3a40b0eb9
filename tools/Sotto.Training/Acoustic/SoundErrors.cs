using Sotto.Models;
using Sotto.Speech;
using Sotto.Training.Evaluation;

namespace Sotto.Training.Acoustic;

/// <summary>Counts the sounds that an acoustic model gets wrong, without any words to lean on.</summary>
public static class SoundErrors
{
    /// <summary>Of all sounds that are said, the share that is left out, put in or replaced: the edit distance of the best sounds of every step.</summary>
    /// <param name="file">The model.</param>
    /// <param name="examples">What it hears.</param>
    public static double Rate(byte[] file, IReadOnlyList<SpokenExample> examples)
    {
        (long wrong, long all) = (0, 0);
        Parallel.ForEach(examples, example =>
        {
            Interlocked.Add(ref wrong, EditDistance.Of(example.Sounds, Best(file, example)));
            Interlocked.Add(ref all, example.Sounds.Length);
        });
        return (double)wrong / Math.Max(1, all);
    }

    /// <summary>The best sound of every step, repetitions and blanks left out (Graves et al. 2006, section 3.2, best path decoding).</summary>
    private static List<byte> Best(byte[] file, SpokenExample example)
    {
        ModelRunner runner = new(Model.Load(file));
        int input = runner.Model.InputLength;
        sbyte[] logits = new sbyte[runner.Model.OutputLength];
        List<byte> result = [];
        int last = PhonemeSet.Blank;
        for (int at = 0; at + input <= example.Features.Length; at += input)
        {
            runner.Step(example.Features, at, logits, 0);
            int best = Array.IndexOf(logits, logits.Max());
            if (best != last && best != PhonemeSet.Blank)
            {
                result.Add((byte)best);
            }

            last = best;
        }

        return result;
    }
}
