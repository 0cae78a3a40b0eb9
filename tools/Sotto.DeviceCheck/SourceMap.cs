using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Symbols = System.Reflection.Metadata;

namespace Sotto.DeviceCheck;

/// <summary>Finds the source line of what a compiled assembly holds.</summary>
internal sealed class SourceMap
{
    private readonly string _assembly;
    private readonly List<(string Path, string[] Lines)> _sources = [];

    /// <summary>Reads the names of the source files from the portable symbols beside an assembly.</summary>
    /// <param name="assembly">The path of the assembly.</param>
    public SourceMap(string assembly)
    {
        _assembly = assembly;
        using FileStream stream = File.OpenRead(Path.ChangeExtension(assembly, ".pdb"));
        using Symbols.MetadataReaderProvider provider = Symbols.MetadataReaderProvider.FromPortablePdbStream(stream);
        Symbols.MetadataReader reader = provider.GetMetadataReader();
        foreach (Symbols.DocumentHandle handle in reader.Documents)
        {
            string path = reader.GetString(reader.GetDocument(handle).Name);
            if (File.Exists(path) && !Path.GetFileName(path).EndsWith(".AssemblyAttributes.cs", StringComparison.Ordinal))
            {
                _sources.Add((path, File.ReadAllLines(path)));
            }
        }
    }

    /// <summary>The line of an instruction, or without one the line that declares the method.</summary>
    public (string File, int Line) Of(MethodDefinition method, Instruction? instruction)
    {
        SequencePoint? found = null;
        foreach (SequencePoint point in method.DebugInformation.SequencePoints.Where(point => !point.IsHidden))
        {
            if (found is null || (instruction is not null && point.Offset <= instruction.Offset))
            {
                found = point;
            }
        }

        return found is null ? Declaration(method.DeclaringType, method.Name)
            : (found.Document.Url, instruction is null ? Above(found, method.Name) : found.StartLine);
    }

    /// <summary>The line that declares a type.</summary>
    public (string File, int Line) Of(TypeDefinition type) => Declaration(type, type.Name.Split('`')[0]);

    /// <summary>The line that declares a field, or the method that it was compiled from.</summary>
    public (string File, int Line) Of(FieldDefinition field)
    {
        // <Name>k__BackingField belongs to the property of that name.
        Match backing = Regex.Match(field.Name, "^<(.+)>");
        return Declaration(field.DeclaringType, backing.Success ? backing.Groups[1].Value : field.Name);
    }

    /// <summary>The line of a method's name, at or above its first statement.</summary>
    private int Above(SequencePoint first, string name)
    {
        string[] lines = _sources.Find(source => source.Path == first.Document.Url).Lines ?? [];
        Regex word = new($@"\b{Regex.Escape(name)}\b");
        for (int at = Math.Min(first.StartLine, lines.Length); at >= 1; at--)
        {
            if (word.IsMatch(lines[at - 1]))
            {
                return at;
            }
        }

        return first.StartLine;
    }

    private (string File, int Line) Declaration(TypeDefinition type, string name)
    {
        string outer = type.Name.Split('`')[0];
        Regex typeLine = new($@"\b(class|struct|interface|enum|delegate)\b.*\b{Regex.Escape(outer)}\b");
        Regex nameLine = new($@"(?<!//.*)\b{Regex.Escape(name)}\b");
        foreach ((string path, string[] lines) in _sources)
        {
            int at = Array.FindIndex(lines, typeLine.IsMatch);
            if (at >= 0)
            {
                int member = Array.FindIndex(lines, at, nameLine.IsMatch);
                return (path, (member < 0 ? at : member) + 1);
            }
        }

        return (_assembly, 0);
    }
}
