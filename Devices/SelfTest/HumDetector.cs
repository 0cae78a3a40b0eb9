using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// How much of a second is mains hum: Goertzel's recurrence (American Mathematical Monthly 65, 1958) in integers, at 50 and
/// 60 Hz and two harmonics of each, over two halves of 500 sums of 16 samples: bins of 2 Hz, so that mains may be half a hertz
/// off. The sums have their zeros near what would fold onto hum.
/// </summary>
internal sealed class HumDetector
{
    private const int Together = 16;
    private const int Half = 500;
    private const int Bins = 6;
    private const int BinsOfMains = 3;

    // 2 cos(2 pi f / 1000) in Q1.30 of 50, 100, 150, 60, 120, 180 Hz.
    private readonly long[] _factors = { 2042378317, 1737350766, 1262259218, 1996679800, 1565448207, 914354066 };

    private readonly long[] _one = new long[Bins];
    private readonly long[] _two = new long[Bins];
    private readonly long[] _power = new long[Bins];
    private int _sum;
    private int _count;
    private int _sums;

    /// <summary>Takes a value of 24 bits.</summary>
    [Step]
    public void Add(int value)
    {
        _sum += value;
        _count++;
        if (_count == Together)
        {
            AddSum(_sum >> 8);
            _sum = 0;
            _count = 0;
        }
    }

    /// <summary>The mean square of a mains hum over 16,000 values, in units of the values' squares.</summary>
    /// <param name="mains">0 for 50 Hz, 1 for 60 Hz.</param>
    public long Power(int mains)
    {
        long power = 0;
        for (int i = mains * BinsOfMains; i < (mains + 1) * BinsOfMains; i++)
        {
            power += _power[i];
        }

        return power;
    }

    [Step]
    private void AddSum(int input)
    {
        for (int i = 0; i < Bins; i++)
        {
            long next = input + ((_factors[i] * _one[i]) >> 30) - _two[i];
            _two[i] = _one[i];
            _one[i] = next;
        }

        _sums++;
        if (_sums == Half)
        {
            _sums = 0;
            EndHalf();
        }
    }

    /// <summary>
    /// A sine of amplitude a comes in as a / 16 and out as |X| = 250 a / 16: half of its mean square, a^2 / 4, is 262 / 1,000 of
    /// (|X| / 16)^2.
    /// </summary>
    [Step]
    private void EndHalf()
    {
        for (int i = 0; i < Bins; i++)
        {
            long one = _one[i] >> 4;
            long two = _two[i] >> 4;
            long square = (one * one) + (two * two) - (((_factors[i] * one) >> 30) * two);
            _power[i] += square / 1000 * 262;
            _one[i] = 0;
            _two[i] = 0;
        }
    }
}
