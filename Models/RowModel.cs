using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>A model that follows a stream of feature rows: it takes a step whenever there are rows for one.</summary>
public sealed class RowModel
{
    private readonly ModelRunner _runner;
    private readonly sbyte[] _input;
    private readonly sbyte[] _output;
    private int _filled;

    /// <summary>Makes the runner.</summary>
    /// <param name="model">A model that takes rows of 40 features, 10 ms apart.</param>
    /// <exception cref="ModelFormatException">It takes other rows.</exception>
    public RowModel(Model model)
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
        _input = new sbyte[model.InputLength];
        _output = new sbyte[model.OutputLength];
    }

    /// <summary>What the last step gave.</summary>
    public sbyte[] Output
    {
        [Step]
        get { return _output; }
    }

    /// <summary>Whether the last row completed a step, or none was taken since the last reset.</summary>
    public bool Stepped
    {
        [Step]
        get { return _filled == 0; }
    }

    /// <summary>Forgets the stream.</summary>
    [Step]
    public void Reset()
    {
        _filled = 0;
        _runner.Reset();
    }

    /// <summary>Takes a feature row.</summary>
    /// <param name="row">40 raw features.</param>
    /// <returns>Whether it completed a step: <see cref="Output"/> is new.</returns>
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
        return true;
    }
}
