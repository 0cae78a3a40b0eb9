namespace Sotto.Audio;

/// <summary>Writes files whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="bytes">All of it.</param>
    public static void Write(string path, byte[] bytes) => Write(path, partial => File.WriteAllBytes(partial, bytes));

    /// <summary>Writes under another name first, which does not stay where writing fails.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="write">Writes all of it to the path that it is given, over what may be there.</param>
    public static void Write(string path, Action<string> write)
    {
        string partial = path + ".part";
        try
        {
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
