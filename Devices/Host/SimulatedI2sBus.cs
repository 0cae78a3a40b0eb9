using System;

namespace Sotto.Devices.Host;

/// <summary>
/// An I2S port in memory, whose time passes when it is told so or when a read waits. It gathers frames in blocks and drops the
/// oldest as the driver of an ESP32 does. A sample comes as the slot of which <see cref="MicrophoneProfile.DefaultShift"/>
/// makes that sample again.
/// </summary>
public sealed class SimulatedI2sBus : II2sBus
{
    private const int FramesPerMillisecond = 16;

    private readonly MicrophoneProfile _profile;
    private readonly int _channel;
    private readonly int _blockFrames;
    private readonly int _keptBlocks;
    private short[] _samples = new short[0];
    private long _firstSample;
    private long _now;
    private long _opened;
    private long _position;
    private long _dropped;
    private bool _isOpen;

    /// <summary>Makes a closed port.</summary>
    /// <param name="profile">The microphone on it.</param>
    /// <param name="channel">The slot that it speaks in, 0 or 1; the other one is 0.</param>
    /// <param name="blockFrames">Frames in a block.</param>
    /// <param name="keptBlocks">Blocks that it keeps.</param>
    public SimulatedI2sBus(MicrophoneProfile profile, int channel, int blockFrames, int keptBlocks)
    {
        _profile = profile;
        _channel = channel;
        _blockFrames = blockFrames;
        _keptBlocks = keptBlocks;
    }

    /// <inheritdoc/>
    public int BlockFrames
    {
        get { return _blockFrames; }
    }

    /// <inheritdoc/>
    public int KeptBlocks
    {
        get { return _keptBlocks; }
    }

    /// <inheritdoc/>
    public long Microseconds
    {
        get { return _now; }
    }

    /// <summary>Frames that it dropped since it was opened.</summary>
    public long Dropped
    {
        get { return _dropped; }
    }

    /// <summary>Lets the microphone hear samples from now on, and silence after them.</summary>
    /// <param name="samples">The samples.</param>
    public void Play(short[] samples)
    {
        _samples = samples;
        _firstSample = Arrived();
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="microseconds">How much.</param>
    public void Advance(long microseconds)
    {
        _now += microseconds;
        Drop();
    }

    /// <inheritdoc/>
    public void Open()
    {
        _isOpen = true;
        _opened = _now;
        _position = 0;
        _dropped = 0;
        _firstSample = 0;
    }

    /// <inheritdoc/>
    public void Read(byte[] into)
    {
        if (!_isOpen)
        {
            throw new InvalidOperationException("the port is closed");
        }

        int frameBytes = 2 * _profile.SlotBytes;
        for (int at = 0; at < into.Length; at += frameBytes)
        {
            Wait();
            Drop();
            Write(into, at + (_channel * _profile.SlotBytes), Slot(_position));
            Write(into, at + ((1 - _channel) * _profile.SlotBytes), 0);
            _position++;
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _isOpen = false;
    }

    private long Arrived()
    {
        return (_now - _opened) * FramesPerMillisecond / 1000;
    }

    /// <summary>At the beginning of a block that is not full: until it is.</summary>
    private void Wait()
    {
        long end = ((_position / _blockFrames) + 1) * _blockFrames;
        if (_position % _blockFrames == 0 && Arrived() < end)
        {
            _now = _opened + (((end * 1000) + FramesPerMillisecond - 1) / FramesPerMillisecond);
        }
    }

    /// <summary>Between two blocks: passes over those that were dropped for want of room.</summary>
    private void Drop()
    {
        if (_position % _blockFrames == 0)
        {
            long oldest = ((Arrived() / _blockFrames) - _keptBlocks) * _blockFrames;
            if (oldest > _position)
            {
                _dropped += oldest - _position;
                _position = oldest;
            }
        }
    }

    private int Slot(long frame)
    {
        long index = frame - _firstSample;
        int sample = index >= 0 && index < _samples.Length ? _samples[(int)index] : 0;
        return (int)((uint)(sample << MicrophoneProfile.DefaultShift) >> _profile.LateBits);
    }

    private void Write(byte[] into, int at, int slot)
    {
        for (int i = 0; i < _profile.SlotBytes; i++)
        {
            into[at + i] = (byte)(slot >> (8 * (4 - _profile.SlotBytes + i)));
        }
    }
}
