namespace Sotto.Firmware;

/// <summary>
/// The few files that the board keeps, in flash. A power cut may leave a file that was being written with any part of what was
/// appended, and nothing else harmed.
/// </summary>
public interface IFileStore
{
    /// <summary>Tells how long a file is.</summary>
    /// <param name="name">Its name: letters, digits, point and minus, at most 24.</param>
    /// <returns>Its bytes, or -1 where there is none.</returns>
    int Length(string name);

    /// <summary>Reads a piece of a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">The first byte to read.</param>
    /// <param name="into">Receives the bytes.</param>
    /// <param name="offset">Where the first goes.</param>
    /// <param name="count">How many to read at most.</param>
    /// <returns>How many were read: fewer at the end of the file, 0 where there is none.</returns>
    int Read(string name, int position, byte[] into, int offset, int count);

    /// <summary>Makes an empty file, also in the place of another.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it could be made.</returns>
    bool Create(string name);

    /// <summary>Writes at the end of a file, and waits until it lies in flash.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">Holds the bytes.</param>
    /// <param name="offset">The first to write.</param>
    /// <param name="count">How many to write.</param>
    /// <returns>Whether all were written; false where the flash is full or broken.</returns>
    bool Append(string name, byte[] bytes, int offset, int count);

    /// <summary>Removes a file, if there is one.</summary>
    /// <param name="name">Its name.</param>
    void Delete(string name);
}
