using System;

namespace Sotto.Firmware.Home;

/// <summary>
/// How long to wait before the next attempt: twice as long each time, and each time less by a part that chance decides, so that
/// boards that lost the same broker do not come back at once.
/// </summary>
internal sealed class Backoff
{
    private readonly int _shortest;
    private readonly int _longest;
    private readonly Random _random;
    private int _wait;

    /// <summary>Begins with the shortest wait.</summary>
    /// <param name="shortest">The first wait, in milliseconds.</param>
    /// <param name="longest">The longest, in milliseconds.</param>
    /// <param name="random">Decides the part that is left out.</param>
    public Backoff(int shortest, int longest, Random random)
    {
        _shortest = shortest;
        _longest = longest;
        _random = random;
        _wait = shortest;
    }

    /// <summary>Gives the next wait.</summary>
    /// <returns>Milliseconds: half of the wait to all of it.</returns>
    public int Next()
    {
        int wait = _wait;
        _wait = wait > _longest / 2 ? _longest : wait * 2;
        return wait - _random.Next((wait / 2) + 1);
    }

    /// <summary>Begins again with the shortest wait.</summary>
    public void Reset()
    {
        _wait = _shortest;
    }
}
