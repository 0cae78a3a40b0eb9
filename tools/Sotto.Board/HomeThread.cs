using Sotto.Firmware.Home;

namespace Sotto.Board;

/// <summary>The thread of a board's link to the home.</summary>
public sealed class HomeThread : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HomeLink _home;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _end = new();

    /// <summary>Starts it.</summary>
    /// <param name="home">The link; the thread calls its steps.</param>
    public HomeThread(HomeLink home)
    {
        _home = home;
        _thread = new Thread(Run) { IsBackground = true, Name = "home" };
        _thread.Start();
    }

    /// <summary>
    /// Lets the board say that it goes, and ends the thread; one that waits for a network that does not answer ends by itself, later.
    /// </summary>
    public void Dispose()
    {
        _end.Set();
        if (_thread.Join(Patience))
        {
            _end.Dispose();
        }
    }

    private void Run()
    {
        while (!_end.Wait(_home.Step()))
        {
        }

        _home.Leave();
    }
}
