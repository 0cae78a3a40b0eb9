using System.Runtime.CompilerServices;

namespace Sotto.HostTests;

/// <summary>Where the tests find the repository that they were built from.</summary>
internal static class TestPaths
{
    /// <summary>The repository's root: the folder above this source file that holds the solution, wherever the build writes.</summary>
    public static string Root { get; } = Find(ThisFile());

    private static string Find(string path) =>
        File.Exists(Path.Combine(path, "nf.proj.sln")) ? path : Find(Path.GetDirectoryName(path)!);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
