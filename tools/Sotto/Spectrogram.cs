using Sotto.Kernels;
using Spectre.Console;

namespace Sotto.Cli;

/// <summary>The last features as a picture that moves from right to left: time across, pitch upwards, strength in colour.</summary>
/// <param name="columns">Cells across.</param>
/// <param name="lines">Cells up; every cell shows two bands one above the other.</param>
/// <param name="colours">Whether the terminal shows colours; shades of one colour are used elsewhere.</param>
internal sealed class Spectrogram(int columns, int lines, bool colours)
{
    /// <summary>About the strongest feature that speech reaches.</summary>
    private const double Strongest = 640;

    private const string Shades = " ░▒▓█";

    /// <summary>Dark to bright, as evenly as the eye sees it (after matplotlib's "inferno").</summary>
    private static readonly Color[] Heat =
    [
        new(0, 0, 4), new(12, 8, 38), new(36, 12, 79), new(66, 10, 104), new(93, 18, 110), new(120, 28, 109), new(147, 38, 103),
        new(174, 48, 92), new(199, 62, 76), new(221, 81, 58), new(237, 105, 37), new(248, 133, 15), new(252, 165, 10),
        new(250, 198, 45), new(242, 230, 97), new(252, 255, 164),
    ];

    private readonly double[][] _history = [.. Enumerable.Range(0, columns).Select(_ => new double[2 * lines])];
    private readonly double[] _strength = new double[FrontEnd.FeatureCount];
    private int _next;

    /// <summary>Adds a row to the column at the right end.</summary>
    /// <param name="row">40 features.</param>
    public void Add(ushort[] row)
    {
        for (int i = 0; i < _strength.Length; i++)
        {
            _strength[i] = Math.Max(_strength[i], row[i] / Strongest);
        }
    }

    /// <summary>Ends the column at the right end; the rows that follow make a new one.</summary>
    public void Advance()
    {
        double[] column = _history[_next];
        int bands = _strength.Length / column.Length;
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = Math.Min(1, _strength.AsSpan(i * bands, bands).ToArray().Average());
        }

        Array.Clear(_strength);
        _next = (_next + 1) % columns;
    }

    /// <summary>Draws it with its upper left cell at a place.</summary>
    public void Draw(CellScreen screen, int x, int y)
    {
        for (int across = 0; across < columns; across++)
        {
            double[] column = _history[(_next + across) % columns];
            for (int line = 0; line < lines; line++)
            {
                int low = 2 * (lines - 1 - line);
                Cell(screen, x + across, y + line, column[low + 1], column[low]);
            }
        }
    }

    private void Cell(CellScreen screen, int x, int y, double upper, double lower)
    {
        if (colours)
        {
            screen.Put(x, y, '▀', new Style(ColourOf(upper), ColourOf(lower)));
        }
        else
        {
            screen.Put(x, y, Shades[(int)((upper + lower) / 2 * (Shades.Length - 1) + 0.5)], Style.Plain);
        }
    }

    private static Color ColourOf(double strength) => Heat[(int)(strength * (Heat.Length - 1))];
}
