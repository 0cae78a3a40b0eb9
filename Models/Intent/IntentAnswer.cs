namespace Sotto.Models.Intent;

/// <summary>What a sentence was understood as: commands in the order they were said, or why it was refused.</summary>
public sealed class IntentAnswer
{
    /// <summary>Most commands of a sentence.</summary>
    public const int MaximumFrames = 4;

    /// <summary>The commands, <see cref="Count"/> of them. Where the sentence was refused, what it came nearest to.</summary>
    public readonly IntentFrame[] Frames = new IntentFrame[MaximumFrames];

    /// <summary>Commands.</summary>
    public int Count;

    /// <summary>Why it was refused; <see cref="Refusal.None"/> where it was taken.</summary>
    public Refusal Refusal;

    /// <summary>How sure the least sure of the commands is, 0 to <see cref="IntentFormat.One"/>.</summary>
    public int Confidence;

    /// <summary>An empty answer.</summary>
    public IntentAnswer()
    {
        for (int i = 0; i < MaximumFrames; i++)
        {
            Frames[i] = new IntentFrame();
        }
    }

    /// <summary>Takes over another answer.</summary>
    /// <param name="other">The answer.</param>
    public void CopyFrom(IntentAnswer other)
    {
        Count = other.Count;
        Refusal = other.Refusal;
        Confidence = other.Confidence;
        for (int i = 0; i < other.Count; i++)
        {
            Frames[i].CopyFrom(other.Frames[i]);
        }
    }
}
