using System.Collections.Concurrent;
using Sotto.Board;
using Sotto.Firmware.Home;
using Sotto.Tests;

namespace Sotto.HostTests.Home;

/// <summary>A board without ears that runs both threads of <see cref="HomeLink"/> against a real broker.</summary>
internal sealed class BoardAtHome : IDisposable
{
    private readonly MqttNetLink _link;
    private readonly HomeLink _home;
    private readonly ConcurrentQueue<string> _log = [];
    private readonly ConcurrentQueue<Action> _tasks = [];
    private readonly Thread _linkThread;
    private readonly Thread _applicationThread;
    private volatile bool _ended;
    private Exception? _crash;

    /// <summary>Starts it.</summary>
    /// <param name="broker">Its broker.</param>
    public BoardAtHome(MqttBroker broker)
    {
        _link = new MqttNetLink(broker);
        HostBoardSystem system = new("test", _log.Enqueue, () => { });
        Base = "sotto/" + system.SerialNumber;
        HomeOptions options = new() { ShortestWait = 5, LongestWait = 50, PollEvery = 1, AnnounceWithin = 10, Name = "Test" };
        _home = new HomeLink(_link, new SystemClock(), system, Board, options);
        Board.Listener = _home;
        _linkThread = Start(() => Thread.Sleep(_home.Step()));
        _applicationThread = Start(Apply);
    }

    /// <summary>What the home asks; only the thread of <see cref="Do"/> may touch it.</summary>
    public FakeBoard Board { get; } = new();

    /// <summary>What its topics begin with.</summary>
    public string Base { get; }

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => _link.IsConnected;

    /// <summary>Messages that its link dropped.</summary>
    public int Dropped => _link.Dropped;

    /// <summary>The lines of its log.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>How often it has connected.</summary>
    public int Connections => _log.Count(line => line.StartsWith("home: connected", StringComparison.Ordinal));

    /// <summary>Does something on the thread of the application and waits for it.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="task">What to do.</param>
    /// <returns>What came of it.</returns>
    public T Do<T>(Func<T> task)
    {
        TaskCompletionSource<T> done = new();
        _tasks.Enqueue(() => done.SetResult(task()));
        return done.Task.WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult();
    }

    /// <summary>Ends it in order: it says that it goes.</summary>
    /// <exception cref="InvalidOperationException">One of its threads has died.</exception>
    public void Dispose()
    {
        _ended = true;
        _linkThread.Join();
        _applicationThread.Join();
        _home.Leave();
        _link.Dispose();
        if (_crash is { } crash)
        {
            throw new InvalidOperationException("a thread of the board died", crash);
        }
    }

    private void Apply()
    {
        _home.Deliver();
        while (_tasks.TryDequeue(out Action? task))
        {
            task();
        }

        Thread.Sleep(0);
    }

    private Thread Start(Action turn)
    {
        Thread thread = new(() =>
        {
            try
            {
                while (!_ended)
                {
                    turn();
                }
            }
            catch (Exception crash)
            {
                _crash = crash;
            }
        });
        thread.Start();
        return thread;
    }
}
