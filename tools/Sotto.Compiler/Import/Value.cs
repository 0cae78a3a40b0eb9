using Sotto.Compiler.TfLite;

namespace Sotto.Compiler.Import;

/// <summary>A tensor of the TFLite graph as far as it was computed: where its values lie, in the order of its shape.</summary>
/// <param name="Tensor">Number of the tensor that holds it.</param>
/// <param name="Whole">Whether it is all frames of that tensor, kept ones included; else it is the newest.</param>
/// <param name="Shape">Its extents in the TFLite graph.</param>
/// <param name="Type">INT8, or UINT8, whose values are kept 128 lower.</param>
internal sealed record Value(int Tensor, bool Whole, int[] Shape, TfLiteType Type);

/// <summary>The extents that a tensor has in a <c>.sotto</c> model.</summary>
/// <param name="Frames">Frames.</param>
/// <param name="Bins">Bins of a frame.</param>
/// <param name="Channels">Channels of a bin.</param>
internal readonly record struct Extents(int Frames, int Bins, int Channels)
{
    /// <summary>
    /// The extents of a TFLite shape, in whose order values do not move: the last dimension is channels, the two before are
    /// bins and frames, what is before those counts as frames. Two dimensions have one bin; so have three that begin with 1,
    /// a batch.
    /// </summary>
    internal static Extents Of(int[] shape)
    {
        int[] extents = [1, 1, 1];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            extents[Place(shape, axis)] *= shape[axis];
        }

        return new Extents(extents[0], extents[1], extents[2]);
    }

    /// <summary>Which of the three a dimension belongs to: 0 frames, 1 bins, 2 channels.</summary>
    internal static int Place(int[] shape, int axis)
    {
        int fromLast = shape.Length - 1 - axis;
        bool oneBin = shape.Length == 2 || (shape.Length == 3 && shape[0] == 1);
        return fromLast == 0 ? 2 : fromLast == 1 && !oneBin ? 1 : 0;
    }
}
