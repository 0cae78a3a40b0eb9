using System.Net;
using System.Text;
using static Sotto.Training.Evaluation.FigureTable;

namespace Sotto.Training.Evaluation;

/// <summary>All figures on one page that needs nothing beside it: no network, no scripts, dark or light as the reader's system is.</summary>
public static class HtmlReport
{
    private const double MostPerHour = 20;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --faint: #d0d7de; --shade: 9, 105, 218;
          --c0: #0969da; --c1: #bc4c00; --c2: #1a7f37; --c3: #8250df; --c4: #cf222e; --c5: #9a6700; --c6: #0e7c86; --c7: #bf3989; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --faint: #30363d; --shade: 88, 166, 255;
          --c0: #58a6ff; --c1: #f0883e; --c2: #3fb950; --c3: #bc8cff; --c4: #ff7b72; --c5: #d29922; --c6: #39c5cf; --c7: #f778ba; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
        h2 { border-bottom: 1px solid var(--faint); margin-top: 3rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; margin: 1rem 0; }
        th, td { border: 1px solid var(--faint); padding: 0.2rem 0.5rem; text-align: left; }
        code { overflow-wrap: anywhere; }
        .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
        figure { margin: 0; flex: 1 1 24rem; max-width: 34rem; }
        svg { width: 100%; height: auto; }
        svg text { fill: var(--ink); font-size: 13px; } svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
        svg line, svg polyline { fill: none; stroke-width: 2; } svg .grid { stroke: var(--faint); stroke-width: 1; }
        .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); }
        .c4 { stroke: var(--c4); } .c5 { stroke: var(--c5); } .c6 { stroke: var(--c6); } .c7 { stroke: var(--c7); }
        """;

    /// <summary>The page.</summary>
    public static string Of(EvaluationFigures figures)
    {
        StringBuilder page = new();
        page.AppendLine("<!DOCTYPE html>").AppendLine("<html lang=\"en\">").AppendLine("<head><meta charset=\"utf-8\"/>")
            .AppendLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>What Sotto hears</title>")
            .AppendLine($"<style>{Style}</style></head>").AppendLine("<body><h1>What Sotto hears</h1>");
        page.AppendLine("<p>Intervals are of 95%: Wilson's of shares, Garwood's of events an hour. Each figure is of the files whose hashes stand above it.</p>");
        if (figures.Wake is { } wake)
        {
            Write(page, wake);
        }

        foreach (SpokenFigures spoken in figures.Spoken)
        {
            Write(page, spoken);
        }

        return page.AppendLine("</body></html>").ToString();
    }

    private static void Write(StringBuilder page, WakeFigures figures)
    {
        Begin(page, "Wake words", figures.Command, figures.Split, figures.Models);
        page.AppendLine("<h3>Found against false calls, by noise and level</h3><div class=\"charts\">");
        WakeCurve[] clean = [.. figures.Curves.Where(curve => double.IsNaN(curve.Decibels))];
        IEnumerable<IGrouping<string, WakeCurve>> noises = figures.Curves.Where(curve => !double.IsNaN(curve.Decibels)).GroupBy(curve => curve.Noise);
        foreach (IEnumerable<WakeCurve> curves in noises.Any() ? noises.Select(clean.Concat) : [clean])
        {
            Figure(page, new LineChart(
                "share found against false calls", "false calls an hour; upwards: found, %", 0, MostPerHour, 5,
                [.. curves.Select(curve => new ChartLine($"{LevelOf(curve.Noise, curve.Decibels)}, {curve.Said} words, {Number(curve.Hours, "0.00")} h of other speech",
                    curve.Points.Select(point => (point.False / curve.Hours, 100.0 * point.Found / Math.Max(1, curve.Said)))))]));
        }

        page.AppendLine("</div><h3>At the model's own thresholds</h3>");
        Write(page, WakeTables.Results(figures));
        if (figures.Matrix is { } matrix)
        {
            page.AppendLine($"<h3>Command words and what they are taken for</h3><p>{Escape(WakeTables.Summary(matrix))}</p>");
            Write(page, WakeTables.Confusion(matrix), (row, column) => column == 0 ? 0 : (double)matrix.Counts[row][column - 1] / Math.Max(1, matrix.Counts[row].Sum()));
        }
    }

    private static void Write(StringBuilder page, SpokenFigures figures)
    {
        Begin(page, $"Spoken commands: {figures.Domain}, {figures.Set}", figures.Command, figures.Split, figures.Models);
        page.AppendLine("<div class=\"charts\">");
        if (figures.Unrelated.Count > 0)
        {
            ChartLine Line(string name, Func<SpokenPoint, int> count) =>
                new(name, figures.Curve.Select(point => (point.Taken / figures.Hours, 100.0 * count(point) / Math.Max(1, figures.Commands))));
            Figure(page, new LineChart(
                "commands right against false commands", "commands an hour of unrelated speech; upwards: of the commands, %", 0, MostPerHour, 5,
                [Line($"right, {figures.Commands} commands, {Number(figures.Hours, "0.00")} h", point => point.Right), Line("another command done", point => point.Mistaken)]));
        }

        if (figures.Conditions.Count > 1)
        {
            Figure(page, new LineChart(
                "commands right by noise and level", "speech over noise, dB; upwards: right, %", 0, 20, 5,
                [.. figures.Conditions.Skip(1).GroupBy(c => c.Noise).Select(noise => new ChartLine(
                    noise.Key, noise.OrderBy(c => c.Decibels).Select(c => (c.Decibels, 100.0 * c.Right / Math.Max(1, c.Commands)))))]));
        }

        page.AppendLine($"</div><h3>By noise and level, at the threshold {figures.Threshold}</h3>");
        Write(page, SpokenTables.Conditions(figures));
        if (figures.Unrelated.Count > 0)
        {
            page.AppendLine("<h3>Unrelated speech</h3>");
            Write(page, SpokenTables.Unrelated(figures));
            page.AppendLine("<h3>By threshold</h3>");
            Write(page, SpokenTables.Curve(figures));
        }

        page.AppendLine("<h3>What was taken for another command, or for one at all, nearest first</h3>");
        Write(page, new FigureTable(
            ["said, or recording", "taken for", "which means", "distance"],
            [.. figures.Confusions.Select(c => new[] { c.Recording, c.Text, c.Meaning, c.Distance < figures.Threshold ? $"{c.Distance}, done" : $"{c.Distance}, refused" })]));
    }

    private static void Begin(StringBuilder page, string title, string command, string split, IReadOnlyList<MeasuredFile> models)
    {
        page.AppendLine($"<h2>{Escape(title)}</h2><p><code>{Escape(command)}</code></p><p>{Escape(split)}.</p>");
        Write(page, new FigureTable(["file", "bytes", "SHA-256"], [.. models.Select(model => new[] { model.Name, $"{model.Bytes}", model.Sha256 })]));
    }

    private static void Figure(StringBuilder page, LineChart chart) => page.AppendLine($"<figure>{chart.ToSvg()}</figure>");

    /// <summary>Writes a table.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="shade">How dark a cell is, 0 to 1, by row and column; null for none.</param>
    private static void Write(StringBuilder page, FigureTable table, Func<int, int, double>? shade = null)
    {
        string Cell(string text, int row, int column) => shade is null ? $"<td>{Escape(text)}</td>"
            : FormattableString.Invariant($"<td style=\"background: rgba(var(--shade), {0.7 * shade(row, column):0.##})\">{Escape(text)}</td>");
        page.AppendLine($"<div class=\"wide\"><table><thead><tr>{string.Concat(table.Header.Select(text => $"<th>{Escape(text)}</th>"))}</tr></thead><tbody>");
        for (int row = 0; row < table.Rows.Count; row++)
        {
            page.AppendLine($"<tr>{string.Concat(table.Rows[row].Select((text, column) => Cell(text, row, column)))}</tr>");
        }

        page.AppendLine("</tbody></table></div>");
    }

    private static string LevelOf(string noise, double decibels) => double.IsNaN(decibels) ? noise : $"{noise} {Number(decibels, "0")} dB";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
