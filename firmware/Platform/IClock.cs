namespace Sotto.Firmware;

/// <summary>The time since the board started. It knows no date, so that nobody who sets one moves it.</summary>
public interface IClock
{
    /// <summary>Milliseconds since some moment at the start; never decreases on a board that is well.</summary>
    long Milliseconds { get; }
}
