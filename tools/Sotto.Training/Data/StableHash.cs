using System.Text;

namespace Sotto.Training.Data;

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

    /// <summary>A fifth to test, a tenth of the rest to development, the rest to train.</summary>
    public static Split SplitOf(string key)
    {
        uint hash = Of(key);
        if (hash % 5 == 0)
        {
            return Split.Test;
        }

        return hash / 5 % 10 == 0 ? Split.Development : Split.Train;
    }

    /// <summary>One half to test, one to development.</summary>
    public static Split HalfOf(string key) => Of(key) % 2 == 0 ? Split.Test : Split.Development;
}
