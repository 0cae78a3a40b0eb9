namespace Sotto.Intent.Spoken;

/// <summary>
/// The words of an automaton by their sounds: pronunciations that begin alike share nodes, so that a search follows them once until they
/// part. A node is a beginning that enough of them have; a leaf is one that goes on by itself.
/// </summary>
internal sealed class PronunciationTree
{
    private PronunciationTree(List<TreeNode> nodes, List<TreeLeaf> leaves)
    {
        Nodes = nodes;
        Leaves = leaves;
    }

    /// <summary>The nodes, level by level from the root, those below one node one after the other.</summary>
    public IReadOnlyList<TreeNode> Nodes { get; }

    /// <summary>The leaves, in the order of their nodes.</summary>
    public IReadOnlyList<TreeLeaf> Leaves { get; }

    /// <summary>Builds the tree of some words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="branchesFrom">How many pronunciations make a node.</param>
    public static PronunciationTree Of(IReadOnlyList<SourceWord> words, int branchesFrom)
    {
        List<TreeLeaf> open = [];
        foreach ((int word, SourceWord source) in words.Index())
        {
            int place = 0;
            foreach (byte[] sounds in source.Pronunciations)
            {
                open.Add(new TreeLeaf(word, place, sounds, source.Cost));
                place += sounds.Length + 1;
            }
        }

        List<TreeNode> nodes = [new(0, 0, [.. open])];
        List<TreeLeaf> leaves = [];
        for (int node = 0; node < nodes.Count; node++)
        {
            TreeNode at = nodes[node];
            at.FirstChild = nodes.Count;
            at.FirstLeaf = leaves.Count;
            foreach (IGrouping<byte, TreeLeaf> below in at.Below.GroupBy(leaf => leaf.Sounds[at.Depth]).OrderBy(group => group.Key))
            {
                // A word that ends with this sound cannot go on below it.
                TreeLeaf[] ending = [.. below.Where(leaf => leaf.Sounds.Length == at.Depth + 1)];
                TreeLeaf[] longer = [.. below.Where(leaf => leaf.Sounds.Length > at.Depth + 1)];
                bool branches = longer.Length >= branchesFrom;
                leaves.AddRange((branches ? ending : [.. below]).Select(leaf => leaf with { Place = leaf.Place + at.Depth }));
                if (branches)
                {
                    nodes.Add(new TreeNode(below.Key, at.Depth + 1, longer));
                }
            }
        }

        return new PronunciationTree(nodes, leaves);
    }
}

/// <summary>A node of the tree.</summary>
/// <param name="sound">Its sound.</param>
/// <param name="depth">How many sounds lead to it, its own counted.</param>
/// <param name="below">The pronunciations below it.</param>
internal sealed class TreeNode(byte sound, int depth, IReadOnlyList<TreeLeaf> below)
{
    /// <summary>Its sound.</summary>
    public byte Sound => sound;

    /// <summary>How many sounds lead to it, its own counted.</summary>
    public int Depth => depth;

    /// <summary>The pronunciations below it.</summary>
    public IReadOnlyList<TreeLeaf> Below => below;

    /// <summary>What the cheapest of them costs; nothing at the root.</summary>
    public int Cost => depth == 0 ? 0 : below.Min(leaf => leaf.Cost);

    /// <summary>The first node below it.</summary>
    public int FirstChild { get; set; }

    /// <summary>Its first leaf.</summary>
    public int FirstLeaf { get; set; }
}

/// <summary>A pronunciation.</summary>
/// <param name="Word">Its word.</param>
/// <param name="Place">Which of the word's sounds comes next.</param>
/// <param name="Sounds">All of its sounds.</param>
/// <param name="Cost">What the word costs.</param>
internal sealed record TreeLeaf(int Word, int Place, byte[] Sounds, int Cost);
