namespace Sotto.Platform;

/// <summary>The program started the chip anew.</summary>
public sealed class ChipRestartedException : Exception
{
    /// <summary>Makes one.</summary>
    public ChipRestartedException()
        : base("the chip starts anew")
    {
    }
}
