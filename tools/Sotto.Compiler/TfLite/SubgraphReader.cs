namespace Sotto.Compiler.TfLite;

/// <summary>Reads subgraphs and their operators.</summary>
/// <param name="codes">The model's operator codes.</param>
/// <param name="buffers">What the model's buffers hold.</param>
/// <param name="subgraphs">How many subgraphs the model has.</param>
internal sealed class SubgraphReader(TfLiteOperatorCode[] codes, ReadOnlyMemory<byte>[] buffers, int subgraphs)
{
    private const int MaximumTensors = 4096;
    private const int MaximumOperators = 2048;
    private const int LeftOut = -1;

    /// <summary>SubGraph: 0 tensors, 1 inputs, 2 outputs, 3 operators, 4 name.</summary>
    internal TfLiteSubgraph Read(FlatTable table, int index)
    {
        string prefix = Prefix(index);
        TfLiteTensor[] tensors = table.Tables(0, MaximumTensors, "tensor", new TensorReader(prefix, buffers).Read, prefix);
        TfLiteOperator[] operators = table.Tables(
            3, MaximumOperators, "operator", (item, number) => ReadOperator(item, number, prefix, tensors.Length), prefix);
        return new TfLiteSubgraph(
            index, table.String(4) ?? "", tensors, Tensors(table, 1, 0, tensors.Length), Tensors(table, 2, 0, tensors.Length), operators);
    }

    /// <summary>What stands before the name of a part in messages; nothing in the first subgraph, which most models have alone.</summary>
    private static string Prefix(int subgraph) => subgraph == 0 ? "" : $"subgraph {subgraph}, ";

    /// <summary>Operator: 0 opcode_index, 1 inputs, 2 outputs, 9 large_custom_options_offset, 10 large_custom_options_size.</summary>
    private TfLiteOperator ReadOperator(FlatTable table, int index, string prefix, int tensors)
    {
        uint opcode = table.Uint(0);
        if (opcode >= codes.Length)
        {
            throw table.Error($"operator code {opcode} of {codes.Length}");
        }

        TfLiteOperatorCode code = codes[opcode];
        FlatTable named = table.Named(prefix + TfLiteText.Operator(index, code));
        if (named.Ulong(9) != 0 || named.Ulong(10) != 0)
        {
            throw named.Error("its options lie behind the model");
        }

        int[] inputs = Tensors(named, 1, LeftOut, tensors);
        int[] outputs = Tensors(named, 2, 0, tensors);
        TfLiteOptions? options = OptionsReader.Read(named, code.Builtin);
        switch (options)
        {
            case SplitOptions { Splits: int splits } when splits != outputs.Length:
                throw named.Error($"num_splits {splits} for {outputs.Length} outputs");
            case PackOptions { Values: int values } when values != inputs.Length:
                throw named.Error($"values_count {values} for {inputs.Length} inputs");
            case CallOnceOptions { InitSubgraph: int called } when called < 0 || called >= subgraphs:
                throw named.Error($"subgraph {called} of {subgraphs}");
        }

        return new TfLiteOperator(index, code, inputs, outputs, options);
    }

    private static int[] Tensors(FlatTable table, int slot, int least, int count)
    {
        int[] tensors = table.Ints(slot);
        foreach (int tensor in tensors)
        {
            if (tensor < least || tensor >= count)
            {
                throw table.Error($"tensor {tensor} of {count}");
            }
        }

        return tensors;
    }
}
