using System.Text;

namespace Sotto.Intent;

/// <summary>A hash that is the same on every machine and in every release, for splits and seeds.</summary>
public static class StableHash
{
    /// <summary>FNV-1a, 32 bits, over the UTF-8 bytes, with a final mix so that the low digits are usable alone.</summary>
    public static uint Of(string text)
    {
        uint hash = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 16777619;
        }

        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        return hash ^ (hash >> 13);
    }
}
