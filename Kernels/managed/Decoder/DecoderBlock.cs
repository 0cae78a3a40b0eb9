namespace Sotto.Kernels;

/// <summary>Places of a block's weights, each [outputs, inputs], and what brings their sums back.</summary>
public sealed class DecoderBlock
{
    /// <summary>Weights of queries [width, width].</summary>
    public int Query;

    /// <summary>Weights of keys [key width, width].</summary>
    public int Key;

    /// <summary>Weights of values [key width, width].</summary>
    public int Value;

    /// <summary>Weights of what attention found [width, width].</summary>
    public int Output;

    /// <summary>Weights into the hidden layer [hidden, width].</summary>
    public int Up;

    /// <summary>Weights out of the hidden layer [width, hidden].</summary>
    public int Down;

    /// <summary>Sums of queries to int8.</summary>
    public Multiplier QueryScale;

    /// <summary>Sums of keys to int8.</summary>
    public Multiplier KeyScale;

    /// <summary>Sums of values to int8.</summary>
    public Multiplier ValueScale;

    /// <summary>Products of queries and keys, over the root of the head's width, to logits in Q5.26.</summary>
    public Multiplier AttentionScale;

    /// <summary>Sums of what attention found to the residual stream.</summary>
    public Multiplier OutputScale;

    /// <summary>Sums of the hidden layer to int8.</summary>
    public Multiplier UpScale;

    /// <summary>Sums out of the hidden layer to the residual stream.</summary>
    public Multiplier DownScale;
}
