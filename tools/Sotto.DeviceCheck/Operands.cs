using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>The variables that instructions name, whichever of IL's short forms they use.</summary>
internal static class Operands
{
    /// <summary>The local variable that an instruction loads, stores or takes the address of.</summary>
    public static VariableDefinition? Local(MethodDefinition method, Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Ldloc_0 and <= Code.Ldloc_3 => method.Body.Variables[instruction.OpCode.Code - Code.Ldloc_0],
        >= Code.Stloc_0 and <= Code.Stloc_3 => method.Body.Variables[instruction.OpCode.Code - Code.Stloc_0],
        _ => instruction.Operand as VariableDefinition,
    };

    /// <summary>The type of the argument that an instruction loads, stores or takes the address of.</summary>
    public static TypeReference? Argument(MethodDefinition method, Instruction instruction)
    {
        if (instruction.OpCode.Code is not (>= Code.Ldarg_0 and <= Code.Ldarg_3))
        {
            return (instruction.Operand as ParameterDefinition)?.ParameterType;
        }

        int index = instruction.OpCode.Code - Code.Ldarg_0 - (method.HasThis ? 1 : 0);
        return index < 0 ? method.DeclaringType : method.Parameters[index].ParameterType;
    }
}
