using Sotto.Kernels;

namespace Sotto.Compiler.Intent;

/// <summary>A trained decoder: sizes, tables a value a byte, and factors as real numbers.</summary>
/// <param name="Shape">Sizes, and whether weights, which are then -8 to 7, are packed; places and factors of it are not read.</param>
/// <param name="Embedding">[rows, width].</param>
/// <param name="Rotation">[context, half a head, 2].</param>
/// <param name="PointerQuery">[pointer width, width].</param>
/// <param name="PointerKey">[pointer width, width].</param>
/// <param name="EmbeddingScale">Embedding to residual stream, in units of 2^-12.</param>
/// <param name="RowLogitScale">Scores of rows to logits.</param>
/// <param name="PointerQueryScale">Sums to int8.</param>
/// <param name="PointerKeyScale">Sums to int8.</param>
/// <param name="PointLogitScale">Scores of positions to logits.</param>
/// <param name="Blocks">Blocks, first to last.</param>
public sealed record DecoderSource(
    DecoderShape Shape, sbyte[] Embedding, sbyte[] Rotation, sbyte[] PointerQuery, sbyte[] PointerKey, double EmbeddingScale,
    double RowLogitScale, double PointerQueryScale, double PointerKeyScale, double PointLogitScale, IReadOnlyList<BlockSource> Blocks);

/// <summary>A trained block.</summary>
/// <param name="Tables">Query, key, value, output, up and down, each [outputs, inputs].</param>
/// <param name="Scales">Of query, key, value, attention (products to logits), output, up and down.</param>
public sealed record BlockSource(IReadOnlyList<sbyte[]> Tables, IReadOnlyList<double> Scales);
