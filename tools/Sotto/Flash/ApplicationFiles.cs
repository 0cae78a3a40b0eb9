namespace Sotto.Cli.Flash;

/// <summary>Finds and reads applications.</summary>
internal static class ApplicationFiles
{
    private const int Longest = 16 << 20;

    /// <summary>Where the firmware's projects are built to, in the repository.</summary>
    private static readonly string[] OutputFolders = ["bin/Release", "bin/Debug"];

    /// <summary>Reads an application.</summary>
    /// <param name="path">An image, or a folder of <c>.pe</c> files; null for what was built of the firmware's own application.</param>
    /// <param name="isNative">Of that, the one for a firmware with the native kernels.</param>
    /// <exception cref="UserException">There is none, or it is wrong.</exception>
    public static NanoImage Read(string? path, bool isNative)
    {
        path ??= FindBuilt(isNative ? "firmware/NativeApp" : "firmware/App");
        return Directory.Exists(path) ? Join(path) : NanoImage.Read(path, FileBytes.Read(path, Longest));
    }

    private static NanoImage Join(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.pe").Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? NanoImage.Join(folder, files.Select(file => (Path.GetFileName(file), FileBytes.Read(file, Longest))))
            : throw new UserException($"{folder}: no .pe files in it");
    }

    /// <summary>The image that nanoFramework's build wrote; or its folder, where the build wrote only the assemblies.</summary>
    private static string FindBuilt(string project)
    {
        foreach (string folder in OutputFolders.Select(output => Path.Combine(project, output)).Where(Directory.Exists))
        {
            switch (Directory.GetFiles(folder, "*.bin"))
            {
                case [string image]:
                    return image;
                case [] when Directory.EnumerateFiles(folder, "*.pe").Any():
                    return folder;
                case [_, _, ..]:
                    throw new UserException($"{folder}: several .bin files; give one of them: --app FILE");
            }
        }

        throw new UserException(
            $"{project}: nothing is built in its {string.Join(" or ", OutputFolders)}; build {project} in Visual Studio or VS Code with nanoFramework's extension (docs/flashing.md), or give --app FILE");
    }
}
