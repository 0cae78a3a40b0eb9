using System.Collections.Concurrent;
using System.Text;
using Sotto.Board;
using Sotto.Firmware;
using Sotto.Firmware.Home;
using Sotto.Firmware.Host;
using Sotto.Models;

namespace Sotto.HostTests.Home;

/// <summary>A whole simulated board at a real broker, which takes updates and starts anew where it wants to.</summary>
internal sealed class UpdatableBoard : IDisposable
{
    private const int LongestModel = 256 * 1024;
    private const int StepMilliseconds = 10;

    private readonly SimulatedFileStore _files = new();
    private readonly SystemClock _clock = new();
    private readonly ConcurrentQueue<string> _log = [];
    private readonly HostBoardSystem _system;
    private readonly MqttBroker _broker;
    private readonly Thread _thread;
    private volatile bool _ended;
    private volatile bool _restarts;
    private volatile int _trials;
    private Exception? _crash;

    /// <summary>Starts it.</summary>
    /// <param name="broker">Its broker.</param>
    /// <param name="key">Its update.key.</param>
    /// <param name="name">What its serial number is made of.</param>
    public UpdatableBoard(MqttBroker broker, string key, string name)
    {
        _broker = broker;
        _system = new HostBoardSystem(name, _log.Enqueue, () => _restarts = true);
        string? refusal = new SettingsStore(_files, []).Change(Encoding.UTF8.GetBytes($"update.key = {key}\ndevice.1.kind = none\ndevice.2.kind = none\n"));
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal);
        }

        _thread = new Thread(Run);
        _thread.Start();
    }

    /// <summary>Its serial number.</summary>
    public string SerialNumber => _system.SerialNumber;

    /// <summary>The lines of its log.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>How many of its starts found a new model to try.</summary>
    public int Trials => _trials;

    /// <summary>The wake model that came by update and is in use at the next start, or null. For a board that has ended.</summary>
    public byte[]? WakeModel => new ModelStore(_files, LongestModel).Open(ModelKind.Wake);

    /// <summary>Whether that has passed its trial. For a board that has ended.</summary>
    public bool IsKept => new ModelStore(_files, LongestModel) is { Number: > 0, IsOnTrial: false, IsWaiting: false };

    /// <summary>Ends it.</summary>
    /// <exception cref="InvalidOperationException">Its thread has died.</exception>
    public void Dispose()
    {
        _ended = true;
        _thread.Join();
        if (_crash is { } crash)
        {
            throw new InvalidOperationException("the thread of the board died", crash);
        }
    }

    private void Run()
    {
        try
        {
            while (!_ended)
            {
                RunOnce();
            }
        }
        catch (Exception crash)
        {
            _crash = crash;
        }
    }

    /// <summary>From one start to the next.</summary>
    private void RunOnce()
    {
        _restarts = false;
        _trials += new ModelStore(_files, LongestModel).IsWaiting ? 1 : 0;
        VoiceBoard board = new(_clock, _system, _files, ShippedModels.Wake, ShippedModels.Commands);
        using MqttNetLink link = new(_broker);
        HomeOptions options = new() { ShortestWait = 5, LongestWait = 50, PollEvery = 1, AnnounceWithin = 10, Name = "Test" };
        HomeLink home = new(link, _clock, _system, board.Application, options);
        board.Application.AddListener(home);
        using HomeThread thread = new(home);
        while (!_ended && !_restarts)
        {
            board.Step(StepMilliseconds);
            home.Deliver();
            Thread.Sleep(1);
        }
    }
}
