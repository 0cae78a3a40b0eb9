using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sotto.Cli;

/// <summary>A rectangle of characters with a style each, drawn on by place.</summary>
internal sealed class CellScreen : IRenderable
{
    private readonly int _width;
    private readonly int _height;
    private readonly char[] _glyphs;
    private readonly Style[] _styles;

    /// <summary>Makes an empty one.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    public CellScreen(int width, int height)
    {
        _width = width;
        _height = height;
        _glyphs = new char[width * height];
        _styles = new Style[width * height];
        Clear();
    }

    /// <summary>Makes it empty again.</summary>
    public void Clear()
    {
        Array.Fill(_glyphs, ' ');
        Array.Fill(_styles, Style.Plain);
    }

    /// <summary>Sets one cell; what lies outside is left out.</summary>
    public void Put(int x, int y, char glyph, Style style)
    {
        if (x >= 0 && x < _width && y >= 0 && y < _height)
        {
            _glyphs[(y * _width) + x] = glyph;
            _styles[(y * _width) + x] = style;
        }
    }

    /// <summary>Writes text to the right of a place, at most so many characters.</summary>
    /// <returns>The column after it.</returns>
    public int Write(int x, int y, string text, Style style, int most = int.MaxValue)
    {
        int count = Math.Min(text.Length, most);
        for (int i = 0; i < count; i++)
        {
            Put(x + i, y, text[i], style);
        }

        return x + count;
    }

    /// <summary>Draws a frame with a title in its upper line.</summary>
    public void Frame(int x, int y, int width, int height, string title, Style line, Style text)
    {
        for (int column = x + 1; column < x + width - 1; column++)
        {
            Put(column, y, '─', line);
            Put(column, y + height - 1, '─', line);
        }

        for (int row = y + 1; row < y + height - 1; row++)
        {
            Put(x, row, '│', line);
            Put(x + width - 1, row, '│', line);
        }

        Put(x, y, '╭', line);
        Put(x + width - 1, y, '╮', line);
        Put(x, y + height - 1, '╰', line);
        Put(x + width - 1, y + height - 1, '╯', line);
        Write(x + 2, y, $" {title} ", text);
    }

    /// <summary>Draws a bar in eighths of a cell.</summary>
    /// <param name="x">Left end.</param>
    /// <param name="y">Line.</param>
    /// <param name="width">Cells of a full bar.</param>
    /// <param name="share">How full, 0 to 1.</param>
    /// <param name="full">Style of the bar.</param>
    /// <param name="rest">Style of what it leaves free.</param>
    public void Bar(int x, int y, int width, double share, Style full, Style rest)
    {
        int eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        for (int i = 0; i < width; i++)
        {
            int part = Math.Clamp(eighths - (8 * i), 0, 8);
            Put(x + i, y, part == 0 ? '·' : " ▏▎▍▌▋▊▉█"[part], part == 0 ? rest : full);
        }
    }

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(_width, _width);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (int y = 0; y < _height; y++)
        {
            int start = y * _width;
            int end = start + _width;
            while (start < end)
            {
                int next = start + 1;
                while (next < end && _styles[next].Equals(_styles[start]))
                {
                    next++;
                }

                yield return new Segment(new string(_glyphs, start, next - start), _styles[start]);
                start = next;
            }

            yield return Segment.LineBreak;
        }
    }
}
