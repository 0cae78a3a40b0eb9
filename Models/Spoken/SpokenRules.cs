using Sotto.Models.Intent;

namespace Sotto.Models.Spoken;

/// <summary>When a sentence that was searched is taken for what was said.</summary>
public sealed class SpokenRules
{
    private const int Hundred = 100;

    /// <summary>
    /// What a sentence may cost more than the path of the largest logits, in hundredths of a unit of the logits a frame: speech that is no
    /// sentence of the automaton costs more.
    /// </summary>
    public int FarthestPerFrame { get; set; } = 300;

    /// <summary>What a refused sentence costs more than one that is a command, in units of the logits.</summary>
    public int RefusedCost { get; set; } = 120;

    /// <summary>What a command of which the reader is not sure at all costs more than one of which it is, in units of the logits.</summary>
    public int DoubtCost { get; set; } = 60;

    /// <summary>How near a sentence is to what was heard.</summary>
    /// <param name="cost">What it costs.</param>
    /// <param name="frames">The frames that were heard, at least 1.</param>
    /// <returns>0 where it is too far, up to <see cref="IntentFormat.One"/> where it is what was heard.</returns>
    public int Nearness(int cost, int frames)
    {
        long farthest = (long)FarthestPerFrame * frames / Hundred;
        return frames < 1 || cost >= farthest ? 0 : (int)((farthest - cost) * IntentFormat.One / farthest);
    }

    /// <summary>What the reader's doubt costs.</summary>
    /// <param name="answer">What the reader made of the sentence.</param>
    public int CostOfDoubt(IntentAnswer answer)
    {
        int doubt = (int)((long)(IntentFormat.One - answer.Confidence) * DoubtCost / IntentFormat.One);
        return answer.Refusal == Refusal.None ? doubt : RefusedCost;
    }
}
