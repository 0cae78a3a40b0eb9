namespace Sotto.Models;

/// <summary>Something that a session heard. Whoever takes events owns one of these and has it filled again and again.</summary>
public sealed class SessionEvent
{
    /// <summary>What was heard.</summary>
    public SessionEventKind Kind { get; set; }

    /// <summary>Number of the word among the labels of its model; of a sentence, how many were found; 0 where there is neither.</summary>
    public int Label { get; set; }

    /// <summary>The word's mean probability, 0 to 255 in units of 1/256; 0 where there is no word.</summary>
    public int Score { get; set; }

    /// <summary>When: samples since the start of the stream.</summary>
    public long Sample { get; set; }
}
