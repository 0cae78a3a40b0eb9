namespace Sotto.Models;

/// <summary>Where a tensor's frames lie in the arena, oldest first, and what they are.</summary>
internal sealed class Tensor
{
    /// <summary>Place of the oldest frame.</summary>
    internal int Offset;

    /// <summary>Frames of earlier steps that are kept before the newest.</summary>
    internal int History;

    /// <summary>Frames that a step brings.</summary>
    internal int Frames;

    /// <summary>Bins of a frame.</summary>
    internal int Bins;

    /// <summary>Channels of a bin.</summary>
    internal int Channels;

    /// <summary>The value that stands for zero.</summary>
    internal int ZeroPoint;

    /// <summary>Bytes of a frame.</summary>
    internal int FrameLength
    {
        get { return Bins * Channels; }
    }

    /// <summary>Bytes in the arena.</summary>
    internal int Length
    {
        get { return (History + Frames) * Bins * Channels; }
    }

    /// <summary>Kept and newest frames.</summary>
    internal int AllFrames
    {
        get { return History + Frames; }
    }

    /// <summary>Place of the newest frames.</summary>
    internal int Newest
    {
        get { return Offset + (History * Bins * Channels); }
    }
}
