namespace Sotto.Devices;

/// <summary>A source of 16 kHz mono samples that come whether they are taken or not.</summary>
public interface IMicrophone
{
    /// <summary>Samples that came and were not taken in time, since <see cref="Start"/>.</summary>
    long Lost { get; }

    /// <summary>Begins to hear.</summary>
    /// <exception cref="System.InvalidOperationException">The hardware cannot be opened; the message says why.</exception>
    void Start();

    /// <summary>Ends it: what was not taken is gone.</summary>
    void Stop();

    /// <summary>Takes what has come, oldest first. May wait for 10 ms of audio, or a little longer for the driver.</summary>
    /// <param name="into">Receives the samples.</param>
    /// <param name="offset">Where the first goes.</param>
    /// <param name="count">How many to take at most.</param>
    /// <returns>How many there were.</returns>
    int Read(short[] into, int offset, int count);

    /// <summary>Lets a test see what the bus delivers, both slots of it, while it is read on.</summary>
    /// <param name="test">The test, which says itself when it has seen enough; null for none.</param>
    void Watch(MicrophoneSelfTest test);
}
