using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>The rules about single instructions that hold in every method.</summary>
internal static class CodeRules
{
    /// <summary>Checks one instruction.</summary>
    public static void Check(DeviceAssembly assembly, MethodDefinition method, Instruction instruction)
    {
        string operation = instruction.OpCode.Name;
        if (operation.Contains(".ovf", StringComparison.Ordinal))
        {
            assembly.Report(method, instruction, "checked", "'checked' arithmetic never checks on nanoCLR; compare before you compute");
        }

        switch (instruction.OpCode.Code)
        {
            case Code.Localloc:
                assembly.Report(method, instruction, "stackalloc", "'stackalloc' throws on nanoCLR; keep an array");
                break;
            case Code.Calli:
                assembly.Report(method, instruction, "pointers", "function pointers throw on nanoCLR; use a delegate");
                break;
            case Code.Castclass or Code.Isinst:
                Reinterpretation(assembly, method, instruction, StackOrigin.TypeOf(method, instruction, 0), (TypeReference)instruction.Operand);
                break;
        }

        switch (instruction.Operand)
        {
            case MethodReference called:
                Call(assembly, method, instruction, called);
                break;
            case FieldReference field:
                Member(assembly, method, instruction, field.DeclaringType, field.FullName);
                break;
            case TypeReference type:
                TypeRules.Use(assembly, type, assembly.Sources.Of(method, instruction));
                break;
        }
    }

    private static void Call(DeviceAssembly assembly, MethodDefinition method, Instruction instruction, MethodReference called)
    {
        MethodReference element = called.GetElementMethod();
        if (element.DeclaringType is ArrayType array)
        {
            TypeRules.Use(assembly, array, assembly.Sources.Of(method, instruction));
            return;
        }

        EnumText(assembly, method, instruction, called);
        if (element.Name == "Copy" && element.DeclaringType.FullName == "System.Array")
        {
            int targetBelow = element.Parameters.Count == 3 ? 1 : 2;
            Reinterpretation(assembly, method, instruction, StackOrigin.TypeOf(method, instruction, element.Parameters.Count - 1), StackOrigin.TypeOf(method, instruction, targetBelow));
        }

        string name = element.FullName;
        bool compiled = Lowered(assembly, method, name);
        if (called is GenericInstanceMethod && !compiled)
        {
            assembly.Report(method, instruction, "generics", $"'{called.FullName}': nanoCLR returns wrong results from generic methods");
        }
        else if (!compiled)
        {
            Member(assembly, method, instruction, element.DeclaringType, name);
        }
    }

    /// <summary>Whether only the .NET compiler writes a call, for C# that nanoFramework's compiles to other calls.</summary>
    private static bool Lowered(DeviceAssembly assembly, MethodDefinition method, string name)
    {
        if (!assembly.Apis.Same.ContainsKey(name))
        {
            return false;
        }

        assembly.Packages.Add(assembly.Apis.PackageOf(name)!);
        return !name.Contains("CompareExchange", StringComparison.Ordinal) || method.IsAddOn || method.IsRemoveOn;
    }

    private static void Member(DeviceAssembly assembly, MethodDefinition method, Instruction instruction, TypeReference type, string name)
    {
        if (type is GenericInstanceType)
        {
            TypeRules.Use(assembly, type, assembly.Sources.Of(method, instruction));
        }
        else if (!assembly.IsOurs(type))
        {
            if (assembly.Apis.PackageOf(name) is { } package)
            {
                assembly.Packages.Add(package);
            }
            else
            {
                assembly.Report(method, instruction, "api", $"'{name}' is not in .nanoFramework/apis.txt");
            }
        }
    }

    /// <summary>An array of one primitive type that is taken for an array of another: legal IL, a throw on nanoCLR.</summary>
    private static void Reinterpretation(DeviceAssembly assembly, MethodDefinition method, Instruction instruction, TypeReference? from, TypeReference? to)
    {
        if (from is ArrayType { ElementType.IsPrimitive: true } source && to is ArrayType { ElementType.IsPrimitive: true } target
            && source.ElementType.FullName != target.ElementType.FullName)
        {
            assembly.Report(method, instruction, "array-cast", $"'{source.FullName}' taken as '{target.FullName}' throws on nanoCLR; copy element by element");
        }
    }

    private static void EnumText(DeviceAssembly assembly, MethodDefinition method, Instruction instruction, MethodReference called)
    {
        TypeReference? value = instruction.Previous switch
        {
            { OpCode.Code: Code.Constrained or Code.Box } previous when called.Name is "ToString" or "Concat" or "Format" => (TypeReference)previous.Operand,
            _ => called is GenericInstanceMethod { Name: "AppendFormatted" } formatted ? formatted.GenericArguments[0] : null,
        };

        if (called.DeclaringType.FullName == "System.Enum" && called.Name == "ToString")
        {
            value = called.DeclaringType;
        }

        if (value is not null && (value.FullName == "System.Enum" || (assembly.IsOurs(value) && value.Resolve() is { IsEnum: true })))
        {
            assembly.Report(method, instruction, "enum-text", $"the text of '{value.Name}' is a number on nanoCLR; switch over its values");
        }
    }
}
