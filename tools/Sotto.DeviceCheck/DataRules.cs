using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>The rule about the bytes of array initialisers: too many and the assembly builds but does not load.</summary>
internal static class DataRules
{
    /// <summary>Checks the sum of all array initialisers of an assembly; the finding points at the largest.</summary>
    public static void Check(DeviceAssembly assembly, int limit)
    {
        FieldDefinition[] data = [.. assembly.Module.GetTypes().SelectMany(type => type.Fields).Where(field => field.InitialValue.Length > 0)
            .OrderByDescending(field => field.InitialValue.Length)];
        int sum = data.Sum(field => field.InitialValue.Length);
        if (sum > limit)
        {
            assembly.Report(Use(assembly, data[0]), "static-data", $"{assembly.Name} holds {sum} bytes of array initialisers, more than {limit}: it would not load; move tables to a resource");
        }
    }

    private static (string File, int Line) Use(DeviceAssembly assembly, FieldDefinition data)
    {
        foreach (MethodDefinition method in assembly.Module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            Instruction? use = method.Body.Instructions.FirstOrDefault(instruction => instruction.Operand is FieldReference field && field.FullName == data.FullName);
            if (use is not null)
            {
                return assembly.Sources.Of(method, use);
            }
        }

        return (assembly.Module.FileName, 0);
    }
}
