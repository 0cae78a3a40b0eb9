using System;
using Sotto.Devices;

namespace Sotto.Firmware.Hardware;

/// <summary>
/// A microphone that something else hears by itself, and that gives no samples: except while it is tested. Then it is read in a way
/// that the test can look into; the two cannot have it at once.
/// </summary>
public sealed class CapturedMicrophone : IMicrophone
{
    private const int Off = 0;
    private const int Reading = 1;
    private const int Tested = 2;
    private const int Capturing = 3;

    private readonly IMicrophone _reader;
    private readonly ICapture _capture;
    private MicrophoneSelfTest _test;
    private int _state;

    /// <summary>Joins the two ways to hear it.</summary>
    /// <param name="reader">Reads it while it is tested.</param>
    /// <param name="capture">Hears it else.</param>
    public CapturedMicrophone(IMicrophone reader, ICapture capture)
    {
        _reader = reader;
        _capture = capture;
    }

    /// <inheritdoc/>
    public long Lost
    {
        get { return _state == Reading ? _reader.Lost : _state == Capturing ? _capture.Lost : 0; }
    }

    /// <inheritdoc/>
    public void Start()
    {
        if (_test == null)
        {
            _capture.Start();
            _state = Capturing;
            return;
        }

        _reader.Watch(_test);
        _reader.Start();
        _state = Reading;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        if (_state == Capturing)
        {
            _capture.Stop();
        }
        else if (_state == Reading)
        {
            StopReading();
        }

        _state = Off;
    }

    /// <inheritdoc/>
    /// <remarks>After a test the next call goes over to the other way of hearing: a session must be reset before it captures.</remarks>
    public int Read(short[] into, int offset, int count)
    {
        if (_state == Tested)
        {
            Capture();
        }

        return _state == Reading ? _reader.Read(into, offset, count) : 0;
    }

    /// <inheritdoc/>
    public void Watch(MicrophoneSelfTest test)
    {
        _test = test;
        if (test == null && _state == Reading)
        {
            StopReading();
            _state = Tested;
        }
    }

    // What reads it keeps no test: that one is over.
    private void StopReading()
    {
        _reader.Stop();
        _reader.Watch(null);
    }

    private void Capture()
    {
        try
        {
            _capture.Start();
            _state = Capturing;
        }
        catch (InvalidOperationException)
        {
            // No samples come then: whoever misses them starts anew, and is told why that fails.
            _state = Off;
        }
    }
}
