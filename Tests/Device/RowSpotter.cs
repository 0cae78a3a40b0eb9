using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Tests;

/// <summary>Calls a wake word at one row, counted from its reset.</summary>
public sealed class RowSpotter : IWordSpotter
{
    private readonly Detector _detector = new Detector(new string[] { "_unknown_", "alexa" }, new int[] { 255, 100 }, 1, 0);
    private readonly sbyte[] _output = new sbyte[2];
    private readonly int _row;
    private int _rows;

    public RowSpotter(int row)
    {
        _row = row;
    }

    public Detector Detector
    {
        [Step]
        get { return _detector; }
    }

    public bool Stepped
    {
        [Step]
        get { return true; }
    }

    [Step]
    public void Reset()
    {
        _rows = 0;
        _detector.Reset();
    }

    [Step]
    public bool Take(ushort[] row)
    {
        _output[0] = sbyte.MinValue;
        _output[1] = _rows == _row ? (sbyte)72 : sbyte.MinValue;
        _rows++;
        return _detector.Update(_output);
    }
}
