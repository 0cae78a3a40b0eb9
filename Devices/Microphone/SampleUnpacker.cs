using System;
using Sotto.Kernels;

namespace Sotto.Devices;

/// <summary>From the driver's bytes to int16 samples: a slot of the two, in time, without offset, shifted and cut to 16 bits.</summary>
public sealed class SampleUnpacker
{
    private const int MaximumShift = 31;

    private readonly int _slotBytes;
    private readonly int _lateBits;
    private readonly int _channel;
    private readonly int _shift;
    private readonly OffsetFilter _offset;

    /// <summary>Makes an unpacker.</summary>
    /// <param name="profile">The microphone's kind.</param>
    /// <param name="channel">The slot that it speaks in, 0 or 1, counted as the chip delivers them.</param>
    /// <param name="shift">Bits that a slot of 32 is shifted to the right, 0 to 31: 16 takes the upper half, less makes it louder.</param>
    /// <exception cref="ArgumentOutOfRangeException">The channel or the shift is out of its range.</exception>
    public SampleUnpacker(MicrophoneProfile profile, int channel, int shift)
    {
        if (channel < 0 || channel > 1)
        {
            throw new ArgumentOutOfRangeException("channel");
        }

        if (shift < 0 || shift > MaximumShift)
        {
            throw new ArgumentOutOfRangeException("shift");
        }

        _slotBytes = profile.SlotBytes;
        _lateBits = profile.LateBits;
        _channel = channel;
        _shift = shift;
        _offset = profile.HasOffset ? new OffsetFilter() : null;
    }

    /// <summary>Bytes of a frame, from which comes one sample.</summary>
    public int FrameBytes
    {
        get { return 2 * _slotBytes; }
    }

    /// <summary>Forgets what came before.</summary>
    [Step]
    public void Reset()
    {
        if (_offset != null)
        {
            _offset.Reset();
        }
    }

    /// <summary>Reads a slot.</summary>
    /// <param name="bytes">Holds it.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="slotBytes">2 or 4, little endian.</param>
    /// <returns>Its bits, the first of them the sign; of two bytes the upper half.</returns>
    [Step]
    public static int Slot(byte[] bytes, int at, int slotBytes)
    {
        int upper = (bytes[at + slotBytes - 1] << 24) | (bytes[at + slotBytes - 2] << 16);
        return slotBytes == 2 ? upper : upper | (bytes[at + 1] << 8) | bytes[at];
    }

    /// <summary>Unpacks frames.</summary>
    /// <param name="bytes">Holds the frames, from its start.</param>
    /// <param name="frames">How many.</param>
    /// <param name="into">Receives a sample of each.</param>
    /// <param name="offset">Where the first goes.</param>
    [Step]
    public void Unpack(byte[] bytes, int frames, short[] into, int offset)
    {
        int at = _channel * _slotBytes;
        for (int i = 0; i < frames; i++)
        {
            int slot = Slot(bytes, at, _slotBytes) << _lateBits;
            long value = (_offset == null ? slot : _offset.Next(slot)) >> _shift;
            into[offset + i] = (short)(value > short.MaxValue ? short.MaxValue : value < short.MinValue ? short.MinValue : value);
            at += 2 * _slotBytes;
        }
    }
}
