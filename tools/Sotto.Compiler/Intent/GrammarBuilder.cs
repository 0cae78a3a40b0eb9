namespace Sotto.Compiler.Intent;

/// <summary>Makes the graph of what may be written of the frames that may be: a tree whose equal ends are shared.</summary>
internal static class GrammarBuilder
{
    /// <summary>A node: whether a frame may end there, and where each row leads.</summary>
    /// <param name="IsEnd">Whether a frame may end.</param>
    /// <param name="Edges">Rows and the nodes that they lead to, all of which come after.</param>
    internal sealed record Node(bool IsEnd, List<(int Row, int Next)> Edges);

    private sealed class Branch
    {
        public bool IsEnd { get; set; }

        public SortedDictionary<int, Branch> Edges { get; } = [];
    }

    /// <summary>The nodes; every frame begins at the first.</summary>
    internal static List<Node> Build(IEnumerable<int[]> frames)
    {
        Branch root = new();
        foreach (int[] frame in frames)
        {
            Branch branch = root;
            foreach (int row in frame)
            {
                if (!branch.Edges.TryGetValue(row, out Branch? next))
                {
                    branch.Edges[row] = next = new Branch();
                }

                branch = next;
            }

            branch.IsEnd = true;
        }

        // Ends come first, and so are numbered before what leads to them; turned round, all edges lead on.
        List<Node> nodes = [];
        Number(root, nodes, []);
        int last = nodes.Count - 1;
        nodes.Reverse();
        return [.. nodes.Select(node => new Node(node.IsEnd, [.. node.Edges.Select(edge => (edge.Row, last - edge.Next))]))];
    }

    private static int Number(Branch branch, List<Node> nodes, Dictionary<string, int> known)
    {
        Node node = new(branch.IsEnd, [.. branch.Edges.Select(edge => (edge.Key, Number(edge.Value, nodes, known)))]);
        string key = $"{node.IsEnd} {string.Join(' ', node.Edges)}";
        if (!known.TryGetValue(key, out int number))
        {
            number = known[key] = nodes.Count;
            nodes.Add(node);
        }

        return number;
    }
}
