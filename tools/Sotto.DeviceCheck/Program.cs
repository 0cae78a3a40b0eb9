using Sotto.DeviceCheck;

bool write = args.Contains("--write");
string[] rest = [.. args.Where(argument => argument != "--write")];
string? root = rest switch
{
    [] => Repository.Find(Environment.CurrentDirectory),
    ["--root", string folder] => Repository.Find(Path.GetFullPath(folder)),
    _ => null,
};
if (root is null)
{
    Console.Error.WriteLine("usage: Sotto.DeviceCheck [--root FOLDER] [--write], in or on a checkout (a folder with nf.proj.sln): checks its device code; --write first copies each .csproj's list of source files into its .nfproj");
    return 2;
}

try
{
    if (write)
    {
        Repository.WriteProjects(root);
    }

    IReadOnlyList<Finding> findings = Repository.Check(root, AppContext.BaseDirectory);
    foreach (Finding finding in findings)
    {
        Console.WriteLine(finding with { File = Path.GetRelativePath(root, finding.File) });
    }

    Console.WriteLine(findings.Count == 0 ? "device code: nothing found" : $"device code: {findings.Count} found");
    return findings.Count == 0 ? 0 : 1;
}
catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
