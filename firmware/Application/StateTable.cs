namespace Sotto.Firmware;

/// <summary>Which state follows on what. firmware/README.md shows the same table.</summary>
public static class StateTable
{
    /// <summary>How many states there are.</summary>
    public const int StateCount = 9;

    /// <summary>How many events there are.</summary>
    public const int EventCount = 14;

    /// <summary>Stands for no state: the event is ignored.</summary>
    public const int Ignored = 9;

    private const byte L = (byte)BoardState.Listening;
    private const byte W = (byte)BoardState.Wake;
    private const byte C = (byte)BoardState.CommandWindow;
    private const byte A = (byte)BoardState.Acting;
    private const byte M = (byte)BoardState.Muted;
    private const byte T = (byte)BoardState.SelfTest;
    private const byte U = (byte)BoardState.Updating;
    private const byte F = (byte)BoardState.Fault;
    private const byte O = Ignored;

    // Ready, WakeWord, Talk, Command, WindowClosed, Time, Mute, Unmute, Test, TestPassed, TestFailed, UpdateBegun, UpdateOver,
    // MicrophoneLost.
    private static readonly byte[] Rows =
    {
        L, O, O, O, O, O, O, O, O, O, O, O, O, F, // Starting
        O, W, C, O, O, O, M, O, T, O, O, U, O, F, // Listening
        O, W, C, A, L, C, M, O, O, O, O, U, O, F, // Wake
        O, W, C, A, L, L, M, O, O, O, O, U, O, F, // CommandWindow
        O, W, C, O, O, L, M, O, O, O, O, U, O, F, // Acting
        O, O, O, O, O, O, O, L, O, O, O, U, O, O, // Muted
        O, O, O, O, O, F, M, O, O, L, F, U, O, F, // SelfTest
        O, O, O, O, O, L, O, O, O, O, O, O, L, O, // Updating
        O, O, O, O, O, T, M, O, T, O, O, U, O, O, // Fault
    };

    /// <summary>What follows.</summary>
    /// <param name="state">The state.</param>
    /// <param name="happened">What happens in it.</param>
    /// <returns>The number of the state that follows, be it the same; or <see cref="Ignored"/>.</returns>
    public static int Next(BoardState state, BoardEvent happened)
    {
        return Rows[((int)state * EventCount) + (int)happened];
    }

    /// <summary>What a state is called.</summary>
    /// <param name="state">The state.</param>
    /// <returns>Its name, in small letters.</returns>
    public static string NameOf(BoardState state)
    {
        switch (state)
        {
            case BoardState.Starting:
                return "starting";
            case BoardState.Listening:
                return "listening";
            case BoardState.Wake:
                return "wake";
            case BoardState.CommandWindow:
                return "command window";
            case BoardState.Acting:
                return "acting";
            case BoardState.Muted:
                return "muted";
            case BoardState.SelfTest:
                return "self-test";
            case BoardState.Updating:
                return "updating";
            default:
                return "fault";
        }
    }
}
