using System.Runtime.InteropServices;
using Sotto.Compiler.TfLite;

namespace Sotto.Compiler.Import;

/// <summary>A concatenation of kept frames and new ones: the tensor of the new ones gets a history.</summary>
/// <param name="Kept">How many frames are kept.</param>
/// <param name="New">Which input of the concatenation brings the new ones.</param>
internal sealed record Ring(int Kept, int New);

/// <summary>
/// Finds the variables of a streaming model. All that is run is a ring: the last frames of what is concatenated are assigned
/// to the variable, and read from it before the new ones the next time. Two shapes of it occur: the frames to keep are cut
/// from the concatenation, or all of it is kept and the oldest are cut off after reading.
/// </summary>
internal sealed class Rings
{
    private readonly TfLiteSubgraph _main;
    private readonly Dictionary<int, string> _variables = [];
    private readonly Dictionary<int, Ring> _rings = [];
    private readonly HashSet<int> _done = [];

    private Rings(TfLiteSubgraph main)
    {
        _main = main;
    }

    /// <summary>How many rings there are.</summary>
    internal int Count => _rings.Count;

    /// <summary>The ring that an operator's concatenation makes; null if it is none.</summary>
    internal Ring? At(TfLiteOperator item) => _rings.GetValueOrDefault(item.Index);

    /// <summary>Whether an operator only serves variables, and is done with.</summary>
    internal bool IsDone(TfLiteOperator item) => _done.Contains(item.Index);

    /// <summary>Finds all rings of a model's first subgraph.</summary>
    internal static Rings Find(TfLiteModel model)
    {
        Rings rings = new(model.Subgraphs[0]);
        foreach (TfLiteOperator item in rings._main.Operators.Where(item => item.Code.Builtin == TfLiteBuiltin.VarHandle))
        {
            rings._variables[Only(item, item.Outputs)] = Name(item);
            rings._done.Add(item.Index);
        }

        foreach (TfLiteOperator item in rings._main.Operators.Where(item => item.Options is CallOnceOptions))
        {
            CheckInitialisation(item, model.Subgraphs[((CallOnceOptions)item.Options!).InitSubgraph]);
            rings._done.Add(item.Index);
        }

        foreach (TfLiteOperator item in rings._main.Operators.Where(item => item.Code.Builtin == TfLiteBuiltin.ReadVariable))
        {
            rings.Add(item);
        }

        return rings;
    }

    private static string Name(TfLiteOperator item) =>
        item.Options is VarHandleOptions options ? $"{options.Container}/{options.SharedName}" : throw Graph.Error(item, "no options");

    /// <summary>That variables begin as the device's histories do, at their zero points.</summary>
    private static void CheckInitialisation(TfLiteOperator item, TfLiteSubgraph called)
    {
        foreach (TfLiteOperator inner in called.Operators)
        {
            bool assigns = inner.Code.Builtin == TfLiteBuiltin.AssignVariable && inner.Inputs is [_, >= 0];
            if (!assigns && inner.Code.Builtin != TfLiteBuiltin.VarHandle)
            {
                throw Graph.Error(item, $"{inner.Label} of subgraph {called.Index} is not run");
            }

            if (assigns)
            {
                TfLiteTensor value = called.Tensors[inner.Inputs[1]];
                byte zero = (byte)Graph.Quantization(inner, value).ZeroPoint;
                if (value.Data is not { } data || value.Type != TfLiteType.Int8 || data.Span.ContainsAnyExcept(zero))
                {
                    throw Graph.Error(item, $"subgraph {called.Index} assigns {value.Label}, which is not all zero points of INT8");
                }
            }
        }
    }

    private void Add(TfLiteOperator read)
    {
        string name = Variable(read);
        TfLiteOperator[] assigns = [.. _main.Operators.Where(item => item.Code.Builtin == TfLiteBuiltin.AssignVariable && Variable(item) == name)];
        int reads = _main.Operators.Count(item => item.Code.Builtin == TfLiteBuiltin.ReadVariable && Variable(item) == name);
        string label = TfLiteText.Printable(name);
        if (assigns.Length == 0)
        {
            throw Graph.Error(read, $"variable {label} is never assigned");
        }

        if (assigns.Length > 1 || reads > 1 || assigns[0].Index < read.Index || assigns[0].Inputs is not [_, >= 0])
        {
            throw Graph.Error(read, $"variable {label} is not read once and assigned once after");
        }

        _done.Add(read.Index);
        _done.Add(assigns[0].Index);
        if (!AddRing(Only(read, read.Outputs), assigns[0].Inputs[1]))
        {
            throw Graph.Error(read, $"variable {label} is no ring of frames");
        }
    }

