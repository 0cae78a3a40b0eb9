using System.Text.RegularExpressions;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The solution holds every project and builds each kind on its own platform only.</summary>
public sealed partial class DeviceCheckSolutionTests
{
    private static readonly string s_solution = File.ReadAllText(Path.Combine(TestPaths.Root, "nf.proj.sln"));

    private static readonly Dictionary<string, string> s_projects = ProjectLine().Matches(s_solution)
        .ToDictionary(match => match.Groups[1].Value.Replace('\\', '/'), match => match.Groups[2].Value);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string[] folders = ["Devices", "firmware", "Kernels", "Models", "Tests", "tools"];
        IEnumerable<string> present = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(TestPaths.Root, folder), "*.??proj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(TestPaths.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/BadDeviceCode/", StringComparison.Ordinal));
        Assert.Equal(present.Order(StringComparer.Ordinal), s_projects.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_nanoFramework_projects_build_on_Any_CPU_and_the_others_on_Mixed_Platforms()
    {
        foreach ((string path, string id) in s_projects)
        {
            bool nano = path.EndsWith(".nfproj", StringComparison.Ordinal);
            foreach (string configuration in (string[])["Debug", "Release"])
            {
                Assert.Equal(nano, s_solution.Contains($"{id}.{configuration}|Any CPU.Build.0 = {configuration}|Any CPU", StringComparison.Ordinal));
                Assert.Equal(!nano, s_solution.Contains($"{id}.{configuration}|Mixed Platforms.Build.0 = {configuration}|Any CPU", StringComparison.Ordinal));
            }
        }
    }

    [GeneratedRegex("""^Project\("\{[0-9A-F-]+\}"\) = "[^"]+", "([^"]+\.(?:nf|cs)proj)", "(\{[0-9A-F-]+\})"\r?$""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
