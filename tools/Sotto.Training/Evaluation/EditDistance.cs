namespace Sotto.Training.Evaluation;

/// <summary>How many things were left out, put in or replaced, at least (Levenshtein, 1966).</summary>
public static class EditDistance
{
    /// <summary>Counts.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="heard">What was heard.</param>
    public static int Of<T>(IReadOnlyList<T> said, IReadOnlyList<T> heard)
        where T : IEquatable<T>
    {
        int[] row = [.. Enumerable.Range(0, said.Count + 1)];
        foreach (T thing in heard)
        {
            int diagonal = row[0]++;
            for (int i = 1; i <= said.Count; i++)
            {
                (row[i], diagonal) = (Math.Min(Math.Min(row[i], row[i - 1]) + 1, diagonal + (thing.Equals(said[i - 1]) ? 0 : 1)), row[i]);
            }
        }

        return row[^1];
    }
}
