namespace Sotto.Audio;

/// <summary>Finds recordings by what a user names.</summary>
public static class AudioFiles
{
    private static readonly string[] Extensions = [".flac", ".wav"];

    /// <summary>The files named, and in folders, at any depth, all WAV and FLAC files in the order of their names.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <exception cref="AudioFormatException">A path is not there, or a folder holds no recording.</exception>
    public static IReadOnlyList<string> Enumerate(IEnumerable<string> paths)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            if (File.Exists(path))
            {
                files.Add(path);
                continue;
            }

            string[] inside = Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal)]
                : throw new AudioFormatException($"{path}: no such file or folder");
            files.AddRange(inside.Length > 0 ? inside : throw new AudioFormatException($"{path}: no WAV or FLAC file in this folder"));
        }

        return files;
    }
}
