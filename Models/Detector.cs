using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// Turns a model's probabilities into detections: a label is called when its mean over the last steps reaches its
/// threshold, and then nothing is called for the refractory time. All settings come from the model's manifest. Labels that
/// begin with an underscore stand for what is no word, and are never called.
/// </summary>
public sealed class Detector
{
    private readonly string[] _labels;
    private readonly int[] _thresholds;
    private readonly bool[] _isWord;
    private readonly int[] _sums;
    private readonly byte[] _last;
    private readonly int _window;
    private readonly int _refractorySteps;
    private int _position;
    private int _quiet;
    private int _label;

    /// <summary>Reads the settings of a model.</summary>
    /// <param name="model">The model whose outputs it will see.</param>
    public Detector(Model model)
        : this(model.Labels, model.Thresholds, model.Smoothing, Steps(model))
    {
    }

    /// <summary>Takes the settings one by one.</summary>
    /// <param name="labels">What each output stands for.</param>
    /// <param name="thresholds">From which mean on each label is called, 0 to 255 in units of 1/256.</param>
    /// <param name="window">Steps that are averaged, at least 1; those before the first count as 0.</param>
    /// <param name="refractorySteps">Steps after a call in which nothing is called.</param>
    public Detector(string[] labels, int[] thresholds, int window, int refractorySteps)
    {
        _labels = labels;
        _window = window;
        _refractorySteps = refractorySteps;
        _thresholds = new int[labels.Length];
        _isWord = new bool[labels.Length];
        _sums = new int[labels.Length];
        _last = new byte[window * labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            _thresholds[i] = thresholds[i];
            _isWord[i] = IsWord(labels[i]);
        }
    }

    /// <summary>What each output stands for.</summary>
    public string[] Labels
    {
        [Step]
        get { return _labels; }
    }

    /// <summary>The label called last; meaningful after <see cref="Update"/> returned true.</summary>
    public int Label
    {
        [Step]
        get { return _label; }
    }

    /// <summary>The mean probability of the label called last, 0 to 255 in units of 1/256.</summary>
    public int Score
    {
        [Step]
        get { return MeanOf(_label); }
    }

    /// <summary>The mean probability of a label over the last steps, 0 to 255 in units of 1/256.</summary>
    /// <param name="label">Number of the label.</param>
    [Step]
    public int MeanOf(int label)
    {
        return _sums[label] / _window;
    }

    /// <summary>From which mean on a label is called, 0 to 256 in units of 1/256.</summary>
    /// <param name="label">Number of the label.</param>
    [Step]
    public int ThresholdOf(int label)
    {
        return _thresholds[label];
    }

    /// <summary>Uses one threshold for all labels.</summary>
    /// <param name="threshold">0 to 256 in units of 1/256; no mean reaches 256.</param>
    public void UseThreshold(int threshold)
    {
        for (int i = 0; i < _thresholds.Length; i++)
        {
            _thresholds[i] = threshold;
        }
    }

    /// <summary>Forgets all steps and the refractory time.</summary>
    [Step]
    public void Reset()
    {
        _position = 0;
        _quiet = 0;
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] = 0;
        }

        for (int i = 0; i < _last.Length; i++)
        {
            _last[i] = 0;
        }
    }

    /// <summary>Takes the outputs of a step.</summary>
    /// <param name="output">Int8 probabilities, one a label, scale 1/256, zero point -128.</param>
    /// <returns>Whether a label is called; if several could be, the one with the highest mean.</returns>
    [Step]
    public bool Update(sbyte[] output)
    {
        Smooth(output);
        if (_quiet > 0)
        {
            _quiet--;
            return false;
        }

        int best = -1;
        for (int i = 0; i < _sums.Length; i++)
        {
            bool reached = _isWord[i] && _sums[i] >= _thresholds[i] * _window;
            if (reached && (best < 0 || _sums[i] > _sums[best]))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            return false;
        }

        _label = best;
        _quiet = _refractorySteps;
        return true;
    }

    [Step]
    private void Smooth(sbyte[] output)
    {
        int at = _position * _sums.Length;
        for (int i = 0; i < _sums.Length; i++)
        {
            int value = output[i] + 128;
            _sums[i] += value - _last[at + i];
            _last[at + i] = (byte)value;
        }

        _position = _position + 1 == _window ? 0 : _position + 1;
    }

    /// <summary>Whether a label stands for a word that can be called.</summary>
    /// <param name="label">The label.</param>
    public static bool IsWord(string label)
    {
        return label.Length > 0 && label[0] != '_';
    }

    /// <summary>The refractory time of a manifest in steps, rounded up.</summary>
    private static int Steps(Model model)
    {
        int step = model.StepFrames * model.FeatureStepMilliseconds;
        return (model.RefractoryMilliseconds + step - 1) / step;
    }
}
