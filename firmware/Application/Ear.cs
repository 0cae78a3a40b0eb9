using Sotto.Devices;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>Brings the microphone's samples to the session, and knows whether any come.</summary>
internal sealed class Ear
{
    /// <summary>So long no sample may come before the microphone counts as lost.</summary>
    public const int LongestSilence = 2000;

    private const int BlockSamples = 160;

    // What waits after a stall is taken up within a few steps, none of which keeps button and light waiting for long: blocks are
    // taken while there are whole ones, this many, or for as long as one lasts, since a microphone may wait for each.
    private const int MostBlocks = 8;
    private const int BlockMilliseconds = 10;

    private readonly IClock _clock;
    private readonly IMicrophone _microphone;
    private readonly ISession _session;
    private readonly VoiceApplication _application;
    private readonly SessionEvent _event = new SessionEvent();
    private readonly short[] _block = new short[BlockSamples];
    private long _heard;
    private long _lostBefore;
    private int _silence;
    private bool _isOn;
    private bool _isTesting;

    public Ear(IClock clock, IMicrophone microphone, ISession session, VoiceApplication application)
    {
        _clock = clock;
        _microphone = microphone;
        _session = session;
        _application = application;
    }

    /// <summary>Samples lost since the board started.</summary>
    public long Lost
    {
        get { return _lostBefore + (_isOn ? _microphone.Lost : 0); }
    }

    /// <summary>Whether no samples have come for too long.</summary>
    public bool IsLost
    {
        get { return _isOn && _silence > LongestSilence; }
    }

    /// <summary>Whether it hears, be it for a test.</summary>
    public bool IsOn
    {
        get { return _isOn; }
    }

    /// <summary>Begins to hear anew.</summary>
    /// <param name="test">Sees what comes, or null.</param>
    /// <exception cref="System.InvalidOperationException">The microphone cannot be opened; the message says why.</exception>
    public void Start(MicrophoneSelfTest test)
    {
        Stop();
        _session.Reset();
        _microphone.Watch(test);
        _isTesting = test != null;
        _microphone.Start();
        _isOn = true;
        _silence = 0;
        _heard = 0;
    }

    /// <summary>Goes on without the test, as a new stream.</summary>
    public void EndTest()
    {
        _microphone.Watch(null);
        _isTesting = false;
        _session.Reset();
        _heard = 0;
    }

    /// <summary>Hears no more, if it did.</summary>
    public void Stop()
    {
        if (_isOn)
        {
            _lostBefore += _microphone.Lost;
            _isOn = false;
            _microphone.Stop();
            _microphone.Watch(null);
        }
    }

    /// <summary>Takes what has come to the session, and what the session heard to the application.</summary>
    /// <param name="passed">Milliseconds since the last call.</param>
    public void Hear(int passed)
    {
        if (!_isOn)
        {
            return;
        }

        bool came = false;
        int count = BlockSamples;
        long start = _clock.Milliseconds;
        long spent = 0;
        for (int i = 0; i < MostBlocks && count == BlockSamples && spent >= 0 && spent < BlockMilliseconds && _isOn; i++)
        {
            count = _microphone.Read(_block, 0, BlockSamples);
            came |= count > 0;

            // Interpreters have no time for both, and words mean nothing in a test.
            Feed(_isTesting ? 0 : count);
            spent = _clock.Milliseconds - start;
        }

        Respond();
        came |= _session.SamplesHeard != _heard;
        _heard = _session.SamplesHeard;
        _silence = came ? 0 : _silence + passed;
    }

    private void Feed(int count)
    {
        int done = 0;
        while (done < count && _isOn)
        {
            int taken = _session.Feed(_block, done, count - done);
            done += taken;
            if (!Respond() && taken == 0)
            {
                return;
            }
        }
    }

    private bool Respond()
    {
        bool any = false;
        while (_isOn && _session.TryTake(_event))
        {
            any = true;
            _application.Heard(_event);
        }

        return any;
    }
}
