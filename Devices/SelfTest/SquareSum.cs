using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>The mean and the mean square of up to 2^13 values of 24 bits, in integers: from the first value, so that an offset costs no digits.</summary>
internal sealed class SquareSum
{
    private int _first;
    private int _count;
    private long _sum;
    private long _squares;

    /// <summary>The mean, cut to an integer; 0 of nothing.</summary>
    public int Mean
    {
        get { return _count == 0 ? 0 : _first + (int)(_sum / _count); }
    }

    /// <summary>The mean square without the mean's; 0 of nothing.</summary>
    public long Variance
    {
        get
        {
            if (_count == 0)
            {
                return 0;
            }

            // sum^2 / count with the quotient q and the rest r of sum / count: q (sum + r), and r^2 / count, which is too small.
            long quotient = _sum / _count;
            long rest = _sum - (quotient * _count);
            return (_squares - (quotient * (_sum + rest))) / _count;
        }
    }

    /// <summary>Takes a value.</summary>
    [Step]
    public void Add(int value)
    {
        if (_count == 0)
        {
            _first = value;
        }

        long away = (long)value - _first;
        _count++;
        _sum += away;
        _squares += away * away;
    }
}
