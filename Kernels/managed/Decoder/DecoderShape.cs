namespace Sotto.Kernels;

/// <summary>
/// Sizes of a decoder, where its tables lie in a model file, and the constants that bring its sums back to eight bits. Whoever
/// fills it in has checked it; a step trusts it.
/// </summary>
public sealed class DecoderShape
{
    /// <summary>
    /// Whether the weights of the blocks and of the pointer have 4 bits and not 8: two a byte, the first in the low half. Then
    /// <see cref="Width"/> and <see cref="Hidden"/> are multiples of 8.
    /// </summary>
    public bool Packed;

    /// <summary>Values of the residual stream, and of the embedding of a row: a multiple of 4, at most <see cref="MaximumWidth"/>.</summary>
    public int Width;

    /// <summary>Query heads; their width is <see cref="Width"/> / heads, an even number.</summary>
    public int Heads;

    /// <summary>Key and value heads, of which each serves as many query heads as go to one.</summary>
    public int KeyHeads;

    /// <summary>Values of the hidden layer of a feed-forward block.</summary>
    public int Hidden;

    /// <summary>Values of a pointer's query and keys.</summary>
    public int PointerWidth;

    /// <summary>Rows that may be fed from one reset to the next.</summary>
    public int Context;

    /// <summary>Rows of the embedding.</summary>
    public int Rows;

    /// <summary>Place of the embedding, int8 [rows, width], which is also what rows are scored by.</summary>
    public int Embedding;

    /// <summary>Brings the embedding to the residual stream.</summary>
    public Multiplier EmbeddingScale;

    /// <summary>
    /// Place of the rotations, int8 [context, half a head, 2]: cosine and sine in Q0.7 (Su et al., "RoFormer", 2021, section
    /// 3.2.2).
    /// </summary>
    public int Rotation;

    /// <summary>Blocks, first to last.</summary>
    public DecoderBlock[] Blocks;

    /// <summary>Place of the weights that make a pointer's query [pointer width, width].</summary>
    public int PointerQuery;

    /// <summary>Place of the weights that make a pointer's keys [pointer width, width].</summary>
    public int PointerKey;

    /// <summary>Bring them to int8.</summary>
    public Multiplier PointerQueryScale;

    /// <summary>Bring them to int8.</summary>
    public Multiplier PointerKeyScale;

    /// <summary>Brings the scores of rows to logits in Q5.26.</summary>
    public Multiplier RowLogitScale;

    /// <summary>Brings the scores of positions to logits in Q5.26.</summary>
    public Multiplier PointLogitScale;

    /// <summary>Largest <see cref="Width"/>: its squares in the residual stream sum to less than 63 bits.</summary>
    public const int MaximumWidth = 256;

    /// <summary>Values of a head.</summary>
    public int HeadWidth
    {
        get { return Width / Heads; }
    }

    /// <summary>Values of all key heads.</summary>
    public int KeyWidth
    {
        get { return HeadWidth * KeyHeads; }
    }
}
