namespace Sotto.Devices;

/// <summary>
/// The bytes of an I2S port that listens, as its driver hands them over. The driver gathers frames in blocks, keeps some of
/// them, and of what is too much drops the oldest without a word; who reads can work out how many, since it is told the time.
/// </summary>
public interface II2sBus
{
    /// <summary>Frames in a block of the driver: none of them can be read before all of them are there.</summary>
    int BlockFrames { get; }

    /// <summary>Whole blocks that the driver keeps for the reader beside the one that it is handing over.</summary>
    int KeptBlocks { get; }

    /// <summary>Microseconds since some moment, by the crystal that the port's own clock comes from.</summary>
    long Microseconds { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="System.InvalidOperationException">The port cannot be opened; the message says why.</exception>
    void Open();

    /// <summary>Fills a buffer with the next bytes, and waits until it is full.</summary>
    /// <param name="into">
    /// Receives the bytes, whole frames: little endian samples, two slots a frame, in the order that the chip gives them.
    /// </param>
    void Read(byte[] into);

    /// <summary>Stops listening.</summary>
    void Close();
}
