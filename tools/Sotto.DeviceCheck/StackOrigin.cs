using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sotto.DeviceCheck;

/// <summary>Tells the static type of a value that an instruction takes from the stack, as far as the code in front of it shows.</summary>
internal static class StackOrigin
{
    /// <summary>The static type of a value on the stack.</summary>
    /// <param name="method">The method.</param>
    /// <param name="consumer">The instruction that takes the value.</param>
    /// <param name="below">How many values lie above it: 0 for the last argument.</param>
    /// <returns>The type; null where it cannot be seen.</returns>
    public static TypeReference? TypeOf(MethodDefinition method, Instruction consumer, int below)
    {
        for (Instruction? from = consumer.Previous; from is not null; from = from.Previous)
        {
            if (from.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            {
                return null;
            }

            int pushed = Pushed(from);
            if (below < pushed)
            {
                return Produced(method, from);
            }

            below += Popped(from) - pushed;
        }

        return null;
    }

    private static TypeReference? Produced(MethodDefinition method, Instruction from)
    {
        switch (from.OpCode.Code)
        {
            case Code.Dup:
                return TypeOf(method, from, 0);
            case Code.Ldelem_Ref:
                return (TypeOf(method, from, 1) as ArrayType)?.ElementType;
            case Code.Newarr:
                return new ArrayType((TypeReference)from.Operand);
        }

        return Operands.Local(method, from)?.VariableType ?? Operands.Argument(method, from) ?? from.Operand switch
        {
            FieldReference field => field.FieldType,
            MethodReference called when from.OpCode.Code == Code.Newobj => called.DeclaringType,
            MethodReference called => called.ReturnType,
            TypeReference type => type,
            _ => null,
        };
    }

    private static int Pushed(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => ((MethodReference)instruction.Operand).ReturnType.MetadataType == MetadataType.Void ? 0 : 1,
        _ => 1,
    };

    private static int Popped(Instruction instruction) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Varpop when instruction.Operand is MethodReference called => called.Parameters.Count + (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0),
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
            or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
        _ => 0,
    };
}
