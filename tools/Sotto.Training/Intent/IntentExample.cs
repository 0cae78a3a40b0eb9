namespace Sotto.Training.Intent;

/// <summary>A sentence and its frames as the decoder is fed them, and what it should choose after each.</summary>
/// <param name="Rows">Rows that are fed: the sentence, then what is written.</param>
/// <param name="Targets">
/// After each: <see cref="None"/> inside the sentence, the row that comes next, or <see cref="FirstPoint"/> + the position that
/// is pointed at.
/// </param>
public sealed record IntentExample(short[] Rows, short[] Targets)
{
    /// <summary>Nothing is asked here.</summary>
    public const short None = -1;

    /// <summary>Added to positions that are pointed at.</summary>
    public const short FirstPoint = 16384;
}
