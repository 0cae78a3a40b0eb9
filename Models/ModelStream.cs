using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>A model that follows a stream of feature rows, with its detector.</summary>
public sealed class ModelStream : IWordSpotter
{
    private readonly RowModel _rows;
    private readonly Detector _detector;

    /// <summary>Makes the runner and the detector.</summary>
    /// <param name="model">A model that takes rows of 40 features, 10 ms apart.</param>
    /// <exception cref="ModelFormatException">It takes other rows.</exception>
    public ModelStream(Model model)
    {
        _rows = new RowModel(model);
        _detector = new Detector(model);
    }

    /// <inheritdoc/>
    public Detector Detector
    {
        [Step]
        get { return _detector; }
    }

    /// <inheritdoc/>
    public bool Stepped
    {
        [Step]
        get { return _rows.Stepped; }
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        _rows.Reset();
        _detector.Reset();
    }

    /// <inheritdoc/>
    [Step]
    public bool Take(ushort[] row)
    {
        return _rows.Take(row) && _detector.Update(_rows.Output);
    }
}
