namespace Sotto.Compiler.Report;

/// <summary>Where a tensor lies in the arena, what it is, and during which layers it is needed.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Offset">Its first byte in the arena.</param>
/// <param name="History">Frames of earlier steps that are kept.</param>
/// <param name="Frames">Frames that a step brings.</param>
/// <param name="Bins">Bins of a frame.</param>
/// <param name="Channels">Channels of a bin.</param>
/// <param name="First">The layer that writes it first; -1 where it is there before the first layer.</param>
/// <param name="Last">
/// The last layer that reads it; the number of layers where it is still needed after the last one. Before
/// <paramref name="First"/> where no layer names it and nothing is kept.
/// </param>
public sealed record TensorReport(int Number, int Offset, int History, int Frames, int Bins, int Channels, int First, int Last)
{
    /// <summary>Bytes that it takes.</summary>
    public int Length => (History + Frames) * Bins * Channels;

    /// <summary>The first byte after it.</summary>
    public int End => Offset + Length;

    /// <summary>Whether it keeps frames from step to step, and so lasts throughout.</summary>
    public bool IsPersistent => History > 0;

    /// <summary>Whether anything needs it.</summary>
    public bool IsUsed => First <= Last;

    /// <summary>Whether it is needed while a layer runs.</summary>
    /// <param name="layer">Number of the layer; -1 for before the first, the number of layers for after the last.</param>
    public bool IsAliveIn(int layer) => First <= layer && layer <= Last;

    /// <summary>Whether it lies, at least in part, on bytes of another that is needed at the same time.</summary>
    /// <param name="other">The other.</param>
    public bool Overlaps(TensorReport other) =>
        Offset < other.End && other.Offset < End && First <= other.Last && other.First <= Last;
}
