using System.Globalization;
using System.Net;
using System.Text;

namespace Sotto.Training.Evaluation;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">Its points, from left to right; what is outside of the chart is left out.</param>
public sealed record ChartLine(string Name, IEnumerable<(double X, double Y)> Points);

/// <summary>A chart of shares in per cent as SVG for a page, whose style sheet colours it for dark and light.</summary>
/// <param name="Title">What it shows, for who does not see it.</param>
/// <param name="XLabel">Below it.</param>
/// <param name="LeastX">Its left end.</param>
/// <param name="MostX">Its right end.</param>
/// <param name="StepX">From tick to tick.</param>
/// <param name="Lines">Its lines; the style sheet has colours for <see cref="Colours"/>.</param>
public sealed record LineChart(string Title, string XLabel, double LeastX, double MostX, double StepX, IReadOnlyList<ChartLine> Lines)
{
    /// <summary>Lines that look different.</summary>
    public const int Colours = 8;

    private const int Width = 460;
    private const int Height = 300;
    private const int Left = 44;
    private const int Top = 10;
    private const int Foot = 42;
    private const int LegendLine = 18;

    /// <summary>The element.</summary>
    public string ToSvg()
    {
        StringBuilder svg = new();
        int height = Top + Height + Foot + (Lines.Count * LegendLine);
        svg.AppendLine(Text($"<svg viewBox=\"0 0 {Left + Width + 20} {height}\" role=\"img\" aria-label=\"{Escape(Title)}\">"));
        for (int share = 0; share <= 100; share += 20)
        {
            svg.AppendLine(Text($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Left + Width}\" y1=\"{Y(share):0.#}\" y2=\"{Y(share):0.#}\"/><text class=\"end\" x=\"{Left - 6}\" y=\"{Y(share) + 4:0.#}\">{share}</text>"));
        }

        for (double x = LeastX; x <= MostX; x += StepX)
        {
            svg.AppendLine(Text($"<text class=\"middle\" x=\"{X(x):0.#}\" y=\"{Top + Height + 18}\">{x:0.##}</text>"));
        }

        svg.AppendLine(Text($"<text class=\"middle\" x=\"{Left + (Width / 2)}\" y=\"{Top + Height + 36}\">{Escape(XLabel)}</text>"));
        for (int i = 0; i < Lines.Count; i++)
        {
            Draw(svg, i);
        }

        return svg.Append("</svg>").ToString();
    }

    private void Draw(StringBuilder svg, int number)
    {
        ChartLine line = Lines[number];
        IEnumerable<string> points = line.Points.Where(p => p.X >= LeastX && p.X <= MostX).Select(p => Text($"{X(p.X):0.#},{Y(p.Y):0.#}"));
        int y = Top + Height + Foot + (number * LegendLine) + 8;
        string colour = $"c{number % Colours}";
        svg.AppendLine(Text($"<polyline class=\"{colour}\" points=\"{string.Join(' ', points)}\"/>"));
        svg.AppendLine(Text($"<line class=\"{colour}\" x1=\"{Left}\" x2=\"{Left + 24}\" y1=\"{y}\" y2=\"{y}\"/><text x=\"{Left + 32}\" y=\"{y + 4}\">{Escape(line.Name)}</text>"));
    }

    private double X(double value) => Left + ((value - LeastX) / (MostX - LeastX) * Width);

    private static double Y(double share) => Top + ((100 - share) / 100 * Height);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
