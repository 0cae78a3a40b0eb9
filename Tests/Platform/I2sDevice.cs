using nanoFramework.Hardware.Esp32;
using Sotto.Platform;

namespace System.Device.I2s;

/// <summary>
/// An I2S port that is open, with the driver's blocks: a block can be read once it is full, one is being filled, and of those
/// that are full and too many the oldest is dropped.
/// </summary>
public sealed class I2sDevice : IDisposable
{
    private const int BlockFrames = 256;
    private const int DriverFrameBytes = 8;

    private readonly long _opened = SimulatedChip.Microseconds;
    private readonly int _kept;
    private readonly int _slotBytes;
    private readonly bool _connected;
    private long _position;
    private bool _closed;

    /// <summary>Opens a port.</summary>
    /// <param name="settings">How.</param>
    /// <exception cref="ArgumentException">There is no such port.</exception>
    /// <exception cref="InvalidOperationException">It is open, or its memory is less than two blocks.</exception>
    /// <exception cref="NotSupportedException">The twin cannot do it as the firmware does.</exception>
    public I2sDevice(I2sConnectionSettings settings)
    {
        if (settings.BusId is not (1 or 2))
        {
            throw new ArgumentException("there is no such port");
        }

        if ((settings.Mode & ~I2sMode.Pdm) != (I2sMode.Master | I2sMode.Rx) || settings.ChannelFormat != I2sChannelFormat.RightLeft)
        {
            throw new NotSupportedException("only a master that listens to both slots");
        }

        ConnectionSettings = settings;
        _slotBytes = (int)settings.BitsPerSample / 8;
        _kept = (settings.BufferSize / (BlockFrames * DriverFrameBytes)) - 1;
        _connected = IsConnected(settings);
        if (_kept < 1 || !SimulatedChip.OpenPorts.Add(settings.BusId))
        {
            throw new InvalidOperationException("the port is open, or has too little memory");
        }
    }

    /// <summary>How it was opened.</summary>
    public I2sConnectionSettings ConnectionSettings { get; }

    /// <summary>Opens a port.</summary>
    /// <param name="settings">How.</param>
    /// <returns>The port.</returns>
    public static I2sDevice Create(I2sConnectionSettings settings) => new(settings);

    /// <summary>Fills a buffer, and lets time pass until it is full.</summary>
    /// <param name="buffer">Receives whole frames.</param>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    /// <exception cref="ArgumentException">The buffer holds no whole frames, and the firmware would write beyond it.</exception>
    public void Read(SpanByte buffer)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (buffer.Length % (2 * _slotBytes) != 0)
        {
            throw new ArgumentException("no whole frames", nameof(buffer));
        }

        for (int at = 0; at < buffer.Length; at += 2 * _slotBytes)
        {
            NextBlock();
            (int first, int second) = _connected ? SimulatedChip.Microphone.Frame(_position) : default;
            (first, second) = SimulatedChip.SwapsSlots ? (second, first) : (first, second);
            Write(buffer, at, first);
            Write(buffer, at + _slotBytes, second);
            _position++;
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        _closed = true;
        SimulatedChip.OpenPorts.Remove(ConnectionSettings.BusId);
    }

    private static bool IsConnected(I2sConnectionSettings settings)
    {
        bool first = settings.BusId == 1;
        WiredMicrophone microphone = SimulatedChip.Microphone;
        int clock = SimulatedChip.PinOf(first ? DeviceFunction.I2S1_BCK : DeviceFunction.I2S2_BCK);
        int wordSelect = SimulatedChip.PinOf(first ? DeviceFunction.I2S1_WS : DeviceFunction.I2S2_WS);
        int data = SimulatedChip.PinOf(first ? DeviceFunction.I2S1_MDATA_IN : DeviceFunction.I2S2_MDATA_IN);
        if (microphone is null || data != microphone.DataPin || settings.SampleRate != 16000)
        {
            return false;
        }

        return settings.Mode.HasFlag(I2sMode.Pdm)
            ? SimulatedChip.ReadsPdm && wordSelect == microphone.ClockPin && microphone.WordSelectPin < 0
            : clock == microphone.ClockPin && wordSelect == microphone.WordSelectPin;
    }

    private long Arrived() => (SimulatedChip.Microseconds - _opened) * ConnectionSettings.SampleRate / 1_000_000;

    /// <summary>At the end of a block: passes over those that were dropped, and waits for the next.</summary>
    private void NextBlock()
    {
        if (_position % BlockFrames != 0)
        {
            return;
        }

        _position = Math.Max(_position, ((Arrived() / BlockFrames) - _kept) * BlockFrames);
        long missing = _position + BlockFrames - Arrived();
        if (missing > 0)
        {
            long ready = _opened + (((_position + BlockFrames) * 1_000_000) + ConnectionSettings.SampleRate - 1) / ConnectionSettings.SampleRate;
            SimulatedChip.Advance(ready - SimulatedChip.Microseconds);
        }
    }

    private void Write(SpanByte buffer, int at, int slot)
    {
        for (int i = 0; i < _slotBytes; i++)
        {
            buffer[at + i] = (byte)(slot >> (8 * (4 - _slotBytes + i)));
        }
    }
}
