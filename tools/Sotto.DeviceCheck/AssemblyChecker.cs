using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>Checks compiled device assemblies against what nanoFramework 1.x really runs.</summary>
public static class AssemblyChecker
{
    /// <summary>
    /// How many bytes of array initialisers one assembly may hold. About 64 KB is where a nanoFramework assembly
    /// builds silently and fails at load; the rest is left for what the metadata processor adds.
    /// </summary>
    public const int StaticDataLimit = 60_000;

    /// <summary>Checks a set of device assemblies that may use each other.</summary>
    /// <param name="paths">The assemblies; each with its portable symbols (.pdb) beside it.</param>
    /// <param name="apis">What they may use beside each other.</param>
    /// <param name="staticDataLimit">The most bytes of array initialisers in one assembly.</param>
    /// <returns>What is wrong, by file and line.</returns>
    /// <exception cref="FileNotFoundException">An assembly or its symbols are missing.</exception>
    public static IReadOnlyList<Finding> Check(IReadOnlyCollection<string> paths, ApiList apis, int staticDataLimit = StaticDataLimit)
        => InOrder(Inspect(paths, apis, staticDataLimit));

    /// <summary>The findings of some assemblies, each once, by file and line.</summary>
    internal static IReadOnlyList<Finding> InOrder(IEnumerable<DeviceAssembly> assemblies)
        => [.. assemblies.SelectMany(assembly => assembly.Findings).Distinct().OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line)];

    /// <summary>Checks a set of device assemblies and keeps what each was found to use.</summary>
    internal static IReadOnlyList<DeviceAssembly> Inspect(IReadOnlyCollection<string> paths, ApiList apis, int staticDataLimit = StaticDataLimit)
    {
        using DefaultAssemblyResolver resolver = new();
        foreach (string folder in paths.Select(path => Path.GetDirectoryName(Path.GetFullPath(path))!).Distinct())
        {
            resolver.AddSearchDirectory(folder);
        }

        ReaderParameters parameters = new() { AssemblyResolver = resolver, ReadSymbols = true, InMemory = true };
        HashSet<string> names = [.. paths.Select(path => Path.GetFileNameWithoutExtension(path))];
        List<DeviceAssembly> assemblies = [];
        foreach (string path in paths)
        {
            using AssemblyDefinition definition = AssemblyDefinition.ReadAssembly(path, parameters);
            DeviceAssembly assembly = new(definition.MainModule, new SourceMap(path), apis, names);
            Check(assembly, staticDataLimit);
            assemblies.Add(assembly);
        }

        return assemblies;
    }

    private static void Check(DeviceAssembly assembly, int staticDataLimit)
    {
        DataRules.Check(assembly, staticDataLimit);
        StepRules steps = new(assembly);
        foreach (TypeDefinition type in assembly.Module.GetTypes().Where(type => !WrittenByCompiler(type)))
        {
            TypeRules.Check(assembly, type);
            foreach (MethodDefinition method in type.Methods)
            {
                TypeRules.Check(assembly, method);
                foreach (Instruction instruction in method.HasBody && TypeRules.StateMachine(method) is null ? method.Body.Instructions : [])
                {
                    CodeRules.Check(assembly, method, instruction);
                }

                steps.Check(method);
            }
        }
    }

    /// <summary>
    /// Whether a type is the compiler's own: attributes it embeds, array initialisers and string hashes, and the state
    /// machines of async and yield, which are reported once, at the method that asked for them.
    /// </summary>
    private static bool WrittenByCompiler(TypeDefinition type)
        => type.Name is "<Module>" || type.FullName.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
            || (DeviceAssembly.IsGenerated(type) && (type.Namespace.StartsWith("System", StringComparison.Ordinal) || type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal)))
            || (type.IsNested && DeviceAssembly.IsGenerated(type) && type.Interfaces.Any(used => used.InterfaceType.Name is "IAsyncStateMachine" or "IEnumerator" or "IEnumerator`1"))
            || (type.DeclaringType is not null && WrittenByCompiler(type.DeclaringType));
}
