using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Sotto.Compiler.Report;

namespace Sotto.Cli;

/// <summary>
/// Draws a model's report: layers from left to right as they run, the bytes of the arena upwards, a rectangle a tensor from
/// its writing to its last reading; below it what every layer costs. Lengths are in units of the picture, a pixel each where
/// it is not scaled.
/// </summary>
internal sealed class ArenaPicture
{
    private const double Left = 104;
    private const double Right = 20;
    private const double Top = 108;
    private const double ArenaHeight = 400;
    private const double StripHeight = 44;
    private const double StripGap = 28;
    private const double LeastWidth = 1000;
    private const double LeastColumn = 28;
    private const double LineHeight = 14;

    /// <summary>The least height of a rectangle that can hold a line of text.</summary>
    private const double LeastLine = 11;

    /// <summary>A generous mean width of a character of a label, and of a number over a bar.</summary>
    private const double CharacterWidth = 6.4;
    private const double SmallWidth = 5.9;

    /// <summary>Degrees by which the names of the layers are slanted.</summary>
    private const double Slant = 50;

    /// <summary>Colours of a light page; a dark page has its own where the viewer says that it is dark.</summary>
    private const string Styles = """
        text { font: 11px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2933 }
        .title { font-size: 16px; font-weight: 600 }
        .small { font-size: 10px }
        .quiet { fill: #5b6773 }
        .page { fill: #ffffff }
        .line { stroke: #d9dfe5; fill: none }
        .tensor { fill: #b9d6f2; stroke: #2f6fae }
        .persistent { fill: #f6d79b; stroke: #a8690b }
        .over { fill-opacity: .5 }
        .bar { fill: #7d8b99 }
        .peak { stroke: #c62f3b; stroke-dasharray: 6 4; fill: none }
        .peaktext { fill: #c62f3b }
        @media (prefers-color-scheme: dark) {
        text { fill: #e3e9ef }
        .quiet { fill: #9aa7b4 }
        .page { fill: #151b22 }
        .line { stroke: #2c3641 }
        .tensor { fill: #24486b; stroke: #6cace8 }
        .persistent { fill: #5d4415; stroke: #e0a63f }
        .peak { stroke: #ff7b84 }
        .peaktext { fill: #ff7b84 }
        }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly ModelReport _report;
    private readonly XElement _root = new(Svg + "svg");
    private readonly int _columns;
    private readonly double _column;
    private readonly double _width;

    private ArenaPicture(ModelReport report)
    {
        // The input is there before the first layer, the output after the last: a column each.
        _report = report;
        _columns = report.Layers.Count + 2;
        _column = Math.Max(LeastColumn, (LeastWidth - Left - Right) / _columns);
        _width = Left + (_columns * _column) + Right;
    }

    /// <summary>Draws a report.</summary>
    /// <returns>An SVG file; the same for the same report.</returns>
    public static byte[] Draw(ModelReport report)
    {
        ArenaPicture picture = new(report);
        double names = Top + ArenaHeight + (2 * (StripHeight + StripGap)) + LineHeight;
        double height = names + (report.Layers.Max(layer => NameOf(layer).Length) * CharacterWidth * Math.Sin(double.DegreesToRadians(Slant)));
        picture._root.Add(
            new XAttribute("viewBox", $"0 0 {Number(picture._width)} {Number(height)}"),
            new XAttribute("width", Number(picture._width)),
            new XAttribute("height", Number(height)),
            new XElement(Svg + "title", report.Model.Name + ": arena and layers"),
            new XElement(Svg + "style", Styles));
        picture.Path("page", $"M0 0H{Number(picture._width)}V{Number(height)}H0Z");
        picture.DrawTitle();
        picture.DrawGrid();
        foreach (TensorReport tensor in report.Tensors.Where(tensor => tensor.IsUsed).OrderBy(tensor => tensor.First))
        {
            picture.DrawTensor(tensor);
        }

        picture.DrawPeak();
        picture.DrawStrip(Top + ArenaHeight + StripGap, "MACs a step", layer => layer.MultiplyAccumulates);
        picture.DrawStrip(Top + ArenaHeight + (2 * StripGap) + StripHeight, "weights, bytes", layer => layer.Weights);
        picture.DrawNames(names);
        return picture.ToBytes();
    }

    private void DrawTitle()
    {
        Text(Left, 30, "title", _report.Model.Name);
        string speed = _report.MultiplyAccumulatesPerSecond is { } rate ? $" ({Grouped(rate)} a second)" : "";
        Text(
            Left, 50, "quiet",
            $"{_report.Layers.Count} layers, {Grouped(_report.Model.MultiplyAccumulatesPerStep)} multiply-accumulates a step{speed}, "
            + $"{Grouped(_report.Model.TableBytes)} bytes of tables, {Grouped(_report.Model.ArenaBytes)} bytes of arena");
        double x = Left;
        foreach ((string style, string words) in new[]
        {
            ("tensor", "needed within a step"), ("persistent", "kept from step to step"), ("tensor over", "output on bytes that its input is done with"),
        })
        {
            Path(style, $"M{Number(x)} 64h16v11h-16Z");
            Text(x + 22, 73, "quiet", words);
            x += 40 + (words.Length * CharacterWidth);
        }
    }

    /// <summary>The axis in bytes, and a line between any two layers.</summary>
    private void DrawGrid()
    {
        double right = Left + (_columns * _column);
        int arena = _report.Model.ArenaBytes;
        int step = TickStep(arena);
        IEnumerable<int> ticks = Enumerable.Range(0, (arena / step) + 1).Select(i => i * step).Where(at => Y(at) - Top >= LineHeight);
        foreach (int at in ticks.Append(arena))
        {
            Path("line", $"M{Number(Left)} {Number(Y(at))}H{Number(right)}");
            Text(Left - 8, Y(at) + 4, "quiet", Grouped(at), "end");
        }

        for (int i = 0; i <= _columns; i++)
        {
            Path("line", $"M{Number(Left + (i * _column))} {Number(Top)}v{Number(ArenaHeight)}");
        }

        Text(Left - 8, Top - LineHeight, "quiet", "arena, bytes", "end");
    }

    private void DrawTensor(TensorReport tensor)
    {
        double x = X(tensor.First);
        double width = X(tensor.Last + 1) - x;
        double height = Y(tensor.Offset) - Y(tensor.End);
        bool over = _report.Tensors.Any(other => other.First < tensor.First && other.Overlaps(tensor));
        string shape = (tensor == _report.Input ? "input " : "") + ReportTable.ShapeOf(tensor);
        string bytes = $"{Grouped(tensor.Length)} bytes";
        _root.Add(new XElement(
            Svg + "rect",
            new XAttribute("class", "tensor" + (tensor.IsPersistent ? " persistent" : "") + (over ? " over" : "")),
            new XAttribute("x", Number(x)),
            new XAttribute("y", Number(Y(tensor.End))),
            new XAttribute("width", Number(width)),
            new XAttribute("height", Number(Math.Max(height, 1))),
            new XElement(
                Svg + "title",
                $"tensor {tensor.Number}: {shape}, bytes {Grouped(tensor.Offset)} to {Grouped(tensor.End - 1)}, {ReportTable.LifeOf(tensor, _report)}")));

        // Over a tensor's last layer may lie the label of the one that is made of it.
        bool under = _report.Tensors.Any(other => other.First > tensor.First && other.Overlaps(tensor));
        DrawLabel(x + 6, (Y(tensor.Offset) + Y(tensor.End)) / 2, width - (under ? _column : 0) - 8, height, shape, bytes);
    }

    /// <summary>Shape and length as fit: beside each other, below each other, or the shape alone; else the rectangle's tooltip has them.</summary>
    private void DrawLabel(double x, double middle, double width, double height, string shape, string bytes)
    {
        bool Fits(string text) => text.Length * CharacterWidth <= width;
        if (height < LeastLine || !Fits(shape))
        {
            return;
        }

        string both = $"{shape}, {bytes}";
        if (Fits(both) || height < 2 * LineHeight || !Fits(bytes))
        {
            Text(x, middle + 4, null, Fits(both) ? both : shape);
            return;
        }

        Text(x, middle - 3, null, shape);
        Text(x, middle + LineHeight - 3, null, bytes);
    }

    private void DrawPeak()
    {
        LayerReport peak = _report.Peak;
        double y = Y(peak.LiveBytes);
        Path("peak", $"M{Number(Left)} {Number(y)}H{Number(Left + (_columns * _column))}");
        Text(
            Left + (_columns * _column), y - 6, "peaktext",
            $"{Grouped(peak.LiveBytes)} bytes alive at most, in layer {peak.Number}", "end");
    }

    /// <summary>A bar a layer, as high as its share of the largest.</summary>
    private void DrawStrip(double top, string name, Func<LayerReport, int> value)
    {
        double largest = Math.Max(1, _report.Layers.Max(value));
        double bottom = top + StripHeight;
        Text(Left - 8, bottom, "quiet", name, "end");
        Path("line", $"M{Number(Left)} {Number(bottom)}H{Number(Left + (_columns * _column))}");
        foreach (LayerReport layer in _report.Layers.Where(layer => value(layer) > 0))
        {
            double height = StripHeight * value(layer) / largest;
            double x = X(layer.Number) + (_column / 4);
            Path("bar", $"M{Number(x)} {Number(bottom)}v{Number(-height)}h{Number(_column / 2)}v{Number(height)}Z");
            string text = Grouped(value(layer));
            if (text.Length * SmallWidth <= _column)
            {
                Text(X(layer.Number) + (_column / 2), bottom - height - 4, "quiet small", text, "middle");
            }
        }
    }

    /// <summary>Number, operator and kernel of every layer, slanted so that they fit.</summary>
    private void DrawNames(double y)
    {
        Slanted(-1, "input");
        Slanted(_report.Layers.Count, "output");
        foreach (LayerReport layer in _report.Layers)
        {
            Slanted(layer.Number, NameOf(layer));
        }

        void Slanted(int layer, string words)
        {
            double x = X(layer) + (_column / 2) + 4;
            XElement text = Text(x, y, null, words, "end");
            text.Add(new XAttribute("transform", $"rotate({Number(-Slant)} {Number(x)} {Number(y)})"));
        }
    }

    private static string NameOf(LayerReport layer) =>
        $"{layer.Number} {ReportTable.NameOf(layer.Operator)} {ReportTable.KernelOf(layer)}".TrimEnd();

    private double X(int layer) => Left + ((layer + 1) * _column);

    private double Y(int address) => Top + (ArenaHeight * (1 - (address / (double)_report.Model.ArenaBytes)));

    /// <summary>1, 2 or 5 times a power of ten, so that four to nine ticks come of it.</summary>
    private static int TickStep(int bytes)
    {
        int power = 1;
        while (bytes / (10.0 * power) > 4)
        {
            power *= 10;
        }

        return new[] { 5 * power, 2 * power, power }.FirstOrDefault(step => bytes / step >= 4, power);
    }

    private void Path(string style, string data) =>
        _root.Add(new XElement(Svg + "path", new XAttribute("class", style), new XAttribute("d", data)));

    private XElement Text(double x, double y, string? style, string words, string? anchor = null)
    {
        XElement text = new(Svg + "text", new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), words);
        text.Add(style is null ? null : new XAttribute("class", style), anchor is null ? null : new XAttribute("text-anchor", anchor));
        _root.Add(text);
        return text;
    }

    private byte[] ToBytes()
    {
        using MemoryStream stream = new();
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            OmitXmlDeclaration = true,
        };
        using (XmlWriter writer = XmlWriter.Create(stream, settings))
        {
            _root.Save(writer);
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
