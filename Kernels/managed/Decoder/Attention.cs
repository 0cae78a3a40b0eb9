namespace Sotto.Kernels;

/// <summary>Attention of one position to all before it and itself (Vaswani et al., "Attention Is All You Need", 2017, section 3.2.1).</summary>
public static class Attention
{
    /// <summary>Turns pairs of a vector's heads by the angles of a position.</summary>
    /// <param name="shape">Sizes and the place of the rotations.</param>
    /// <param name="model">The model file.</param>
    /// <param name="position">The position.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="vector">Place of the heads, one after the other.</param>
    /// <param name="heads">How many there are.</param>
    [Step]
    public static void Rotate(DecoderShape shape, byte[] model, int position, sbyte[] arena, int vector, int heads)
    {
        int half = shape.HeadWidth / 2;
        for (int head = 0; head < heads; head++)
        {
            int turn = shape.Rotation + (position * half * 2);
            for (int i = 0; i < half; i++)
            {
                int cosine = (sbyte)model[turn + (2 * i)];
                int sine = (sbyte)model[turn + (2 * i) + 1];
                int first = arena[vector + i];
                int second = arena[vector + half + i];
                arena[vector + i] = ToByte((first * cosine) - (second * sine));
                arena[vector + half + i] = ToByte((second * cosine) + (first * sine));
            }

            vector += shape.HeadWidth;
        }
    }

    /// <summary>One head: the mean of the values, weighed by how well their keys fit the query.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="scale">Products of query and key to logits.</param>
    /// <param name="arena">All activations.</param>
    /// <param name="query">Place of the head's query.</param>
    /// <param name="keys">Place of the first position's key.</param>
    /// <param name="values">Place of the first position's value.</param>
    /// <param name="positions">How many there are; they lie <see cref="DecoderShape.KeyWidth"/> apart.</param>
    /// <param name="weights">Working memory, one a position.</param>
    /// <param name="output">Place of the result.</param>
    [Step]
    public static void Head(
        DecoderShape shape, Multiplier scale, sbyte[] arena, int query, int keys, int values, int positions, int[] weights, int output)
    {
        int largest = int.MinValue;
        for (int t = 0; t < positions; t++)
        {
            weights[t] = Product(arena, query, keys + (t * shape.KeyWidth), shape.HeadWidth);
            largest = weights[t] > largest ? weights[t] : largest;
        }

        int sum = 0;
        for (int t = 0; t < positions; t++)
        {
            weights[t] = Probabilities.OfScore(weights[t], largest, scale);
            sum += weights[t];
        }

        for (int i = 0; i < shape.HeadWidth; i++)
        {
            int total = 0;
            for (int t = 0; t < positions; t++)
            {
                total += weights[t] * arena[values + (t * shape.KeyWidth) + i];
            }

            arena[output + i] = (sbyte)((total + (total < 0 ? -(sum / 2) : sum / 2)) / sum);
        }
    }

    /// <summary>The product of two int8 vectors in the arena.</summary>
    [Step]
    public static int Product(sbyte[] arena, int a, int b, int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += arena[a + i] * arena[b + i];
        }

        return sum;
    }

    [Step]
    private static sbyte ToByte(int value)
    {
        int rounded = (value + 64) >> 7;
        return (sbyte)(rounded > 127 ? 127 : rounded < -127 ? -127 : rounded);
    }
}
