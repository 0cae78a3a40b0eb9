using System;

namespace Sotto.Firmware.Home;

/// <summary>
/// The board in Home Assistant, over MQTT. It has two sides. The thread of the application tells it what happens
/// (<see cref="IBoardListener"/>) and lets it do what the home asks for (<see cref="Deliver"/>); neither waits for the network. A
/// thread of its own calls <see cref="Step"/>, which connects, sends and receives. Without a network nothing else changes.
/// </summary>
public sealed class HomeLink : IBoardListener
{
    private const string Online = "online";
    private const string Offline = "offline";
    private const string On = "ON";
    private const string Off = "OFF";

    /// <summary>How many messages one step sends at most, so that it also receives.</summary>
    private const int MessagesInAStep = 8;

    private readonly IMqttLink _link;
    private readonly IClock _clock;
    private readonly IBoardSystem _system;
    private readonly IBoardControl _board;
    private readonly HomeOptions _options;
    private readonly HomeTopics _topics;
    private readonly Discovery _discovery;
    private readonly HomeCommands _commands;
    private readonly Outbox _outbox;
    private readonly Inbox _inbox = new Inbox();
    private readonly Random _random;
    private readonly Backoff _backoff;

    // The application's alone.
    private readonly MqttMessage _taken = new MqttMessage();
    private long _nextReport;
    private int _droppedSaid;

    // The link's thread's alone.
    private readonly MqttMessage _arrived = new MqttMessage();
    private bool _connected;
    private long _connectedAt;
    private long _nextAttempt;
    private long _announceAt;
    private int _announced;
    private string _lastProblem;

    /// <summary>Joins the parts and takes down what the board has; nothing is sent before the first <see cref="Step"/>.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="clock">The time.</param>
    /// <param name="system">Has the serial number and the log.</param>
    /// <param name="board">What the home may ask for.</param>
    /// <param name="options">How the board appears.</param>
    public HomeLink(IMqttLink link, IClock clock, IBoardSystem system, IBoardControl board, HomeOptions options)
    {
        _link = link;
        _clock = clock;
        _system = system;
        _board = board;
        _options = options;
        _topics = new HomeTopics(options.Prefix, system.SerialNumber, board);
        _discovery = new Discovery(options, _topics, system.SerialNumber, board);
        _outbox = new Outbox(_topics);
        _commands = new HomeCommands(_topics, _outbox, board);
        _random = new Random(Seed(system.SerialNumber));
        _backoff = new Backoff(options.ShortestWait, options.LongestWait, _random);
        for (int i = 0; i < _topics.DeviceCount; i++)
        {
            OnDevice(i);
        }

        OnState(board.StateName);
        OnMuted(board.IsMuted);
        Put(HomeTopics.Refusal, "none");
        Report();
    }

    /// <inheritdoc/>
    public void OnState(string name)
    {
        Put(HomeTopics.State, name);
    }

    /// <inheritdoc/>
    public void OnDevice(int index)
    {
        SwitchedDevice device = _board.GetDevice(index);
        int place = _topics.DevicePlace(index);
        _outbox.Put(place, device.IsOn ? On : Off);
        if (device.CanDim)
        {
            _outbox.Put(place + 1, device.Level.ToString());
        }
    }

    /// <inheritdoc/>
    public void OnWake(string word, int score)
    {
        Put(HomeTopics.Wake, word);
    }

    /// <inheritdoc/>
    public void OnIntent(string intent, string text, int score)
    {
        Put(HomeTopics.Confidence, (((score * 100) + 128) / 256).ToString());
        Put(HomeTopics.Text, Payload.Clean(text, Payload.LongestState));
        Put(HomeTopics.Intent, intent == null ? "none" : intent);
    }

    /// <inheritdoc/>
    public void OnMuted(bool muted)
    {
        Put(HomeTopics.Muted, muted ? On : Off);
    }

    /// <inheritdoc/>
    public void OnMicrophoneTested(string finding)
    {
        Put(HomeTopics.Microphone, Payload.Clean(finding, Payload.LongestState));
    }

    /// <inheritdoc/>
    public void OnRefused(string reason)
    {
        Put(HomeTopics.Refusal, Payload.Clean(reason, Payload.LongestState));
    }

    /// <summary>
    /// Does what the home has asked for meanwhile, one message a call, and puts the counters down when it is time. To be called
    /// by the thread of the application between two blocks of audio; it waits for nothing, and allocates nothing unless there is
    /// something to do.
    /// </summary>
    public void Deliver()
    {
        if (_inbox.TryTake(_taken))
        {
            if (_taken.Topic == _commands.ReportTopic)
            {
                Report();
            }
            else
            {
                Refuse(_commands.Do(_taken));
            }
        }

        if (_link.Dropped != _droppedSaid)
        {
            _droppedSaid = _link.Dropped;
            Refuse("a message longer than " + MqttMessage.MaximumPayload.ToString() + " bytes, one kept by the broker, or too many at once");
        }

        if (_clock.Milliseconds >= _nextReport)
        {
            Report();
        }
    }

