using Sotto.Compiler.TfLite;
using Sotto.Models;

namespace Sotto.Compiler.Import;

/// <summary>
/// Makes a <c>.sotto</c> model of a <c>.tflite</c> model of int8: for every input it gives the bytes that TensorFlow Lite
/// Micro gives. What is not run is refused by name.
/// </summary>
public static class TfLiteImporter
{
    private const int Half = 128;

    /// <summary>microWakeWord's runtime hears nothing for 100 rows of 10 ms after it called (esphome, MIN_SLICES_BEFORE_DETECTION).</summary>
    private const int RefractoryMilliseconds = 1000;

    /// <summary>Imports a model.</summary>
    /// <param name="file">The bytes of the <c>.tflite</c> file; the model keeps none of them.</param>
    /// <param name="name">What the model is called where no manifest says.</param>
    /// <param name="manifest">microWakeWord's manifest, which a streaming model must have; null where there is none.</param>
    /// <returns>The <c>.sotto</c> file.</returns>
    /// <exception cref="ModelFormatException">The file is broken, or holds what is not run.</exception>
    public static byte[] Import(byte[] file, string name, MicroManifest? manifest)
    {
        TfLiteModel model = TfLiteReader.Read(file);
        TfLiteSubgraph main = model.Subgraphs[0];
        if (main.Inputs.Length != 1 || main.Outputs.Length != 1)
        {
            throw new ModelFormatException($"{main.Inputs.Length} inputs and {main.Outputs.Length} outputs; one of each is run");
        }

        Rings rings = Rings.Find(model);
        if (rings.Count > 0 && manifest is null)
        {
            throw new ModelFormatException($"a streaming model, and there is no manifest {name}.json beside it");
        }

        Graph graph = new(main);
        int? done = Edges.AddInput(graph);
        foreach (TfLiteOperator item in main.Operators.Where(item => item.Index != done && !rings.IsDone(item)))
        {
            Lower(graph, item, rings);
        }

        Value output = Edges.AddOutput(graph);
        Passes.Run(graph);
        return Write(graph, ManifestOf(graph, name, manifest) with
        {
            UnsignedInput = main.Tensors[main.Inputs[0]].Type == TfLiteType.UInt8,
            UnsignedOutput = output.Type == TfLiteType.UInt8,
        });
    }

    private static void Lower(Graph graph, TfLiteOperator item, Rings rings)
    {
        Action<Graph, TfLiteOperator> lower = item.Code.Builtin switch
        {
            TfLiteBuiltin.Concatenation when rings.At(item) is { } ring => (_, _) => Edges.AddRing(graph, item, ring),
            TfLiteBuiltin.Conv2D => Windows.Convolution,
            TfLiteBuiltin.DepthwiseConv2D => Windows.Depthwise,
            TfLiteBuiltin.FullyConnected => Windows.FullyConnected,
            TfLiteBuiltin.AveragePool2D or TfLiteBuiltin.MaxPool2D => Windows.Pool,
            TfLiteBuiltin.Add or TfLiteBuiltin.Sub => Elementwise.Sum,
            TfLiteBuiltin.Mul => Elementwise.Product,
            TfLiteBuiltin.Softmax => Elementwise.Softmax,
            TfLiteBuiltin.Logistic => Elementwise.Logistic,
            TfLiteBuiltin.Quantize => Elementwise.Quantise,
            TfLiteBuiltin.Relu => Elementwise.Relu,
            TfLiteBuiltin.Relu6 => Elementwise.Relu6,
            TfLiteBuiltin.Mean => Elementwise.Mean,
            TfLiteBuiltin.Reshape or TfLiteBuiltin.Squeeze or TfLiteBuiltin.ExpandDims => Movement.Reshape,
            TfLiteBuiltin.Concatenation => Movement.Concatenation,
            TfLiteBuiltin.Pack => Movement.Pack,
            TfLiteBuiltin.Split or TfLiteBuiltin.SplitV => Movement.Split,
            TfLiteBuiltin.StridedSlice => Movement.StridedSlice,
            TfLiteBuiltin.Pad or TfLiteBuiltin.PadV2 => Movement.Pad,
            TfLiteBuiltin.Dequantize => Edges.Dequantise,
            TfLiteBuiltin.AssignVariable => (_, _) => { }
            ,
            _ => throw Graph.Error(item, "this operator is not run"),
        };
        lower(graph, item);
    }

    private static Manifest ManifestOf(Graph graph, string name, MicroManifest? manifest)
    {
        TensorPlan output = graph.Tensors[graph.Output];
        int outputs = output.Frames * output.Bins * output.Channels;
        if (outputs > ModelFile.MaximumLabels)
        {
            throw new ModelFormatException($"{outputs} outputs, {ModelFile.MaximumLabels} at most");
        }

        if (manifest is null)
        {
            string[] labels = [.. Enumerable.Range(0, outputs).Select(i => $"out{i}")];
            return new Manifest(TfLiteText.Printable(name), ModelKind.Wake, labels, [.. labels.Select(_ => Half)], 1, 0, 10);
        }

        string word = TfLiteText.Printable(manifest.WakeWord);
        string[] words = outputs == 1 ? [word] : [.. Enumerable.Range(0, outputs).Select(i => $"{word} {i}")];
        return new Manifest(
            word, ModelKind.Wake, words, [.. words.Select(_ => manifest.Threshold)], manifest.SlidingWindow, RefractoryMilliseconds,
            manifest.FeatureStepMilliseconds);
    }

    private static byte[] Write(Graph graph, Manifest manifest)
    {
        foreach (TensorPlan tensor in graph.Tensors)
        {
            long bytes = ((long)tensor.History + tensor.Frames) * tensor.Bins * tensor.Channels;
            if (bytes > ModelFile.MaximumArena)
            {
                throw new ModelFormatException($"a tensor of {bytes} bytes; {ModelFile.MaximumArena} are had");
            }
        }

        if (Math.Max(graph.Tensors.Count, graph.Layers.Count) > ModelFile.MaximumCount)
        {
            throw new ModelFormatException($"{graph.Layers.Count} layers over {graph.Tensors.Count} tensors, {ModelFile.MaximumCount} at most");
        }

        int arena = ArenaPlanner.Plan(graph.Tensors, graph.Layers, graph.Input, graph.Output);
        byte[] file = ModelWriter.Write(graph.Tensors, graph.Layers, graph.Input, graph.Output, arena, manifest);
        Model.Load(file);
        return file;
    }
}
