using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Tests;

/// <summary>A spotter whose rows are steps, with a detector over one step that is told what to score when.</summary>
public sealed class ScriptedSpotter : IWordSpotter
{
    private readonly string[] _labels;
    private readonly Detector _detector;
    private readonly sbyte[] _output;
    private readonly int[] _saidAt = new int[8];
    private readonly int[] _said = new int[8];
    private readonly int[] _scores = new int[8];
    private int _count;

    public ScriptedSpotter(string[] labels, int refractorySteps)
    {
        int[] thresholds = new int[labels.Length];
        for (int i = 0; i < thresholds.Length; i++)
        {
            thresholds[i] = 128;
        }

        _labels = labels;
        _detector = new Detector(labels, thresholds, 1, refractorySteps);
        _output = new sbyte[labels.Length];
    }

    /// <summary>Rows taken since the last reset.</summary>
    public int Rows { get; private set; }

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

    /// <summary>Lets a word score in a row, counted from the last reset.</summary>
    public void Say(int row, string word, int score)
    {
        _saidAt[_count] = row;
        _scores[_count] = score;
        for (int i = 0; i < _labels.Length; i++)
        {
            if (_labels[i] == word)
            {
                _said[_count] = i;
            }
        }

        _count++;
    }

    [Step]
    public void Reset()
    {
        Rows = 0;
        _detector.Reset();
    }

    [Step]
    public bool Take(ushort[] row)
    {
        for (int i = 0; i < _output.Length; i++)
        {
            _output[i] = -128;
        }

        for (int i = 0; i < _count; i++)
        {
            if (_saidAt[i] == Rows)
            {
                _output[_said[i]] = (sbyte)(_scores[i] - 128);
            }
        }

        Rows++;
        return _detector.Update(_output);
    }
}
