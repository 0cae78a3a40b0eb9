using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>A model that follows a stream of feature rows, with its detector.</summary>
public sealed class ModelStream : IWordSpotter
{
    private readonly ModelRunner _runner;
    private readonly Detector _detector;
    private readonly sbyte[] _input;
    private readonly sbyte[] _output;
    private int _filled;

    /// <summary>Makes the runner and the detector.</summary>
    /// <param name="model">A model that takes rows of 40 features, 10 ms apart.</param>
    /// <exception cref="ModelFormatException">It takes other rows.</exception>
    public ModelStream(Model model)
    {
        if (model.InputLength != model.StepFrames * FrontEnd.FeatureCount)
        {
            throw new ModelFormatException("a model of " + (model.InputLength / model.StepFrames).ToString()
                + " features a row; the front end gives 40");
        }

        if (model.FeatureStepMilliseconds * FrontEnd.SampleRate != FrontEnd.Hop * 1000)
        {
            throw new ModelFormatException("a model of a row every " + model.FeatureStepMilliseconds.ToString()
                + " ms; the front end gives one every 10 ms");
        }

        _runner = new ModelRunner(model);
        _detector = new Detector(model);
        _input = new sbyte[model.InputLength];
        _output = new sbyte[model.OutputLength];
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
        get { return _filled == 0; }
    }

    /// <inheritdoc/>
    [Step]
    public void Reset()
    {
        _filled = 0;
        _runner.Reset();
        _detector.Reset();
    }

    /// <inheritdoc/>
    [Step]
    public bool Take(ushort[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            _input[_filled + i] = FrontEnd.Quantize(row[i]);
        }

        _filled += row.Length;
        if (_filled < _input.Length)
        {
            return false;
        }

        _filled = 0;
        _runner.Step(_input, 0, _output, 0);
        return _detector.Update(_output);
    }
}
