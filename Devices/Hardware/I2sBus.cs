using System;
using System.Device.I2s;
using nanoFramework.Hardware.Esp32;

namespace Sotto.Devices.Hardware;

/// <summary>
/// An I2S port of the chip that listens at 16 kHz. Always both slots: the driver drops every second sample of one alone. With
/// stock firmware the data of a PDM microphone stay 0, since it connects no data pin then.
/// </summary>
public sealed class I2sBus : II2sBus
{
    /// <summary>
    /// The driver's memory unless told otherwise: 21 blocks of 256 frames, of which it keeps 20 while it fills one: 304 ms at
    /// least. The 40,000 that seem enough make 19 blocks, and may lose audio after 288 ms.
    /// </summary>
    public const int DefaultBufferBytes = 21 * FramesInBlock * BytesOfFrame;

    private const int FramesInBlock = 256;
    private const int BytesOfFrame = 8;
    private const int SampleRate = 16000;

    private readonly MicrophoneProfile _profile;
    private readonly int _port;
    private readonly int _clockPin;
    private readonly int _wordSelectPin;
    private readonly int _dataPin;
    private readonly int _bufferBytes;
    private I2sDevice _device;

    /// <summary>Makes a closed port.</summary>
    /// <param name="profile">The microphone on it.</param>
    /// <param name="port">1, or 2 where the chip has two. PDM is heard on 1 alone.</param>
    /// <param name="clockPin">The pin of the bit clock, or of the only clock of a PDM microphone.</param>
    /// <param name="wordSelectPin">The pin of the word select; a PDM microphone has none.</param>
    /// <param name="dataPin">The pin that data comes in by.</param>
    /// <param name="bufferBytes">The driver's memory; <see cref="DefaultBufferBytes"/>, at least 3 blocks of 2,048.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port or the memory is out of its range.</exception>
    public I2sBus(MicrophoneProfile profile, int port, int clockPin, int wordSelectPin, int dataPin, int bufferBytes)
    {
        if (port < 1 || port > 2)
        {
            throw new ArgumentOutOfRangeException("port");
        }

        if (bufferBytes < 3 * FramesInBlock * BytesOfFrame)
        {
            throw new ArgumentOutOfRangeException("bufferBytes");
        }

        _profile = profile;
        _port = port;
        _clockPin = clockPin;
        _wordSelectPin = wordSelectPin;
        _dataPin = dataPin;
        _bufferBytes = bufferBytes;
    }

    /// <inheritdoc/>
    public int BlockFrames
    {
        get { return FramesInBlock; }
    }

    /// <inheritdoc/>
    public int KeptBlocks
    {
        get { return (_bufferBytes / (FramesInBlock * BytesOfFrame)) - 1; }
    }

    /// <inheritdoc/>
    public long Microseconds
    {
        get { return (long)HighResTimer.GetCurrent(); }
    }

    /// <inheritdoc/>
    public void Open()
    {
        if (_device != null)
        {
            throw new InvalidOperationException("the I2S port is open");
        }

        SetPins();
        try
        {
            _device = I2sDevice.Create(Settings());
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException("I2S port " + _port.ToString() + " cannot be opened: " + wrong.Message);
        }
    }

    /// <inheritdoc/>
    public void Read(byte[] into)
    {
        if (_device == null)
        {
            throw new InvalidOperationException("the I2S port is closed");
        }

        _device.Read(new SpanByte(into));
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (_device != null)
        {
            _device.Dispose();
            _device = null;
        }
    }

    private void SetPins()
    {
        bool first = _port == 1;
        DeviceFunction bitClock = first ? DeviceFunction.I2S1_BCK : DeviceFunction.I2S2_BCK;
        DeviceFunction wordSelect = first ? DeviceFunction.I2S1_WS : DeviceFunction.I2S2_WS;
        Configuration.SetPinFunction(_dataPin, first ? DeviceFunction.I2S1_MDATA_IN : DeviceFunction.I2S2_MDATA_IN);
        if (_profile.IsPdm)
        {
            // The chip gives a PDM microphone its clock where others have the word select.
            Configuration.SetPinFunction(_clockPin, wordSelect);
            return;
        }

        Configuration.SetPinFunction(_clockPin, bitClock);
        Configuration.SetPinFunction(_wordSelectPin, wordSelect);
    }

    private I2sConnectionSettings Settings()
    {
        return new I2sConnectionSettings(_port)
        {
            Mode = _profile.IsPdm ? I2sMode.Master | I2sMode.Rx | I2sMode.Pdm : I2sMode.Master | I2sMode.Rx,
            SampleRate = SampleRate,
            BitsPerSample = _profile.IsPdm ? I2sBitsPerSample.Bit16 : I2sBitsPerSample.Bit32,
            ChannelFormat = I2sChannelFormat.RightLeft,
            CommunicationFormat = I2sCommunicationFormat.I2S,
            BufferSize = _bufferBytes,
        };
    }
}
