namespace Sotto.Training.Intent;

/// <summary>Sizes of an intent network.</summary>
/// <param name="Width">Values of the residual stream.</param>
/// <param name="Blocks">Blocks of attention and feed-forward.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyHeads">Key and value heads.</param>
/// <param name="Hidden">Values of a hidden layer.</param>
/// <param name="PointerWidth">Values of a pointer.</param>
/// <param name="Context">Rows from one reset to the next.</param>
public sealed record IntentShape(int Width, int Blocks, int Heads, int KeyHeads, int Hidden, int PointerWidth, int Context)
{
    /// <summary>What a board runs.</summary>
    public static IntentShape Device { get; } = new(Width: 64, Blocks: 4, Heads: 4, KeyHeads: 2, Hidden: 160, PointerWidth: 32, Context: 64);

    /// <summary>The larger network, in floating point, that the device's learns from.</summary>
    public static IntentShape Teacher { get; } = new(Width: 128, Blocks: 3, Heads: 4, KeyHeads: 4, Hidden: 384, PointerWidth: 32, Context: 64);

    /// <summary>Values of a head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>Values of all key heads.</summary>
    public int KeyWidth => HeadWidth * KeyHeads;
}
