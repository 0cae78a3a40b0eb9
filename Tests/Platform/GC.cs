namespace nanoFramework.Runtime.Native;

/// <summary>The memory of managed code.</summary>
public static class GC
{
    /// <summary>The free bytes that the chip has.</summary>
    public const uint Free = 65536;

    /// <summary>Collects garbage.</summary>
    /// <param name="compactHeap">Whether what is left is moved together.</param>
    /// <returns>Bytes that are free.</returns>
    public static uint Run(bool compactHeap) => Free;
}
