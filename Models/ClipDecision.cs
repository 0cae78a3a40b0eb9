using Sotto.Kernels;

namespace Sotto.Models;

/// <summary>
/// Takes a whole clip as one word: the one whose smoothed probability adds up to most. The sound of a short word is a part of
/// another one ("go", "down") and peaks as high, for less long. Silence and other speech are not asked, because parts of a clip
/// are both even when a word is said in it; where no word's peak reaches the threshold, the clip holds no word.
/// </summary>
public sealed class ClipDecision
{
    /// <summary>
    /// The threshold unless told otherwise: where something was surely said to the switch, a wrong guess costs little more
    /// than none, so it is under one half. Chosen on people who are in no test.
    /// </summary>
    public const int DefaultThreshold = 77;

    /// <summary>What <see cref="Decide"/> says of a clip without a word.</summary>
    public const int NoWord = -1;

    private readonly bool[] _isWord;
    private readonly int[] _peaks;
    private readonly int[] _sums;

    /// <summary>Begins a clip.</summary>
    /// <param name="labels">What each output of the model stands for.</param>
    public ClipDecision(string[] labels)
    {
        _peaks = new int[labels.Length];
        _sums = new int[labels.Length];
        _isWord = new bool[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            _isWord[i] = Detector.IsWord(labels[i]);
        }
    }

    /// <summary>Begins another clip.</summary>
    [Step]
    public void Reset()
    {
        for (int i = 0; i < _peaks.Length; i++)
        {
            _peaks[i] = 0;
            _sums[i] = 0;
        }
    }

    /// <summary>Notes the detector's means after a step; at most 8,388,608 steps, 70 hours of 30 ms, make a clip.</summary>
    /// <param name="detector">The detector of the same model.</param>
    [Step]
    public void Note(Detector detector)
    {
        for (int i = 0; i < _peaks.Length; i++)
        {
            int mean = detector.MeanOf(i);
            _peaks[i] = mean > _peaks[i] ? mean : _peaks[i];
            _sums[i] += mean;
        }
    }

    /// <summary>The word of the clip.</summary>
    /// <param name="threshold">The least peak of a word, 0 to 256 in units of 1/256; 256 is never reached.</param>
    /// <returns>Number of its label, or <see cref="NoWord"/>.</returns>
    [Step]
    public int Decide(int threshold)
    {
        int best = NoWord;
        bool reached = false;
        for (int i = 0; i < _sums.Length; i++)
        {
            if (_isWord[i])
            {
                best = best == NoWord || _sums[i] > _sums[best] ? i : best;
                reached |= _peaks[i] >= threshold;
            }
        }

        return reached ? best : NoWord;
    }

    /// <summary>The peak of a label, 0 to 255 in units of 1/256.</summary>
    /// <param name="label">Number of the label.</param>
    [Step]
    public int PeakOf(int label)
    {
        return _peaks[label];
    }
}
