namespace Sotto.Devices.Host;

/// <summary>
/// A microphone in memory, whose time passes when it is told so: 16 samples a millisecond come, and of what nobody takes the
/// oldest go. It never waits. A test that watches it sees an INMP441 with the noise that such a microphone makes.
/// </summary>
public sealed class SimulatedMicrophone : IMicrophone
{
    private const int SamplesPerMillisecond = 16;
    private const int WatchedFrames = 160;
    private const int FrameBytes = 8;
    private const int NoiseMask = 1023;
    private const int NoiseMean = 512;

    private readonly SampleRing _ring;
    private readonly short[] _one = new short[1];
    private readonly byte[] _bytes = new byte[WatchedFrames * FrameBytes];
    private short[] _samples = new short[0];
    private int _next;
    private bool _isOn;
    private bool _isStuck;
    private int _stuckAt;
    private uint _noise;
    private MicrophoneSelfTest _test;

    /// <summary>Makes a microphone that does not hear yet.</summary>
    /// <param name="capacity">Samples that wait at most: a power of two.</param>
    public SimulatedMicrophone(int capacity)
    {
        _ring = new SampleRing(capacity);
    }

    /// <inheritdoc/>
    public long Lost
    {
        get { return _ring.Lost; }
    }

    /// <summary>Whether it hears.</summary>
    public bool IsOn
    {
        get { return _isOn; }
    }

    /// <summary>Whether there are samples that have not come yet.</summary>
    public bool IsPlaying
    {
        get { return _next < _samples.Length; }
    }

    /// <summary>Lets it hear samples from now on, and silence after them.</summary>
    /// <param name="samples">The samples.</param>
    public void Play(short[] samples)
    {
        _samples = samples;
        _next = 0;
    }

    /// <summary>Breaks it: all it gives is one value.</summary>
    /// <param name="slot">The slot of 32 bits that it gives.</param>
    public void Stick(int slot)
    {
        _isStuck = true;
        _stuckAt = slot;
    }

    /// <summary>Mends it.</summary>
    public void Mend()
    {
        _isStuck = false;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="milliseconds">How much.</param>
    public void Advance(int milliseconds)
    {
        for (int i = 0; i < milliseconds * SamplesPerMillisecond; i++)
        {
            short heard = IsPlaying ? _samples[_next++] : (short)0;
            if (_isOn)
            {
                _one[0] = _isStuck ? (short)(_stuckAt >> 16) : heard;
                _ring.Write(_one, 0, 1);
            }
        }
    }

    /// <inheritdoc/>
    public void Start()
    {
        _ring.Reset();
        _isOn = true;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _ring.Read(new short[_ring.Count], 0, _ring.Count);
        _isOn = false;
    }

    /// <inheritdoc/>
    public int Read(short[] into, int offset, int count)
    {
        int taken = _ring.Read(into, offset, count);
        if (_test != null)
        {
            Show(into, offset, taken);
        }

        return taken;
    }

    /// <inheritdoc/>
    public void Watch(MicrophoneSelfTest test)
    {
        _test = test;
    }

    private void Show(short[] samples, int offset, int count)
    {
        for (int done = 0; done < count; done += WatchedFrames)
        {
            int frames = count - done < WatchedFrames ? count - done : WatchedFrames;
            for (int i = 0; i < frames; i++)
            {
                _noise = (_noise * 1664525) + 1013904223;
                int noise = (int)((_noise >> 16) & NoiseMask) - NoiseMean;
                int slot = _isStuck ? _stuckAt : (samples[offset + done + i] << MicrophoneProfile.DefaultShift) + (noise << 8);
                Write(i * FrameBytes, slot);
                Write((i * FrameBytes) + 4, _isStuck ? _stuckAt : 0);
            }

            _test.Take(_bytes, frames);
        }
    }

    private void Write(int at, int slot)
    {
        for (int i = 0; i < 4; i++)
        {
            _bytes[at + i] = (byte)(slot >> (8 * i));
        }
    }
}
