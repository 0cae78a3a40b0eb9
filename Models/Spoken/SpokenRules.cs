using Sotto.Models.Intent;

namespace Sotto.Models.Spoken;

/// <summary>
/// When a sentence that was searched is taken for what was said, and when what was said is taken for no sentence. The path of the
/// largest logits is what was heard whatever it spells (a filler, as keyword spotting has it), and a sentence costs what it is dearer
/// than that. Speech that is no sentence of the automaton has to be bent to one sound by sound: so the cost is counted for a sound that
/// was heard, not for a frame, of which silence has as many.
/// </summary>
public sealed class SpokenRules
{
    private const int Hundred = 100;

    /// <summary>
    /// How far a sentence may be from what was heard, in hundredths of a unit of the logits for each sound: see <see cref="Distance"/>. Chosen for
    /// the shipped acoustic model with `sotto eval spoken --development`.
    /// </summary>
    public int Farthest { get; set; } = 1293;

    /// <summary>What every sentence costs besides, in units of the logits: of a few sounds one word or another is always near.</summary>
    public int SentenceCost { get; set; } = 20;

    /// <summary>What a refused sentence costs more than one that is a command, in units of the logits.</summary>
    public int RefusedCost { get; set; } = 120;

    /// <summary>What a command of which the reader is not sure at all costs more than one of which it is, in units of the logits.</summary>
    public int DoubtCost { get; set; } = 500;

    /// <summary>How far a sentence is from what was heard, in hundredths of a unit of the logits for each sound that was heard.</summary>
    /// <param name="cost">What it costs.</param>
    /// <param name="sounds">The sounds that were heard.</param>
    /// <returns>The largest number where none was heard.</returns>
    public int Distance(int cost, int sounds)
    {
        long distance = sounds < 1 ? int.MaxValue : ((long)cost + SentenceCost) * Hundred / sounds;
        return distance < int.MaxValue ? (int)distance : int.MaxValue;
    }

    /// <summary>How near a sentence is to what was heard.</summary>
    /// <param name="distance">Its <see cref="Distance"/>.</param>
    /// <returns>0 where it is too far, up to <see cref="IntentFormat.One"/> where it is what was heard.</returns>
    public int Nearness(int distance)
    {
        return distance >= Farthest ? 0 : (int)(((long)Farthest - distance) * IntentFormat.One / Farthest);
    }

    /// <summary>What the reader's doubt costs.</summary>
    /// <param name="answer">What the reader made of the sentence.</param>
    public int CostOfDoubt(IntentAnswer answer)
    {
        int doubt = (int)((long)(IntentFormat.One - answer.Confidence) * DoubtCost / IntentFormat.One);
        return answer.Refusal == Refusal.None ? doubt : RefusedCost;
    }
}
