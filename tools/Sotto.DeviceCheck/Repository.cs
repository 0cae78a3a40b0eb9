namespace Sotto.DeviceCheck;

/// <summary>The whole check, over a checkout of the repository.</summary>
public static class Repository
{
    /// <summary>The root of the checkout that a folder is in.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The folder that holds the solution, or null.</returns>
    public static string? Find(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "nf.proj.sln")))
            {
                return at.FullName;
            }
        }

        return null;
    }

    /// <summary>Checks every device project and its assembly.</summary>
    /// <param name="root">The root of the checkout.</param>
    /// <param name="assemblies">The folder that holds the compiled assemblies and their symbols.</param>
    /// <returns>What is wrong.</returns>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A list or project cannot be read.</exception>
    public static IReadOnlyList<Finding> Check(string root, string assemblies)
    {
        ApiList apis = ApiList.Read(Path.Combine(root, ".nanoFramework", "apis.txt"));
        IReadOnlyDictionary<string, string> versions = ProjectChecker.ReadVersions(Path.Combine(root, ".nanoFramework", "packages.json"));
        IReadOnlyList<NanoProject> projects = NanoProject.Find(root);
        string[] paths = [.. projects.Select(project => Path.Combine(assemblies, project.AssemblyName + ".dll"))];
        IReadOnlyList<DeviceAssembly> inspected = AssemblyChecker.Inspect(paths, apis);
        return [.. AssemblyChecker.InOrder(inspected),
            .. projects.Zip(inspected).SelectMany(pair => ProjectChecker.Check(pair.First, versions, pair.Second.Packages, pair.Second.References))];
    }

    /// <summary>Copies each .csproj's list of source files into its .nfproj.</summary>
    /// <param name="root">The root of the checkout.</param>
    /// <exception cref="InvalidDataException">A project cannot be read.</exception>
    public static void WriteProjects(string root)
    {
        foreach (NanoProject project in NanoProject.Find(root))
        {
            project.WriteCompile(project.TwinCompile());
        }
    }
}