    private bool AddRing(int read, int assigned)
    {
        TfLiteOperator[] readers = Readers(read);
        if (readers is not [{ } reader])
        {
            return false;
        }

        int oldest = read;
        if (reader.Options is StridedSliceOptions && Tail(reader) is not null && reader.Outputs is [int cut] && Readers(cut) is [{ } next])
        {
            _done.Add(reader.Index);
            (oldest, reader) = (cut, next);
        }

        if (reader is not { Options: ConcatenationOptions, Inputs: [int first, >= 0], Outputs: [int all] } || first != oldest || !AlongTime(reader))
        {
            return false;
        }

        int kept = Time(oldest);
        TfLiteOperator? cutter = _main.Operators.FirstOrDefault(item => item.Outputs.Contains(assigned));
        bool keepsTail = oldest == read && cutter is { Options: StridedSliceOptions, Inputs: [int whole, ..] } && whole == all && Tail(cutter) == kept;
        bool keepsAll = oldest != read && assigned == all && Time(read) == Time(all);
        _rings[reader.Index] = new Ring(kept, 1);
        return (keepsTail || keepsAll) && SameQuantisation(read, all) && SameQuantisation(assigned, all);
    }

    /// <summary>How many frames a slice keeps of its input, if those are the last and whole; else null.</summary>
    private int? Tail(TfLiteOperator slice)
    {
        StridedSliceOptions options = (StridedSliceOptions)slice.Options!;
        if (slice.Inputs is not [>= 0, >= 0, >= 0, >= 0] || slice.Outputs is not [int result] || options.ShrinkAxisMask != 0)
        {
            return null;
        }

        TfLiteTensor input = _main.Tensors[slice.Inputs[0]];
        int[][] numbers = [.. slice.Inputs[1..].Select(i => Numbers(_main.Tensors[i]))];
        int[] shape = _main.Tensors[result].Shape;
        if (shape.Length != input.Shape.Length || numbers.Any(list => list.Length != shape.Length) || numbers[2].Any(step => step != 1))
        {
            return null;
        }

        for (int axis = 0; axis < shape.Length; axis++)
        {
            int extent = input.Shape[axis];
            int begin = (options.BeginMask & (1 << axis)) != 0 ? 0 : numbers[0][axis] < 0 ? numbers[0][axis] + extent : numbers[0][axis];
            int end = (options.EndMask & (1 << axis)) != 0 ? extent : numbers[1][axis] < 0 ? numbers[1][axis] + extent : numbers[1][axis];
            if (end < extent || extent - begin != shape[axis] || (axis != 1 && begin != 0))
            {
                return null;
            }
        }

        return shape.Length > 1 ? shape[1] : null;
    }

    private bool AlongTime(TfLiteOperator concatenation)
    {
        int rank = _main.Tensors[concatenation.Outputs[0]].Shape.Length;
        int axis = ((ConcatenationOptions)concatenation.Options!).Axis;
        bool one = rank is 3 or 4 && concatenation.Inputs.Append(concatenation.Outputs[0]).All(i => _main.Tensors[i].Shape is [1, ..] shape && shape.Length == rank);
        return one && (axis < 0 ? axis + rank : axis) == 1;
    }

    private int Time(int tensor) => _main.Tensors[tensor].Shape is [_, int frames, ..] ? frames : 0;

    private bool SameQuantisation(int a, int b) =>
        _main.Tensors[a] is { Type: TfLiteType.Int8, Quantization: { } first } && _main.Tensors[b] is { Type: TfLiteType.Int8, Quantization: { } second }
        && first.Scales.SequenceEqual(second.Scales) && first.ZeroPoints.SequenceEqual(second.ZeroPoints);

    private static int[] Numbers(TfLiteTensor tensor) =>
        tensor is { Type: TfLiteType.Int32, Data: { } data } ? MemoryMarshal.Cast<byte, int>(data.Span).ToArray() : [];

    private TfLiteOperator[] Readers(int tensor) => [.. _main.Operators.Where(item => item.Inputs.Contains(tensor))];

    private string Variable(TfLiteOperator item) =>
        item.Inputs is [int handle, ..] && _variables.TryGetValue(handle, out string? name) ? name : throw Graph.Error(item, "its variable has no VAR_HANDLE");

    private static int Only(TfLiteOperator item, int[] tensors) => tensors is [int tensor] ? tensor : throw Graph.Error(item, $"{tensors.Length} outputs, 1 is wanted");
}
