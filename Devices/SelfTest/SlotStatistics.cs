using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// What is counted of one slot. Values are taken in 24 bits: slots of 32 have no more, and the sums of 2^14 squares fit into
/// 64 bits.
/// </summary>
internal sealed class SlotStatistics
{
    /// <summary>The end of the range.</summary>
    public const int Full = 1 << 23;

    private const int Near = Full - (Full >> 3);
    private const int Leap = Full + (Full >> 1);

    private readonly int _lateBits;
    private readonly int _highest;
    private readonly int _loudest;
    private readonly bool _hasOffset;
    private readonly SquareSum _values = new SquareSum();
    private readonly SquareSum _realigned = new SquareSum();
    private readonly SquareSum _steps = new SquareSum();
    private int _last;
    private int _silence;
    private bool _contiguous;

    /// <summary>Makes it for a microphone.</summary>
    /// <param name="profile">Says which values are the ends of the range.</param>
    /// <param name="shift">Says which values have more than 16 bits after it.</param>
    public SlotStatistics(MicrophoneProfile profile, int shift)
    {
        int unused = 32 - profile.Bits;
        _lateBits = profile.LateBits;
        _highest = (int.MaxValue >> unused << unused) >> 8;
        _loudest = shift < 16 ? 1 << (shift + 7) : Full;
        _hasOffset = profile.HasOffset;
        Least = int.MaxValue;
        Greatest = int.MinValue;
    }

    /// <summary>The least value as it came.</summary>
    public int Least { get; private set; }

    /// <summary>The greatest value as it came.</summary>
    public int Greatest { get; private set; }

    /// <summary>Values at the very ends of the range.</summary>
    public int AtEnds { get; private set; }

    /// <summary>Values in the outer eighth of the range.</summary>
    public int NearEnds { get; private set; }

    /// <summary>Steps from a value to the next over three quarters of the range.</summary>
    public int Leaps { get; private set; }

    /// <summary>Values that the shift cuts.</summary>
    public int Cut { get; private set; }

    /// <summary>The mean.</summary>
    public int Mean
    {
        get { return _values.Mean; }
    }

    /// <summary>The mean square without the mean.</summary>
    public long Variance
    {
        get { return _values.Variance; }
    }

    /// <summary>What <see cref="Variance"/> would be if every sample came one bit too late.</summary>
    public long RealignedVariance
    {
        get { return _realigned.Variance; }
    }

    /// <summary>The mean square of the steps from a value to the next, in units of 2^8 of the values' squares.</summary>
    public long StepVariance
    {
        get { return _steps.Variance; }
    }

    /// <summary>Whether nothing was heard at all: the range is under a twentieth of any microphone's own noise.</summary>
    public bool IsDead
    {
        get { return (Greatest >> 8) - (Least >> 8) < 16; }
    }

    /// <summary>What comes next does not follow on what came.</summary>
    [Step]
    public void Break()
    {
        _contiguous = false;
    }

    /// <summary>Takes a slot as it came.</summary>
    [Step]
    public void Add(int slot)
    {
        Least = slot < Least ? slot : Least;
        Greatest = slot > Greatest ? slot : Greatest;
        int aligned = slot << _lateBits;
        int value = aligned >> 8;
        if (_hasOffset && Least == Greatest)
        {
            _silence = value;
        }

        AddRange(value);
        _values.Add(value);
        _realigned.Add(aligned << 1 >> 9);
        if (_contiguous)
        {
            AddStep(value - _last);
        }

        _last = value;
        _contiguous = true;
    }

    [Step]
    private void AddRange(int value)
    {
        int size = value < 0 ? -value : value;
        if (size >= Near)
        {
            NearEnds++;
            AtEnds += value >= _highest || value <= -Full ? 1 : 0;
        }

        int heard = value - _silence;
        Cut += heard >= _loudest || heard < -_loudest ? 1 : 0;
    }

    [Step]
    private void AddStep(int step)
    {
        Leaps += step > Leap || step < -Leap ? 1 : 0;
        _steps.Add(step >> 4);
    }
}
