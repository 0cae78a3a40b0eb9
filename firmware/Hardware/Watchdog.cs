namespace Sotto.Firmware.Hardware;

/// <summary>
/// Counts the rounds of a thread in which another was not well. nanoFramework gives no watchdog of the chip, so this one catches
/// an application that hangs in managed code, waits for ever, or has ended. A native call that never returns stops its thread as
/// well, and nothing but a hand at the reset button helps. Rounds are counted and not time, so that a native call that does
/// return after long (asking a dead DNS server) bites nobody.
/// </summary>
public sealed class Watchdog
{
    /// <summary>How long a round is, in milliseconds.</summary>
    public const int RoundMilliseconds = 1000;

    /// <summary>After how many rounds in a row it bites.</summary>
    public const int Rounds = 10;

    private bool _fed;
    private int _missed;

    /// <summary>Tells it that the application is well.</summary>
    public void Feed()
    {
        _fed = true;
    }

    /// <summary>Ends a round.</summary>
    /// <returns>Whether the board is to be started anew.</returns>
    public bool EndRound()
    {
        _missed = _fed ? 0 : _missed + 1;
        _fed = false;
        return _missed >= Rounds;
    }
}
