using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>
/// How much time passed between calls, as devices go by it: nothing before the first call, nothing when the clock goes back,
/// and at most 200 ms at once, so that nobody takes a stall of the program or a leap of the clock for a button held down.
/// </summary>
internal sealed class ElapsedTime
{
    private const int Longest = 200;

    private long _last;
    private bool _started;

    /// <summary>Takes the time.</summary>
    /// <param name="milliseconds">The time since some moment.</param>
    /// <returns>Milliseconds since the call before, 0 to 200.</returns>
    [Step]
    public int Advance(long milliseconds)
    {
        long passed = milliseconds - _last;
        bool leap = !_started || passed < 0;
        _started = true;
        _last = milliseconds;
        return leap ? 0 : passed > Longest ? Longest : (int)passed;
    }
}
