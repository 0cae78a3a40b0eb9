using Sotto.Kernels;

namespace Sotto.Models.Intent;

/// <summary>
/// What may be written after what: a graph whose edges are rows, intents first, then fields and values. Where a field points,
/// the pointing itself is no edge. Only frames that the domain's sentences can mean are in it.
/// </summary>
public sealed class FrameGrammar
{
    private const int NodeLength = 4;
    private const int EdgeLength = 4;
    private const int IsEndBit = 0x8000;

    private readonly byte[] _file;
    private readonly int _nodes;
    private readonly int _edges;

    internal FrameGrammar(byte[] file, int at, IntentRows rows)
    {
        _file = file;
        int nodeCount = ModelFile.ReadRange(file, at, 2, 1, 0xFFFF, "nodes of the grammar");
        int edgeCount = ModelFile.ReadRange(file, at + 2, 2, 1, 0xFFFF, "edges of the grammar");
        _nodes = at + 4;
        _edges = _nodes + (nodeCount * NodeLength);
        ModelFile.Check(file, _nodes, (nodeCount * NodeLength) + (edgeCount * EdgeLength));
        for (int node = 0; node < nodeCount; node++)
        {
            CheckNode(node, nodeCount, edgeCount, rows);
        }
    }

    /// <summary>Edges of a node.</summary>
    /// <param name="node">0 is where every frame begins.</param>
    [Step]
    public int EdgesOf(int node)
    {
        return CountAt(node) & ~IsEndBit;
    }

    /// <summary>Whether a frame may end at a node.</summary>
    [Step]
    public bool IsEnd(int node)
    {
        return (CountAt(node) & IsEndBit) != 0;
    }

    /// <summary>The row of an edge.</summary>
    [Step]
    public int RowOf(int node, int edge)
    {
        return Short(EdgeAt(node, edge));
    }

    /// <summary>The node that an edge leads to.</summary>
    [Step]
    public int NodeAfter(int node, int edge)
    {
        return Short(EdgeAt(node, edge) + 2);
    }

    /// <summary>That edges are there, lead on and bear rows that fit: an intent, then fields, and after a field of values one of these.</summary>
    private void CheckNode(int node, int nodeCount, int edgeCount, IntentRows rows)
    {
        int first = Short(_nodes + (node * NodeLength));
        bool leads = EdgesOf(node) > 0 && EdgesOf(node) <= rows.Count;
        if (first + EdgesOf(node) > edgeCount || (node == 0 ? !leads || IsEnd(0) : !leads && (EdgesOf(node) > 0 || !IsEnd(node))))
        {
            throw new ModelFormatException("node " + node.ToString() + " of the grammar leads nowhere");
        }

        for (int edge = 0; edge < EdgesOf(node); edge++)
        {
            int after = NodeAfter(node, edge);
            int row = RowOf(node, edge);
            bool fits = node == 0 ? row >= rows.FirstIntent && row < rows.FirstField : row >= rows.FirstField && row < rows.Count;
            if (after <= node || after >= nodeCount || !fits)
            {
                throw new ModelFormatException("an edge of node " + node.ToString() + " of the grammar is wrong");
            }
        }
    }

    [Step]
    private int CountAt(int node)
    {
        return Short(_nodes + (node * NodeLength) + 2);
    }

    [Step]
    private int EdgeAt(int node, int edge)
    {
        return _edges + ((Short(_nodes + (node * NodeLength)) + edge) * EdgeLength);
    }

    [Step]
    private int Short(int at)
    {
        return _file[at] | (_file[at + 1] << 8);
    }
}
