using Sotto.Firmware;

namespace Sotto.Board;

/// <summary>The board's files, in a folder.</summary>
public sealed class FolderFileStore : IFileStore
{
    private const int LongestName = 24;

    private readonly string _folder;

    /// <summary>Makes the folder, if need be.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public FolderFileStore(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    /// <inheritdoc/>
    public int Length(string name)
    {
        FileInfo file = new(PathOf(name));
        return file.Exists ? (int)file.Length : -1;
    }

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] into, int offset, int count)
    {
        try
        {
            using FileStream file = File.OpenRead(PathOf(name));
            file.Position = position;
            return file.ReadAtLeast(into.AsSpan(offset, count), count, throwOnEndOfStream: false);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public bool Create(string name) => Try(() => File.WriteAllBytes(PathOf(name), []));

    /// <inheritdoc/>
    public bool Append(string name, byte[] bytes, int offset, int count) => Try(() =>
    {
        using FileStream file = new(PathOf(name), FileMode.Append);
        file.Write(bytes, offset, count);
        file.Flush(flushToDisk: true);
    });

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    private static bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string PathOf(string name)
    {
        bool right = name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-');
        return right && name.Trim('.').Length > 0 ? Path.Combine(_folder, name) : throw new ArgumentException($"{name}: not a name of a board's file", nameof(name));
    }
}
