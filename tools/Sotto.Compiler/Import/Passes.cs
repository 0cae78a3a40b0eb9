using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>What several passes ask of the layers.</summary>
internal static class Passes
{
    /// <summary>Runs all passes in order.</summary>
    internal static void Run(Graph graph)
    {
        CopyJoining.Run(graph);
        PadFolding.Run(graph);
        DepthwiseMerging.Run(graph);
        CopyRemoval.Run(graph);
        DeadLayers.Remove(graph);
    }

    internal static LayerPlan[] Writers(this Graph graph, int tensor) => [.. graph.Layers.Where(layer => layer.Output == tensor)];

    internal static int Readers(this Graph graph, int tensor) =>
        graph.Layers.Count(layer => layer.Input == tensor || layer.Second == tensor) + (graph.Output == tensor ? 1 : 0);

    /// <summary>The copy that alone writes a tensor without history; null if there is no such copy.</summary>
    internal static LayerPlan? OnlyCopy(this Graph graph, int tensor) =>
        graph.Tensors[tensor].History == 0 && graph.Writers(tensor) is [{ Operator: Operator.Copy } copy] ? copy : null;

    /// <summary>The box of a copy.</summary>
    internal static Extents Box(this LayerPlan copy) => new(copy.Shape.TimeKernel, copy.Shape.BinKernel, copy.Shape.BinStride);

    internal static int Start(this LayerPlan copy) => copy.Parameters[0];

    internal static Extents Steps(this LayerPlan copy) => new(copy.Parameters[1], copy.Parameters[2], copy.Parameters[3]);

    internal static int Place(this LayerPlan copy) => copy.Parameters[4];

    internal static bool Fills(this LayerPlan copy) => copy.Parameters[5] != 0;

    internal static Extents Extents(this TensorPlan tensor) => new(tensor.Frames, tensor.Bins, tensor.Channels);

    /// <summary>Whether two walks with these steps over a box are the same; steps that are never taken do not count.</summary>
    internal static bool SameWalk(Extents box, Extents a, Extents b) =>
        (box.Frames == 1 || a.Frames == b.Frames) && (box.Bins == 1 || a.Bins == b.Bins) && (box.Channels == 1 || a.Channels == b.Channels);

    /// <summary>Whether a copy takes all of a tensor without history, in order.</summary>
    internal static bool TakesAll(this LayerPlan copy, TensorPlan tensor) =>
        tensor.History == 0 && copy.Start() == 0 && copy.Box() == tensor.Extents() && SameWalk(copy.Box(), copy.Steps(), Graph.Steps(tensor.Extents()));
}
