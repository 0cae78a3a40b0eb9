using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// Takes away what does not change: one pole at 2.5 Hz, in integers. With o the offset in units of 1/4096, o = 4096 x first,
/// then for each x: y = x - (o >> 12), o += ((x &lt;&lt; 12) - o) >> 10.
/// </summary>
internal sealed class OffsetFilter
{
    private const int Fraction = 12;
    private const int Pole = 10;

    private long _offset;
    private bool _started;

    /// <summary>Forgets the offset: the next sample is the first.</summary>
    [Step]
    public void Reset()
    {
        _started = false;
    }

    /// <summary>Takes a sample.</summary>
    /// <param name="value">The sample, 32 bits.</param>
    /// <returns>The sample without the offset: one bit more at most.</returns>
    [Step]
    public long Next(int value)
    {
        long scaled = (long)value << Fraction;
        if (!_started)
        {
            _started = true;
            _offset = scaled;
        }

        long result = value - (_offset >> Fraction);
        _offset += (scaled - _offset) >> Pole;
        return result;
    }
}
