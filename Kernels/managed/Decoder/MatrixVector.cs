namespace Sotto.Kernels;

/// <summary>Products of a matrix of 8 or 4 bits in a model file and an int8 vector in the arena, summed in 32 bits.</summary>
public static class MatrixVector
{
    /// <summary>A matrix times a vector, brought to int8.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="weights">Place of the matrix [rows, columns].</param>
    /// <param name="packed">Whether its weights have 4 bits and not 8.</param>
    /// <param name="rows">Values that come out.</param>
    /// <param name="columns">Values that go in.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="input">Place of the vector.</param>
    /// <param name="output">Place of the result.</param>
    /// <param name="scale">Brings sums to int8.</param>
    /// <param name="least">Lower results become this: -127, or 0 for a rectifier.</param>
    [Step]
    public static void ToBytes(
        byte[] model, int weights, bool packed, int rows, int columns, sbyte[] arena, int input, int output, Multiplier scale, int least)
    {
        int rowBytes = packed ? columns / 2 : columns;
        for (int row = 0; row < rows; row++, weights += rowBytes)
        {
            int sum = packed ? DotInt4(model, weights, columns, arena, input) : Dot(model, weights, columns, arena, input);
            int value = scale.Times(sum);
            arena[output + row] = (sbyte)(value > 127 ? 127 : value < least ? least : value);
        }
    }

    /// <summary>A matrix times a vector, added to the residual stream, which saturates at 2^27.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="weights">Place of the matrix [rows, columns].</param>
    /// <param name="packed">Whether its weights have 4 bits and not 8.</param>
    /// <param name="rows">Values of the residual stream.</param>
    /// <param name="columns">Values that go in.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="input">Place of the vector.</param>
    /// <param name="scale">Brings sums to Q19.12.</param>
    /// <param name="residual">What is added to.</param>
    [Step]
    public static void Add(
        byte[] model, int weights, bool packed, int rows, int columns, sbyte[] arena, int input, Multiplier scale, int[] residual)
    {
        const long limit = 1 << 27;
        int rowBytes = packed ? columns / 2 : columns;
        for (int row = 0; row < rows; row++, weights += rowBytes)
        {
            int sum = packed ? DotInt4(model, weights, columns, arena, input) : Dot(model, weights, columns, arena, input);
            long value = (long)residual[row] + scale.Times(sum);
            residual[row] = (int)(value > limit ? limit : value < -limit ? -limit : value);
        }
    }

    /// <summary>One row times the vector.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="weights">Place of the row.</param>
    /// <param name="columns">Its length, a multiple of 4.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="input">Place of the vector.</param>
    [Step]
    public static int Dot(byte[] model, int weights, int columns, sbyte[] arena, int input)
    {
        int sum = 0;
        for (int i = 0; i < columns; i += 4)
        {
            sum += (sbyte)model[weights + i] * arena[input + i];
            sum += (sbyte)model[weights + i + 1] * arena[input + i + 1];
            sum += (sbyte)model[weights + i + 2] * arena[input + i + 2];
            sum += (sbyte)model[weights + i + 3] * arena[input + i + 3];
        }

        return sum;
    }

    /// <summary>The same of a row of 4 bits, two weights a byte, the first in the low half.</summary>
    /// <param name="model">The model file.</param>
    /// <param name="weights">Place of the row.</param>
    /// <param name="columns">Its length, a multiple of 8.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="input">Place of the vector.</param>
    [Step]
    public static int DotInt4(byte[] model, int weights, int columns, sbyte[] arena, int input)
    {
        int sum = 0;
        for (int end = input + columns; input < end; input += 8, weights += 4)
        {
            int pair = (sbyte)model[weights];
            sum += (((pair << 28) >> 28) * arena[input]) + ((pair >> 4) * arena[input + 1]);
            pair = (sbyte)model[weights + 1];
            sum += (((pair << 28) >> 28) * arena[input + 2]) + ((pair >> 4) * arena[input + 3]);
            pair = (sbyte)model[weights + 2];
            sum += (((pair << 28) >> 28) * arena[input + 4]) + ((pair >> 4) * arena[input + 5]);
            pair = (sbyte)model[weights + 3];
            sum += (((pair << 28) >> 28) * arena[input + 6]) + ((pair >> 4) * arena[input + 7]);
        }

        return sum;
    }
}
