using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>Removes layers whose output nothing reads, then tensors that no layer names.</summary>
internal static class DeadLayers
{
    internal static void Remove(Graph graph)
    {
        bool[] wanted = new bool[graph.Tensors.Count];
        wanted[graph.Output] = true;
        for (int i = graph.Layers.Count - 1; i >= 0; i--)
        {
            LayerPlan layer = graph.Layers[i];
            if (!wanted[layer.Output])
            {
                graph.Layers.RemoveAt(i);
                continue;
            }

            Want(wanted, layer.Input);
            Want(wanted, layer.Second);
        }

        wanted[graph.Input] = true;
        Renumber(graph, wanted);
    }

    private static void Want(bool[] wanted, int tensor)
    {
        if (tensor != ModelFile.None)
        {
            wanted[tensor] = true;
        }
    }

    private static void Renumber(Graph graph, bool[] wanted)
    {
        int[] numbers = new int[wanted.Length];
        int count = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            numbers[i] = wanted[i] ? count++ : -1;
        }

        int Number(int tensor) => tensor == ModelFile.None ? tensor : numbers[tensor];
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            LayerPlan layer = graph.Layers[i];
            graph.Layers[i] = layer with { Input = Number(layer.Input), Second = Number(layer.Second), Output = Number(layer.Output) };
        }

        TensorPlan[] kept = [.. graph.Tensors.Where((_, i) => wanted[i])];
        graph.Tensors.Clear();
        graph.Tensors.AddRange(kept);
        graph.Input = Number(graph.Input);
        graph.Output = Number(graph.Output);
    }
}
