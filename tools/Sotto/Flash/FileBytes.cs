namespace Sotto.Cli.Flash;

/// <summary>Reads files that a user names.</summary>
internal static class FileBytes
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">The most bytes that it may have.</param>
    /// <exception cref="UserException">It is not there, or longer.</exception>
    public static byte[] Read(string path, int longest) =>
        !File.Exists(path) ? throw new UserException($"{path}: no such file")
        : new FileInfo(path).Length > longest ? throw new UserException($"{path}: over {longest} bytes")
        : File.ReadAllBytes(path);
}
