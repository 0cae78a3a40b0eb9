namespace Sotto.Platform;

/// <summary>A microphone on the pins of the simulated chip.</summary>
/// <param name="clockPin">Where its bit clock, or the only clock of PDM, comes from.</param>
/// <param name="wordSelectPin">Where its word select comes from; -1 of PDM.</param>
/// <param name="dataPin">Where its data go.</param>
/// <param name="left">The left slot of a frame, 32 bits, by the number of the frame since the port was opened.</param>
/// <param name="right">The right slot.</param>
public sealed class WiredMicrophone(int clockPin, int wordSelectPin, int dataPin, Func<long, int> left, Func<long, int> right)
{
    /// <summary>Where its clock comes from.</summary>
    public int ClockPin { get; } = clockPin;

    /// <summary>Where its word select comes from; -1 of PDM.</summary>
    public int WordSelectPin { get; } = wordSelectPin;

    /// <summary>Where its data go.</summary>
    public int DataPin { get; } = dataPin;

    /// <summary>Gives the two slots of a frame.</summary>
    /// <param name="frame">The number of the frame.</param>
    /// <returns>The slots.</returns>
    public (int Left, int Right) Frame(long frame) => (left(frame), right(frame));
}
