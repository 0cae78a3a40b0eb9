using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>
/// The rules for methods marked <c>[Step]</c>: no allocation, no floating point, no call into anything that does not keep
/// the same promise. Property accessors that a step calls are held to the same without a mark.
/// </summary>
/// <param name="assembly">The assembly under check.</param>
internal sealed class StepRules(DeviceAssembly assembly)
{
    private readonly HashSet<string> _done = [];

    /// <summary>Checks a method if it is a step, or if it stands in for one.</summary>
    public void Check(MethodDefinition method)
    {
        if (IsStep(method))
        {
            Body(method);
        }
        else if (Promised(method) is { } promise)
        {
            assembly.Report(method, null, "step-override", $"'{method.Name}' stands in for the step '{promise.DeclaringType.Name}.{promise.Name}' and must be marked [Step]");
        }
    }

    private static bool IsStep(MethodDefinition method) => method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "StepAttribute");

    private void Body(MethodDefinition method)
    {
        if (!method.HasBody || !_done.Add(method.FullName))
        {
            return;
        }

        foreach (TypeReference type in method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType))
        {
            Value(method, null, type);
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            Allocation(method, instruction);
            Float(method, instruction);
            if (instruction.Operand is MethodReference called && instruction.OpCode.Code is Code.Call or Code.Callvirt)
            {
                Value(method, instruction, called.ReturnType);
                Call(method, instruction, called);
            }
        }
    }

    private void Allocation(MethodDefinition method, Instruction instruction)
    {
        string? what = instruction.OpCode.Code switch
        {
            Code.Newobj when instruction.Operand is MethodReference { DeclaringType: { } type } => $"'new {type.Name}'",
            Code.Newarr => "a new array",
            Code.Box => $"boxing '{((TypeReference)instruction.Operand).Name}'",
            Code.Ldstr => "a string literal",
            Code.Ldftn or Code.Ldvirtftn => "a delegate",
            Code.Ldtoken => "a type or table token",
            _ => null,
        };

        // The delegate's own newobj follows its ldftn on the same line: one finding for both.
        bool afterFunction = instruction.OpCode.Code == Code.Newobj && instruction.Previous?.OpCode.Code is Code.Ldftn or Code.Ldvirtftn;
        if (what is not null && !afterFunction)
        {
            assembly.Report(method, instruction, "step-allocates", $"{what} allocates in the step '{method.Name}'; allocate before, or throw from a helper that is no step");
        }
    }

    private void Float(MethodDefinition method, Instruction instruction)
    {
        string name = instruction.OpCode.Name;
        if (name.Contains(".r4", StringComparison.Ordinal) || name.Contains(".r8", StringComparison.Ordinal) || name == "conv.r.un")
        {
            assembly.Report(method, instruction, "step-float", $"floating point in the step '{method.Name}'; use fixed point");
        }

        Value(method, instruction, Operands.Local(method, instruction)?.VariableType ?? Operands.Argument(method, instruction) ?? (instruction.Operand as FieldReference)?.FieldType);
    }

    /// <summary>Checks the type of a value that a step holds: no float, and no struct, which nanoCLR keeps on its heap.</summary>
    private void Value(MethodDefinition method, Instruction? instruction, TypeReference? type)
    {
        if (type is { MetadataType: MetadataType.Single or MetadataType.Double })
        {
            assembly.Report(method, instruction, "step-float", $"floating point in the step '{method.Name}'; use fixed point");
        }
        else if (type is { IsValueType: true, IsPrimitive: false } && type.MetadataType != MetadataType.Void
            && assembly.IsOurs(type) && type.Resolve() is { IsEnum: false } && !OnInstance(instruction))
        {
            assembly.Report(method, instruction, "step-allocates", $"nanoCLR keeps every copy of the struct '{type.Name}' on the heap; use a class made before the step '{method.Name}'");
        }
    }

    /// <summary>Whether an instruction only takes the address of a struct that lives elsewhere.</summary>
    private static bool OnInstance(Instruction? instruction) => instruction?.OpCode.Code is Code.Ldflda or Code.Ldsflda;

    private void Call(MethodDefinition method, Instruction instruction, MethodReference called)
    {
        if (!assembly.IsOurs(called.DeclaringType))
        {
            string name = called.GetElementMethod().FullName;
            if (assembly.Apis.PackageOf(name) is not null && !assembly.Apis.InStep(name))
            {
                assembly.Report(method, instruction, "step-calls", $"the step '{method.Name}' calls '{name}', which .nanoFramework/apis.txt does not mark 'step'");
            }
        }
        else if (called.Resolve() is { } target && !IsStep(target) && !NeverReturns(target))
        {
            if ((target.IsGetter || target.IsSetter) && (!target.IsVirtual || target.IsFinal || target.DeclaringType.IsSealed))
            {
                Body(target);
            }
            else if (!target.DeclaringType.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal))
            {
                assembly.Report(method, instruction, "step-calls", $"the step '{method.Name}' calls '{target.DeclaringType.Name}.{target.Name}', which is not marked [Step]");
            }
        }
    }

    /// <summary>Whether a method only throws: the way for a step to refuse its arguments.</summary>
    private static bool NeverReturns(MethodDefinition method)
        => method.HasBody && method.Body.Instructions.All(instruction => instruction.OpCode.Code != Code.Ret);

    /// <summary>The step that a method overrides or implements.</summary>
    private MethodDefinition? Promised(MethodDefinition method)
    {
        if (!method.IsVirtual)
        {
            return null;
        }

        for (TypeDefinition? type = method.DeclaringType; type is not null; type = Base(type))
        {
            foreach (TypeDefinition? declared in type.Interfaces.Select(used => Ours(used.InterfaceType)).Append(type == method.DeclaringType ? null : type))
            {
                MethodDefinition? promise = declared?.Methods.FirstOrDefault(other => other.IsVirtual && SameShape(other, method) && IsStep(other));
                if (promise is not null)
                {
                    return promise;
                }
            }
        }

        return null;
    }

    private TypeDefinition? Base(TypeDefinition type) => type.BaseType is null ? null : Ours(type.BaseType);

    private TypeDefinition? Ours(TypeReference type) => assembly.IsOurs(type) ? type.Resolve() : null;

    private static bool SameShape(MethodDefinition promise, MethodDefinition method)
        => (method.Name == promise.Name || method.Overrides.Any(implemented => implemented.Name == promise.Name))
            && promise.Parameters.Select(parameter => parameter.ParameterType.FullName).SequenceEqual(method.Parameters.Select(parameter => parameter.ParameterType.FullName));
}
