using Sotto.DeviceCheck;
using Xunit;

namespace Sotto.HostTests;

/// <summary>The rules that compare a .nfproj with its .csproj, its packages and its assembly; and the exit codes.</summary>
public sealed class DeviceCheckProjectTests : IDisposable
{
    private static readonly string[] s_core = ["nanoFramework.CoreLibrary"];

    private static readonly Dictionary<string, string> s_versions = new() { ["nanoFramework.CoreLibrary"] = "1.17.11", ["nanoFramework.System.Text"] = "1.3.42" };

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_projects_pass() => Assert.Empty(ProjectChecker.Check(Project(["A.cs", "Sub/B.cs"]), s_versions, s_core, ["Other"]));

    [Theory]
    [InlineData("A.cs", 0, "'Sub/B.cs' is in BadDeviceCode.csproj only")]
    [InlineData("A.cs;Sub/B.cs;C.cs", 7, "'C.cs' is not in BadDeviceCode.csproj")]
    public void A_file_in_one_project_only_is_found(string files, int line, string message)
    {
        Finding found = Assert.Single(ProjectChecker.Check(Project(files.Split(';')), s_versions, s_core, []));
        Assert.Equal(("compile-list", message), (found.Rule, found.Message));
        Assert.True(line == 0 || line == found.Line, $"line {found.Line}");
    }

    [Fact]
    public void An_assembly_that_is_used_must_be_referenced()
        => Assert.Equal("project-list", Assert.Single(ProjectChecker.Check(Project(["A.cs", "Sub/B.cs"]), s_versions, s_core, ["Missing"])).Rule);

    [Fact]
    public void A_package_that_is_used_must_be_referenced()
        => Assert.Contains("nanoFramework.System.Text", Assert.Single(ProjectChecker.Check(Project(["A.cs", "Sub/B.cs"]), s_versions, [.. s_core, "nanoFramework.System.Text"], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_version_of_a_package_is_found_in_both_files()
    {
        IReadOnlyList<Finding> found = ProjectChecker.Check(Project(["A.cs", "Sub/B.cs"], version: "1.16.0"), s_versions, s_core, []);
        Assert.Equal(["packages.config(3)", "BadDeviceCode.nfproj(10)"], found.Select(finding => $"{Path.GetFileName(finding.File)}({finding.Line})"));
        Assert.All(found, finding => Assert.Equal("packages", finding.Rule));
    }

    [Fact]
    public void Another_language_version_is_found()
        => Assert.Equal("language", Assert.Single(ProjectChecker.Check(Project(["A.cs", "Sub/B.cs"], language: "default"), s_versions, s_core, [])).Rule);

    [Fact]
    public void Writing_copies_the_list_of_source_files()
    {
        NanoProject project = Project(["Old.cs"]);
        File.WriteAllText(Path.Combine(_folder, "nf.proj.sln"), "");
        Repository.WriteProjects(_folder);
        Assert.Equal(["A.cs", "Sub/B.cs"], NanoProject.Read(project.FilePath).Compile().Select(item => item.Item));
    }

    [Fact]
    public void Findings_give_exit_code_1()
    {
        Project(["A.cs", "Sub/B.cs"]);
        Assert.Equal(1, Run("--root", Checkout()));
    }

    [Theory]
    [InlineData("--root")]
    [InlineData("--root", "/nowhere/at/all")]
    [InlineData("--nonsense")]
    public void Wrong_arguments_give_exit_code_2(params string[] arguments) => Assert.Equal(2, Run(arguments));

    [Theory]
    [InlineData("apis.txt", "any nothing")]
    [InlineData("apis.txt", "all System.Void System.Object::.ctor()")]
    [InlineData("packages.json", "[1")]
    public void Wrong_lists_give_exit_code_2(string file, string text)
    {
        Project(["A.cs", "Sub/B.cs"]);
        File.WriteAllText(Path.Combine(Checkout(), ".nanoFramework", file), text);
        Assert.Equal(2, Run("--root", _folder));
    }

    private static int Run(params string[] arguments) => (int)typeof(Finding).Assembly.EntryPoint!.Invoke(null, [arguments])!;

    /// <summary>Makes the temporary folder look like a checkout whose only device assembly is the sample of faults.</summary>
    private string Checkout()
    {
        File.WriteAllText(Path.Combine(_folder, "nf.proj.sln"), "");
        string lists = Directory.CreateDirectory(Path.Combine(_folder, ".nanoFramework")).FullName;
        foreach (string file in (string[])["apis.txt", "packages.json"])
        {
            File.Copy(Path.Combine(TestPaths.Root, ".nanoFramework", file), Path.Combine(lists, file));
        }

        return _folder;
    }

    /// <summary>A pair of projects whose .csproj compiles A.cs and Sub/B.cs.</summary>
    private NanoProject Project(string[] files, string version = "1.17.11", string language = "10")
    {
        Directory.CreateDirectory(Path.Combine(_folder, "Sub"));
        File.WriteAllText(Path.Combine(_folder, "A.cs"), "");
        File.WriteAllText(Path.Combine(_folder, "Sub", "B.cs"), "");
        File.WriteAllText(Path.Combine(_folder, "BadDeviceCode.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(_folder, "packages.config"), $"""
            <?xml version="1.0" encoding="utf-8"?>
            <packages>
              <package id="nanoFramework.CoreLibrary" version="{version}" targetFramework="netnano1.0" />
            </packages>
            """);
        string project = Path.Combine(_folder, "BadDeviceCode.nfproj");
        File.WriteAllText(project, $"""
            <?xml version="1.0" encoding="utf-8"?>
            <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <PropertyGroup><LangVersion>{language}</LangVersion></PropertyGroup>
              <ItemGroup>
            {string.Join('\n', files.Select(file => $"    <Compile Include=\"{file.Replace('/', '\\')}\" />"))}
              </ItemGroup>
              <ItemGroup>
                <Reference Include="mscorlib">
                  <HintPath>packages\nanoFramework.CoreLibrary.{version}\lib\mscorlib.dll</HintPath>
                </Reference>
                <ProjectReference Include="..\Other\Other.nfproj" />
              </ItemGroup>
            </Project>
            """);
        return NanoProject.Read(project);
    }
}
