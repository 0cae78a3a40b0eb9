using System;
using Sotto.Devices;
using Sotto.Firmware.Hardware;
using Sotto.Interop;

namespace Sotto.NativeApp;

/// <summary>
/// What a session would hear, to look at: the same driver, pins and slots, so that a test finds what is wrong with them.
/// nanoFramework's own driver connects no data pin to a PDM microphone; this one does.
/// </summary>
public sealed class SourceBus : II2sBus
{
    private const int FramesInBlock = 160;

    /// <summary>Of the eight blocks of platform_esp32.c one is being filled.</summary>
    private const int Kept = 7;

    private const int MicrosecondsInMillisecond = 1000;
    private const int BytesOfStereo32 = 8;
    private const int BytesOfStereo16 = 4;

    private readonly NativeSession _session;
    private readonly CaptureSettings _settings;
    private readonly BoardClock _clock = new BoardClock();

    /// <summary>Makes a closed port.</summary>
    /// <param name="session">The session, which must not read while this is open.</param>
    /// <param name="settings">What it reads, and how.</param>
    public SourceBus(NativeSession session, CaptureSettings settings)
    {
        _session = session;
        _settings = settings;
    }

    /// <inheritdoc/>
    public int BlockFrames
    {
        get { return FramesInBlock; }
    }

    /// <inheritdoc/>
    public int KeptBlocks
    {
        get { return Kept; }
    }

    /// <inheritdoc/>
    public long Microseconds
    {
        get { return _clock.Milliseconds * MicrosecondsInMillisecond; }
    }

    /// <inheritdoc/>
    public void Open()
    {
        _session.OpenSource(_settings);
    }

    /// <inheritdoc/>
    /// <remarks>What does not come is silence: samples that are 0.</remarks>
    public void Read(byte[] into)
    {
        int length = _session.ReadSource(into) * (_settings.Stereo32 ? BytesOfStereo32 : BytesOfStereo16);
        if (length < into.Length)
        {
            Array.Clear(into, length, into.Length - length);
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        _session.StopCapture();
    }
}
