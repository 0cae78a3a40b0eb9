namespace Sotto.Training.Data;

/// <summary>Splits by a hash that is the same on every machine and in every release.</summary>
public static class StableHash
{
    /// <summary>The hash of a text.</summary>
    public static uint Of(string text) => Sotto.Intent.StableHash.Of(text);

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
