using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>One device assembly under check: what the rules ask about it and what they found.</summary>
/// <param name="module">The compiled code.</param>
/// <param name="sources">Its source lines.</param>
/// <param name="apis">The members it may use.</param>
/// <param name="deviceAssemblies">The names of the assemblies that are device code themselves.</param>
internal sealed class DeviceAssembly(ModuleDefinition module, SourceMap sources, ApiList apis, IReadOnlySet<string> deviceAssemblies)
{
    private readonly List<Finding> _findings = [];

    public ModuleDefinition Module => module;

    public string Name => module.Assembly.Name.Name;

    public SourceMap Sources => sources;

    public ApiList Apis => apis;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The packages whose members or types the assembly uses.</summary>
    public SortedSet<string> Packages { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the other device assemblies that the assembly uses.</summary>
    public IReadOnlyList<string> References { get; } = [.. module.AssemblyReferences.Select(reference => reference.Name).Where(deviceAssemblies.Contains)];

    public static bool IsGenerated(ICustomAttributeProvider item)
        => item.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");

    public void Report((string File, int Line) place, string rule, string message) => _findings.Add(new Finding(place.File, place.Line, rule, message));

    public void Report(MethodDefinition method, Instruction? instruction, string rule, string message) => Report(sources.Of(method, instruction), rule, message);

    /// <summary>Whether a type is device code: of this assembly or of another one under check.</summary>
    public bool IsOurs(TypeReference type)
    {
        TypeReference element = type.GetElementType();
        return element.Scope switch
        {
            ModuleDefinition => true,
            AssemblyNameReference reference => deviceAssemblies.Contains(reference.Name),
            _ => false,
        };
    }
}
