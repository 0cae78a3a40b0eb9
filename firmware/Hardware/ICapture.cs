namespace Sotto.Firmware.Hardware;

/// <summary>Something that hears a microphone by itself.</summary>
public interface ICapture
{
    /// <summary>Samples that it lost since it was started.</summary>
    long Lost { get; }

    /// <summary>Begins.</summary>
    /// <exception cref="System.InvalidOperationException">The microphone cannot be opened; the message says why.</exception>
    void Start();

    /// <summary>Ends it.</summary>
    void Stop();
}
