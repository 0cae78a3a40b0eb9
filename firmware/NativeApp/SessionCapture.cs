using Sotto.Firmware.Hardware;
using Sotto.Interop;

namespace Sotto.NativeApp;

/// <summary>The thread of a native session, which hears the microphone by itself.</summary>
public sealed class SessionCapture : ICapture
{
    private readonly NativeSession _session;
    private readonly CaptureSettings _settings;

    /// <summary>Joins a session and how it reads its microphone.</summary>
    /// <param name="session">The session.</param>
    /// <param name="settings">What it reads, and how.</param>
    public SessionCapture(NativeSession session, CaptureSettings settings)
    {
        _session = session;
        _settings = settings;
    }

    /// <inheritdoc/>
    public long Lost
    {
        get { return _session.LostSamples; }
    }

    /// <inheritdoc/>
    public void Start()
    {
        _session.StartCapture(_settings);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _session.StopCapture();
    }
}
