using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>The rules about declarations: types, signatures, fields, local variables, attributes.</summary>
internal static class TypeRules
{
    /// <summary>Checks what a type declares, without its methods.</summary>
    public static void Check(DeviceAssembly assembly, TypeDefinition type)
    {
        (string File, int Line) place = assembly.Sources.Of(type);
        if (type.HasGenericParameters)
        {
            assembly.Report(place, "generics", $"'{type.Name}' is a generic type: nanoCLR crashes on it; write one type a use");
        }

        Use(assembly, type.BaseType, place);
        foreach (InterfaceImplementation used in type.Interfaces)
        {
            Use(assembly, used.InterfaceType, place);
        }

        Attributes(assembly, type, place);
        foreach (FieldDefinition field in type.Fields)
        {
            (string File, int Line) line = assembly.Sources.Of(field);
            Use(assembly, field.FieldType, line);
            Attributes(assembly, field, line);
        }
    }

    /// <summary>Checks the signature, the attributes and the local variables of a method.</summary>
    public static void Check(DeviceAssembly assembly, MethodDefinition method)
    {
        // The methods of a delegate are the runtime's, and only Invoke is ever called.
        if (method.IsRuntime)
        {
            return;
        }

        (string File, int Line) place = assembly.Sources.Of(method, null);
        if (method.HasGenericParameters)
        {
            assembly.Report(place, "generics", $"'{method.Name}' is a generic method: nanoCLR returns wrong results from it; write one method a type");
        }

        if (method.DeclaringType.IsInterface && method.HasBody && !method.IsConstructor)
        {
            assembly.Report(place, "interface-body", $"'{method.Name}' has a body in an interface: nanoCLR throws; use an abstract base class");
        }

        if (StateMachine(method) is { } word)
        {
            assembly.Report(place, "state-machine", $"'{method.Name}' uses {word}, which nanoFramework lacks; write the loop or a thread");
            return;
        }

        Use(assembly, method.ReturnType, place);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            Use(assembly, parameter.ParameterType, place);
        }

        Attributes(assembly, method, place);
        Locals(assembly, method);
        foreach (ExceptionHandler handler in method.HasBody ? method.Body.ExceptionHandlers : [])
        {
            Use(assembly, handler.CatchType, assembly.Sources.Of(method, handler.HandlerStart));
        }
    }

    /// <summary>Checks a type where it is used: by name it must exist, and it must be of a kind that nanoCLR runs.</summary>
    public static void Use(DeviceAssembly assembly, TypeReference? type, (string File, int Line) place)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case ArrayType { Rank: > 1 } array:
                assembly.Report(place, "array-rank", $"'{array.FullName}' has more than one dimension, which nanoFramework refuses; use an array of arrays");
                break;
            case PointerType or FunctionPointerType:
                assembly.Report(place, "pointers", $"'{type.FullName}': nanoCLR has no pointers; use an array and an index");
                break;
            case GenericInstanceType:
                assembly.Report(place, "generics", $"'{type.FullName}': nanoCLR crashes on generic types; use arrays, ArrayList, Hashtable or a delegate of your own");
                break;
            case RequiredModifierType { ModifierType.Name: "IsVolatile" }:
                assembly.Report(place, "volatile", "'volatile' does not compile for nanoFramework; use lock or Interlocked");
                break;
            case TypeSpecification wrapped:
                Use(assembly, wrapped.ElementType, place);
                break;
            default:
                Named(assembly, type, place);
                break;
        }
    }

    /// <summary>The keyword that makes the compiler turn a method into a state machine, or null.</summary>
    public static string? StateMachine(MethodDefinition method)
    {
        string? name = method.CustomAttributes.Select(attribute => attribute.AttributeType.Name).FirstOrDefault(name => name.EndsWith("StateMachineAttribute", StringComparison.Ordinal));
        return name switch
        {
            null => null,
            "IteratorStateMachineAttribute" => "yield",
            _ => "async",
        };
    }

    private static void Named(DeviceAssembly assembly, TypeReference type, (string File, int Line) place)
    {
        if (assembly.IsOurs(type))
        {
            return;
        }

        if (assembly.Apis.PackageOfType(type.FullName) is { } package)
        {
            assembly.Packages.Add(package);
        }
        else
        {
            assembly.Report(place, "api", $"type '{type.FullName}' is not in .nanoFramework/apis.txt");
        }
    }

    private static void Locals(DeviceAssembly assembly, MethodDefinition method)
    {
        foreach (VariableDefinition local in method.HasBody ? method.Body.Variables : [])
        {
            // .NET builds an interpolated string in such a variable, nanoFramework calls String.Format.
            if (!local.VariableType.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal))
            {
                Use(assembly, local.VariableType, assembly.Sources.Of(method, FirstStore(method, local)));
            }
        }
    }

    private static Instruction? FirstStore(MethodDefinition method, VariableDefinition local)
        => method.Body.Instructions.FirstOrDefault(instruction => Operands.Local(method, instruction) == local);

    private static void Attributes(DeviceAssembly assembly, ICustomAttributeProvider item, (string File, int Line) place)
    {
        foreach (CustomAttribute attribute in item.CustomAttributes)
        {
            TypeReference type = attribute.AttributeType;
            bool compiler = type.Namespace is "System.Runtime.CompilerServices" or "System.Diagnostics" || type.Name == "DefaultMemberAttribute";
            if (!compiler)
            {
                Use(assembly, type, place);
                if (attribute.ConstructorArguments.Any(IsNull))
                {
                    assembly.Report(place, "attribute-null", $"null in '{type.Name}': the metadata processor throws; write \"\" or another value");
                }
            }
        }
    }

    /// <summary>Whether an argument is null, or an array with a null in it: rows of data are one of objects.</summary>
    private static bool IsNull(CustomAttributeArgument argument) => argument.Value switch
    {
        null => true,
        CustomAttributeArgument boxed => IsNull(boxed),
        CustomAttributeArgument[] elements => elements.Any(IsNull),
        _ => false,
    };
}
