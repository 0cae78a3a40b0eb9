using System.Text.Json;

namespace Sotto.DeviceCheck;

/// <summary>Checks that each .nfproj compiles what its .csproj twin compiles, against the packages of record.</summary>
public static class ProjectChecker
{
    /// <summary>Checks one project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="versions">The version of each package, from packages.json.</param>
    /// <param name="packages">The ids of the packages whose members its assembly uses.</param>
    /// <param name="references">The names of the device assemblies that its assembly uses.</param>
    /// <returns>What differs.</returns>
    public static IReadOnlyList<Finding> Check(NanoProject project, IReadOnlyDictionary<string, string> versions, IEnumerable<string> packages, IEnumerable<string> references)
    {
        List<Finding> findings = [];
        if (!File.Exists(project.TwinPath))
        {
            return [new Finding(project.FilePath, 0, "compile-list", $"there is no {Path.GetFileName(project.TwinPath)} beside it")];
        }

        findings.AddRange(CompileList(project));
        findings.AddRange(references.Except(project.Projects()).Select(missing => new Finding(project.FilePath, 0, "project-list", $"the assembly uses {missing}, which is not referenced")));
        if (project.Property("LangVersion") != "10")
        {
            findings.Add(new Finding(project.FilePath, 0, "language", "LangVersion must be 10: newer compilers shift the native method table, and the extension's default is 9"));
        }

        findings.AddRange(Packages(project, versions, packages));
        return findings;
    }

    /// <summary>Reads the versions of record.</summary>
    /// <param name="path">The file packages.json.</param>
    /// <returns>The version of each package id.</returns>
    /// <exception cref="InvalidDataException">It is not an object of strings.</exception>
    public static IReadOnlyDictionary<string, string> ReadVersions(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}: not an object of package ids and versions: {wrong.Message}", wrong);
        }
    }

    private static IEnumerable<Finding> CompileList(NanoProject project)
    {
        IReadOnlyList<(string Item, int Line)> nano = project.Compile();
        IReadOnlyList<string> net = project.TwinCompile();
        string twin = Path.GetFileName(project.TwinPath);
        return net.Except(nano.Select(item => item.Item)).Select(missing => new Finding(project.FilePath, nano.Count == 0 ? 0 : nano[^1].Line, "compile-list", $"'{missing}' is in {twin} only"))
            .Concat(nano.Where(item => !net.Contains(item.Item)).Select(extra => new Finding(project.FilePath, extra.Line, "compile-list", $"'{extra.Item}' is not in {twin}")));
    }

    private static IEnumerable<Finding> Packages(NanoProject project, IReadOnlyDictionary<string, string> versions, IEnumerable<string> used)
    {
        IReadOnlyList<(string Id, string Version, int Line)> configured = project.ConfiguredPackages();
        IReadOnlyList<(string Id, string Version, int Line)> hinted = project.HintedPackages();
        foreach ((string file, string id, string version, int line) in configured.Select(package => (project.PackagesPath, package.Id, package.Version, package.Line))
            .Concat(hinted.Select(package => (project.FilePath, package.Id, package.Version, package.Line))))
        {
            if (!versions.TryGetValue(id, out string? record) || record != version)
            {
                yield return new Finding(file, line, "packages", $"{id} {version} is not what .nanoFramework/packages.json says ({record ?? "nothing"})");
            }
        }

        foreach (string id in configured.Select(package => package.Id).Except(hinted.Select(package => package.Id)).Concat(hinted.Select(package => package.Id).Except(configured.Select(package => package.Id))).Distinct())
        {
            yield return new Finding(project.FilePath, 0, "packages", $"{id} must stand both in packages.config and among the references");
        }

        foreach (string id in used.Where(id => id.Length > 0).Except(configured.Select(package => package.Id)))
        {
            yield return new Finding(project.PackagesPath, 0, "packages", $"the assembly uses members of {id}, which is not referenced");
        }
    }
}
