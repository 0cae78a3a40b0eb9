namespace Sotto.Compiler.TfLite;

/// <summary>Reads the tensors of a subgraph.</summary>
/// <param name="prefix">What stands before a tensor's name in messages.</param>
/// <param name="buffers">What the model's buffers hold.</param>
internal sealed class TensorReader(string prefix, ReadOnlyMemory<byte>[] buffers)
{
    private const int MaximumRank = 8;
    private const int MaximumElements = 1 << 24;

    /// <summary>
    /// Tensor: 0 shape, 1 type, 2 buffer, 3 name, 4 quantization, 5 is_variable, 6 sparsity, 9 variant_tensors, 10 external_buffer.
    /// </summary>
    internal TfLiteTensor Read(FlatTable table, int index)
    {
        string name = table.String(3) ?? "";
        FlatTable named = table.Named(prefix + TfLiteText.Tensor(index, name));
        TfLiteType type = (TfLiteType)named.Byte(1);
        if (!Enum.IsDefined(type))
        {
            throw named.Error($"type {(int)type} is unknown");
        }

        if (named.Has(6) || named.Has(9))
        {
            throw named.Error(named.Has(6) ? "it is sparse" : "it holds tensors");
        }

        int[] shape = named.Ints(0);
        int elements = Elements(named, shape);
        TfLiteQuantization? quantization = named.Table(4) is { } parameters ? ReadQuantization(parameters, shape, type) : null;
        return new TfLiteTensor(index, name, shape, type, quantization, Data(named, elements, type), named.Byte(5) != 0);
    }

    private static int Elements(FlatTable table, int[] shape)
    {
        if (shape.Length > MaximumRank)
        {
            throw table.Error($"{shape.Length} dimensions, {MaximumRank} at most");
        }

        long elements = 1;
        foreach (int extent in shape)
        {
            elements *= extent;
            if (extent is < 0 or > MaximumElements || elements > MaximumElements)
            {
                throw table.Error($"shape [{string.Join(',', shape)}]");
            }
        }

        return (int)elements;
    }

    /// <summary>QuantizationParameters: 2 scale, 3 zero_point, 4 details_type, 6 quantized_dimension.</summary>
    /// <returns>Null where scales or zero points are missing: TensorFlow Lite Micro takes the tensor as not quantised.</returns>
    private static TfLiteQuantization? ReadQuantization(FlatTable table, int[] shape, TfLiteType type)
    {
        if (table.Byte(4) != 0)
        {
            throw table.Error($"quantisation of kind {table.Byte(4)}");
        }

        float[] scales = table.Floats(2);
        long[] zeroPoints = table.Longs(3);
        if (scales.Length == 0 || zeroPoints.Length == 0)
        {
            return null;
        }

        int dimension = scales.Length == 1 ? 0 : table.Int(6);
        if (scales.Length > 1 && (dimension < 0 || dimension >= shape.Length || shape[dimension] != scales.Length))
        {
            throw table.Error($"{scales.Length} scales over dimension {dimension} of shape [{string.Join(',', shape)}]");
        }

        if (zeroPoints.Length != 1 && zeroPoints.Length != scales.Length)
        {
            throw table.Error($"{zeroPoints.Length} zero points for {scales.Length} scales");
        }

        CheckValues(table, scales, zeroPoints, type);
        return new TfLiteQuantization(scales, zeroPoints, dimension);
    }

    private static void CheckValues(FlatTable table, float[] scales, long[] zeroPoints, TfLiteType type)
    {
        foreach (float scale in scales)
        {
            if (!float.IsFinite(scale) || scale <= 0)
            {
                throw table.Error($"scale {scale}");
            }
        }

        (long least, long most) = type.ZeroPoints();
        foreach (long zeroPoint in zeroPoints)
        {
            if (zeroPoint < least || zeroPoint > most)
            {
                throw table.Error($"zero point {zeroPoint} of {TfLiteText.Name(type)}");
            }
        }
    }

    /// <summary>What a constant holds: a tensor is one if its buffer is not empty.</summary>
    private ReadOnlyMemory<byte>? Data(FlatTable table, int elements, TfLiteType type)
    {
        uint buffer = table.Uint(2);
        if (buffer >= buffers.Length)
        {
            throw table.Error($"buffer {buffer} of {buffers.Length}");
        }

        if (table.Uint(10) != 0)
        {
            throw table.Error("its data lies in another file");
        }

        ReadOnlyMemory<byte> data = buffers[buffer];
        if (data.IsEmpty)
        {
            return null;
        }

        long bytes = (((long)elements * type.Bits()) + 7) / 8;
        if (data.Length != bytes || type.Bits() == 0)
        {
            throw table.Error($"{data.Length} bytes of data for {elements} elements of {TfLiteText.Name(type)}");
        }

        table.Spend(bytes);
        return data;
    }
}
