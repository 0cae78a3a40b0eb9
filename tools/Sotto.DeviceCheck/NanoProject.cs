using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Sotto.DeviceCheck;

/// <summary>A nanoFramework project file (.nfproj) and what stands beside it.</summary>
public sealed class NanoProject
{
    private static readonly XNamespace s_build = "http://schemas.microsoft.com/developer/msbuild/2003";

    private readonly XDocument _document;

    private NanoProject(string path, XDocument document)
    {
        FilePath = path;
        _document = document;
    }

    /// <summary>The path of the .nfproj.</summary>
    public string FilePath { get; }

    /// <summary>The path of the .csproj with the same name, which compiles the same sources for .NET.</summary>
    public string TwinPath => Path.ChangeExtension(FilePath, ".csproj");

    /// <summary>The path of the packages.config beside it.</summary>
    public string PackagesPath => Path.Combine(Folder, "packages.config");

    /// <summary>The name of the assembly that the .csproj builds: its own. On nanoFramework every test assembly is NFUnitTest.</summary>
    public string AssemblyName => Path.GetFileNameWithoutExtension(FilePath);

    private string Folder => Path.GetDirectoryName(FilePath)!;

    /// <summary>All .nfproj files under a folder.</summary>
    /// <param name="root">The folder.</param>
    /// <returns>The projects, by path.</returns>
    /// <exception cref="InvalidDataException">One is not XML.</exception>
    public static IReadOnlyList<NanoProject> Find(string root)
        => [.. Directory.EnumerateFiles(root, "*.nfproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Reads a project.</summary>
    /// <param name="path">The .nfproj.</param>
    /// <returns>The project.</returns>
    /// <exception cref="InvalidDataException">It is not XML.</exception>
    public static NanoProject Read(string path) => new(path, Load(path));

    /// <summary>A property of the project.</summary>
    /// <param name="name">The name of the property.</param>
    /// <returns>Its value, or null.</returns>
    public string? Property(string name) => _document.Descendants(s_build + name).FirstOrDefault()?.Value;

    /// <summary>The source files that the project lists, relative to its folder, with forward slashes.</summary>
    /// <returns>The file and the line of the project that lists it.</returns>
    public IReadOnlyList<(string Item, int Line)> Compile() => Items("Compile");

    /// <summary>The device projects that the project refers to, by the file name without extension.</summary>
    /// <returns>The names.</returns>
    public IReadOnlyList<string> Projects() => [.. Items("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Item))];

    /// <summary>The packages whose files the project refers to, as id and version from the hint paths.</summary>
    /// <returns>The id, the version and the line of the project.</returns>
    public IReadOnlyList<(string Id, string Version, int Line)> HintedPackages()
        => [.. _document.Descendants(s_build + "HintPath").Select(hint => (Hint: Regex.Match(hint.Value, @"packages[\\/](.+?)\.(\d+\.\d+\.\d+)[\\/]"), Line: Line(hint)))
            .Select(hint => (hint.Hint.Groups[1].Value, hint.Hint.Groups[2].Value, hint.Line)).Distinct()];

    /// <summary>The packages of packages.config.</summary>
    /// <returns>The id, the version and the line.</returns>
    /// <exception cref="InvalidDataException">The file is not XML.</exception>
    public IReadOnlyList<(string Id, string Version, int Line)> ConfiguredPackages()
        => [.. Load(PackagesPath).Descendants("package").Select(package => ((string?)package.Attribute("id") ?? "", (string?)package.Attribute("version") ?? "", Line(package)))];

    /// <summary>The source files that the .csproj twin compiles, as MSBuild evaluates them.</summary>
    /// <returns>The files, relative to the folder with forward slashes.</returns>
    /// <exception cref="InvalidDataException">MSBuild cannot evaluate the project.</exception>
    public IReadOnlyList<string> TwinCompile()
    {
        using JsonDocument json = Evaluation.Compile(TwinPath);
        return [.. json.RootElement.GetProperty("Items").GetProperty("Compile").EnumerateArray()
            .Select(item => Path.GetRelativePath(Folder, item.GetProperty("FullPath").GetString()!).Replace('\\', '/'))];
    }

    /// <summary>Replaces the list of source files.</summary>
    /// <param name="files">The files, relative to the folder.</param>
    public void WriteCompile(IEnumerable<string> files)
    {
        string text = File.ReadAllText(FilePath);
        string list = string.Concat(files.Order(StringComparer.Ordinal).Select(file => $"    <Compile Include=\"{file.Replace('/', '\\')}\" />\n"));
        File.WriteAllText(FilePath, Regex.Replace(text, @"( *<Compile Include=.*/>\r?\n)+", list.Replace("$", "$$", StringComparison.Ordinal)));
    }

    private List<(string Item, int Line)> Items(string kind)
        => [.. _document.Descendants(s_build + kind).Where(item => item.Attribute("Include") is not null).Select(item => (item.Attribute("Include")!.Value.Replace('\\', '/'), Line(item)))];

    private static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;

    private static XDocument Load(string path)
    {
        try
        {
            return XDocument.Load(path, LoadOptions.SetLineInfo);
        }
        catch (XmlException wrong)
        {
            throw new InvalidDataException($"{path}({wrong.LineNumber}): not a project: {wrong.Message}", wrong);
        }
    }
}
