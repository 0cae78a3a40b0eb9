namespace Sotto.Devices;

/// <summary>The bytes of an I2S port that listens, as its driver hands them over.</summary>
public interface II2sBus
{
    /// <summary>Begins to listen.</summary>
    /// <exception cref="System.InvalidOperationException">The port cannot be opened; the message says why.</exception>
    void Open();

    /// <summary>Fills a buffer with the next bytes, and waits until it is full.</summary>
    /// <param name="into">Receives the bytes, little endian samples, left slot before right where there are two.</param>
    void Read(byte[] into);

    /// <summary>Stops listening.</summary>
    void Close();
}
