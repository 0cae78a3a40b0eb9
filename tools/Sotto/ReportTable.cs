using System.Globalization;
using Sotto.Compiler.Report;
using Sotto.Kernels;
using Sotto.Models;
using Spectre.Console;

namespace Sotto.Cli;

/// <summary>A table, for a terminal or as plain text.</summary>
internal sealed class ReportTable
{
    private const string Gap = "  ";

    private readonly string _caption;
    private readonly (string Name, bool IsNumber)[] _columns;
    private readonly List<string[]> _rows;
    private readonly string[]? _total;

    /// <summary>Takes texts that are ready.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">Their names; numbers stand on the right.</param>
    /// <param name="rows">The cells, row by row.</param>
    /// <param name="total">The last row; null for none.</param>
    public ReportTable(string caption, (string Name, bool IsNumber)[] columns, IEnumerable<string[]> rows, string[]? total)
    {
        _caption = caption;
        _columns = columns;
        _rows = [.. rows];
        _total = total;
    }

    /// <summary>The layers and their sum.</summary>
    public static ReportTable OfLayers(ModelReport report) => new(
        "layers: weights, constants and the arena that is alive, in bytes",
        [("layer", true), ("operator", false), ("kernel", false), ("input -> output", false), ("MACs", true), ("weights", true), ("constants", true), ("alive", true)],
        report.Layers.Select(layer => new[]
        {
            Text(layer.Number), NameOf(layer.Operator), KernelOf(layer), ShapesOf(layer), Text(layer.MultiplyAccumulates), Text(layer.Weights),
            Text(layer.Constants), Text(layer.LiveBytes),
        }),
        ["total", "", "", "", Text(report.Model.MultiplyAccumulatesPerStep), Text(report.Weights), Text(report.Constants), ""]);

    /// <summary>What the arena holds.</summary>
    public static ReportTable OfArena(ModelReport report) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"arena: {report.Model.ArenaBytes} bytes, {report.PersistentBytes} of them persistent, {report.Peak.LiveBytes} alive at most, in layer {report.Peak.Number}"),
        [("tensor", true), ("first", true), ("last", true), ("bytes", true), ("history + frames x bins x channels", false), ("alive from layer to layer", false)],
        report.Tensors.Select(tensor => new[]
        {
            Text(tensor.Number), Text(tensor.Offset), Text(tensor.End - 1), Text(tensor.Length), ShapeOf(tensor), LifeOf(tensor, report),
        }),
        total: null);

    /// <summary>The operator's name in the field.</summary>
    public static string NameOf(Operator kind) => kind switch
    {
        Operator.DepthwiseConvolution => "depthwise",
        Operator.AveragePool => "average pool",
        Operator.MaxPool => "max pool",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Kernel over time and bins, and what of stride and dilation is not 1; of a copy the box that it fills.</summary>
    public static string KernelOf(LayerReport layer)
    {
        Layer shape = layer.Shape;
        return layer.Operator switch
        {
            Operator.Convolution or Operator.DepthwiseConvolution or Operator.AveragePool or Operator.MaxPool =>
                Text($"{shape.TimeKernel}x{shape.BinKernel}")
                + (shape.TimeStride > 1 || shape.BinStride > 1 ? Text($" stride {shape.TimeStride}x{shape.BinStride}") : "")
                + (shape.Dilation > 1 ? Text($" dilation {shape.Dilation}") : ""),
            Operator.Copy => Text($"box {shape.TimeKernel}x{shape.BinKernel}x{shape.BinStride}"),
            _ => "",
        };
    }

    /// <summary>History, frames, bins and channels.</summary>
    public static string ShapeOf(TensorReport tensor) =>
        (tensor.IsPersistent ? Text($"{tensor.History}+") : "") + Text($"{tensor.Frames}x{tensor.Bins}x{tensor.Channels}");

    /// <summary>When a tensor is needed.</summary>
    public static string LifeOf(TensorReport tensor, ModelReport report)
    {
        if (tensor.IsPersistent || !tensor.IsUsed)
        {
            return !tensor.IsPersistent ? "never" : tensor == report.Input ? "persistent, the input" : "persistent";
        }

        string first = tensor.First < 0 ? "input" : Text(tensor.First);
        string last = tensor.Last < 0 ? "input" : tensor.Last == report.Layers.Count ? "output" : Text(tensor.Last);
        return first == last ? first : $"{first} to {last}";
    }

    /// <summary>The caption and the table, narrow enough for 100 columns.</summary>
    public Rows ForTerminal()
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach ((string name, bool isNumber) in _columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name))
            {
                Alignment = isNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(0, 0, 1, 0),
            });
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        for (int i = 0; _total is not null && i < _columns.Length; i++)
        {
            table.Columns[i].Footer = new Text(_total[i]);
        }

        return new Rows(new Text(""), new Text(_caption, new Style(decoration: Decoration.Bold)), table);
    }

    /// <summary>Writes an empty line, the caption and aligned columns.</summary>
    public void Write(TextWriter output)
    {
        List<string[]> lines = [[.. _columns.Select(column => column.Name)], .. _rows];
        if (_total is not null)
        {
            lines.Add(_total);
        }

        int[] widths = [.. _columns.Select((_, i) => lines.Max(line => line[i].Length))];
        output.WriteLine();
        output.WriteLine(_caption);
        foreach (string[] line in lines)
        {
            IEnumerable<string> cells = line.Select((cell, i) => _columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine((Gap + string.Join(Gap, cells)).TrimEnd());
        }
    }

    private static string ShapesOf(LayerReport layer)
    {
        string output = Text($"{layer.Shape.OutputFrames}x{layer.Shape.OutputBins}x{layer.Shape.OutputChannels}");
        return $"{(layer.Input is { } input ? ShapeOf(input) : "file")} -> {output}";
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
