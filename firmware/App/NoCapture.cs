using Sotto.Firmware.Hardware;

namespace Sotto.App;

/// <summary>Nothing hears the microphone: it stays off except while it is tested.</summary>
public sealed class NoCapture : ICapture
{
    /// <inheritdoc/>
    public long Lost
    {
        get { return 0; }
    }

    /// <inheritdoc/>
    public void Start()
    {
        // There is nothing to start.
    }

    /// <inheritdoc/>
    public void Stop()
    {
        // There is nothing to stop.
    }
}
