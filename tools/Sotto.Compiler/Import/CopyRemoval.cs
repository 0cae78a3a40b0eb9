using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>Removes copies that change neither order nor extents: what read the copy reads the original.</summary>
internal static class CopyRemoval
{
    internal static void Run(Graph graph)
    {
        for (int i = graph.Layers.Count - 1; i >= 0; i--)
        {
            LayerPlan copy = graph.Layers[i];
            if (copy.Operator == Operator.Copy && copy.Input != ModelFile.None && !copy.Fills() && IsSame(graph, copy))
            {
                graph.Layers.RemoveAt(i);
                Replace(graph, copy.Output, copy.Input);
            }
        }
    }

    private static bool IsSame(Graph graph, LayerPlan copy)
    {
        TensorPlan from = graph.Tensors[copy.Input];
        TensorPlan to = graph.Tensors[copy.Output];
        bool givesInput = copy.Output == graph.Output && copy.Input == graph.Input;
        return graph.OnlyCopy(copy.Output) is not null && copy.TakesAll(from) && from.Extents() == to.Extents()
            && from.Quantization == to.Quantization && !givesInput;
    }

    private static void Replace(Graph graph, int tensor, int by)
    {
        graph.Output = graph.Output == tensor ? by : graph.Output;
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            LayerPlan layer = graph.Layers[i];
            if (layer.Input == tensor || layer.Second == tensor)
            {
                graph.Layers[i] = layer with
                {
                    Input = layer.Input == tensor ? by : layer.Input,
                    Second = layer.Second == tensor ? by : layer.Second,
                };
            }
        }
    }
}
