namespace Sotto.DeviceCheck;

/// <summary>The nanoFramework members that device code may use: the file .nanoFramework/apis.txt.</summary>
public sealed class ApiList
{
    /// <summary>What stands for "nothing but the compiler writes this" on the right of a <c>same</c> line.</summary>
    internal const string Compiler = "compiler";

    private readonly Dictionary<string, (string Package, bool Step)> _members = [];
    private readonly Dictionary<string, string> _types = [];
    private readonly Dictionary<string, string> _same = [];

    /// <summary>The members, without those of the <c>same</c> lines.</summary>
    public IReadOnlyCollection<string> Members => _members.Keys;

    /// <summary>The <c>same</c> lines: what .NET binds, and what nanoFramework binds in its place.</summary>
    public IReadOnlyDictionary<string, string> Same => _same;

    /// <summary>Reads the list.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The list.</returns>
    /// <exception cref="InvalidDataException">A line is not of the form the file's head describes.</exception>
    public static ApiList Read(string path)
    {
        ApiList list = new();
        string package = "";
        int number = 0;
        foreach (string raw in File.ReadLines(path))
        {
            number++;
            string line = raw.Trim();
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                package = line[1..^1];
            }
            else if (line.Length > 0 && line[0] != '#' && !list.Add(package, line))
            {
                throw new InvalidDataException($"{path}({number}): not a member, a type or a pair, or listed twice: {line}");
            }
        }

        return list;
    }

    /// <summary>The package that a member is from.</summary>
    /// <param name="member">The member, as Mono.Cecil spells it.</param>
    /// <returns>The package's id; null where the list lacks the member; empty for what only the compiler writes.</returns>
    internal string? PackageOf(string member)
    {
        if (_same.TryGetValue(member, out string? other))
        {
            return other == Compiler ? "" : _members.GetValueOrDefault(other).Package ?? "";
        }

        return _members.TryGetValue(member, out (string Package, bool Step) entry) ? entry.Package : null;
    }

    /// <summary>The package that a type is from.</summary>
    /// <param name="type">The full name of the type.</param>
    /// <returns>The package's id; null where the list lacks the type.</returns>
    internal string? PackageOfType(string type) => _types.GetValueOrDefault(type);

    /// <summary>Whether a step may use a member.</summary>
    /// <param name="member">The member, as Mono.Cecil spells it.</param>
    /// <returns>True if it neither allocates nor computes floats.</returns>
    internal bool InStep(string member) => _members.GetValueOrDefault(_same.GetValueOrDefault(member, member)).Step;

    private bool Add(string package, string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return false;
        }

        string name = line[space..].Trim();
        switch (line[..space])
        {
            case "any":
            case "step":
                return name.Contains("::", StringComparison.Ordinal) && _members.TryAdd(name, (package, line[0] == 's'));
            case "type":
                return _types.TryAdd(name, package);
            case "same":
                string[] pair = name.Split(" = ");
                return pair.Length == 2 && _same.TryAdd(pair[0], pair[1]);
            default:
                return false;
        }
    }
}