    /// <summary>
    /// Connects if need be, sends what waits and takes what came. To be called over and over by a thread of its own; connecting
    /// may take long.
    /// </summary>
    /// <returns>How many milliseconds the thread may sleep before it calls again.</returns>
    public int Step()
    {
        long now = _clock.Milliseconds;
        if (_connected && !_link.IsConnected)
        {
            Lose("the connection to the broker is lost");
        }

        if (!_connected)
        {
            if (now < _nextAttempt)
            {
                return (int)(_nextAttempt - now);
            }

            Connect();
        }

        if (_connected)
        {
            Receive();
            Send();
        }

        return _options.PollEvery;
    }

    /// <summary>Says that the board is gone and ends the connection; for the thread of the link, which then steps no more.</summary>
    public void Leave()
    {
        if (_connected)
        {
            _link.Publish(_topics.Availability, Offline, true);
            _link.Disconnect();
            _connected = false;
            _outbox.Close();
        }
    }

    private static int Seed(string serialNumber)
    {
        int seed = 17;
        for (int i = 0; i < serialNumber.Length; i++)
        {
            seed = (seed * 31) + serialNumber[i];
        }

        return seed & 0x7FFFFFFF;
    }

    private void Connect()
    {
        string problem = _link.Connect("sotto-" + _system.SerialNumber, _topics.Availability, Offline);
        if (problem == null && !(Subscribe() && _link.Publish(_topics.Availability, Online, true)))
        {
            problem = "the broker ended the connection";
        }

        if (problem != null)
        {
            Lose(problem);
            return;
        }

        _lastProblem = null;
        _connected = true;
        _connectedAt = _clock.Milliseconds;
        _announced = 0;
        _announceAt = _connectedAt;
        _outbox.Open();
        _system.Log("home: connected, as " + _topics.Base);
    }

    // With wildcards, so that what is meant for a device that does not exist is heard, and refused.
    private bool Subscribe()
    {
        return _link.Subscribe(_topics.Set("+"))
            && _link.Subscribe(_topics.Set("+/brightness"))
            && _link.Subscribe(_commands.ReportTopic)
            && _link.Subscribe(_options.DiscoveryPrefix + "/status");
    }

    private void Lose(string problem)
    {
        // A broker that takes the board and drops it at once is no better than none.
        if (_connected && _clock.Milliseconds - _connectedAt >= _options.ShortestWait)
        {
            _backoff.Reset();
        }

        _connected = false;
        _outbox.Close();
        _link.Disconnect();
        int wait = _backoff.Next();
        _nextAttempt = _clock.Milliseconds + wait;
        if (problem != _lastProblem)
        {
            _lastProblem = problem;
            _system.Log("home: " + problem + "; next attempt in " + wait.ToString() + " ms");
        }
    }

    private void Receive()
    {
        while (_inbox.HasRoom && _link.TryTake(_arrived))
        {
            if (_arrived.Topic == _options.DiscoveryPrefix + "/status")
            {
                if (Payload.Is(_arrived.Payload, Online))
                {
                    _announced = 0;
                    _announceAt = _clock.Milliseconds + _random.Next(_options.AnnounceWithin + 1);
                }
            }
            else
            {
                _inbox.Add(_arrived);
            }
        }
    }

    private void Send()
    {
        for (int i = 0; i < MessagesInAStep; i++)
        {
            bool sent;
            if (_announced < _discovery.EntityCount && _clock.Milliseconds >= _announceAt)
            {
                string entity = _discovery.Describe(_announced++);
                sent = _link.Publish(_discovery.Topic, entity, false);
            }
            else
            {
                int place = _outbox.Take(out string text);
                if (place < 0)
                {
                    return;
                }

                sent = _link.Publish(_topics.Topic(place), text, !_topics.IsEvent(place));
            }

            if (!sent)
            {
                Lose("the connection to the broker is lost");
                return;
            }
        }
    }

    private void Refuse(string reason)
    {
        if (reason != null)
        {
            _board.Counters.Refusals++;
            _system.Log("home: refused: " + reason);
            OnRefused(reason);
        }
    }

    private void Report()
    {
        Counters counters = _board.Counters;
        _nextReport = _clock.Milliseconds + _options.ReportEvery;
        Put(HomeTopics.Counters, counters.UptimeSeconds.ToString());
        Put(HomeTopics.Counters + 1, counters.SamplesLost.ToString());
        Put(HomeTopics.Counters + 2, counters.Wakes.ToString());
        Put(HomeTopics.Counters + 3, counters.Commands.ToString());
        Put(HomeTopics.Counters + 4, counters.Refusals.ToString());
        Put(HomeTopics.Counters + 5, counters.FreeHeap.ToString());
    }

    private void Put(int own, string text)
    {
        _outbox.Put(_topics.OwnPlace(own), text);
    }
}
