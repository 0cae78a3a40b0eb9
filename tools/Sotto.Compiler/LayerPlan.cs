using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>A tensor while a model is being built.</summary>
internal sealed class TensorPlan
{
    internal required int Frames { get; init; }

    internal required int Bins { get; init; }

    internal required int Channels { get; init; }

    internal required Quantization Quantization { get; init; }

    /// <summary>Frames of earlier steps that some layer reads.</summary>
    internal int History { get; set; }

    /// <summary>First and last layer that name it; -1 stands for what is before the first.</summary>
    internal int FirstUse { get; set; } = int.MaxValue;

    internal int LastUse { get; set; } = -1;

    internal int Offset { get; set; }

    internal int Length => (History + Frames) * Bins * Channels;
}

/// <summary>A layer while a model is being built.</summary>
internal sealed record LayerPlan
{
    internal required Operator Operator { get; init; }

    /// <summary>What it reads; <see cref="ModelFile.None"/> of a copy that has its values as weights.</summary>
    internal required int Input { get; init; }

    internal int Second { get; init; } = ModelFile.None;

    internal required int Output { get; init; }

    internal ConvolutionShape Shape { get; init; } = new(1, 1, 1, 1, 1, 0, 0, 1);

    /// <summary>Whether windows go over all frames from the oldest, as in a clip, and do not end with the newest.</summary>
    internal bool OverAllFrames { get; init; }

    /// <summary>Frames of padding, only where windows go over all frames.</summary>
    internal int PadFirst { get; init; }

    internal int PadLast { get; init; }

    internal int ClampMinimum { get; init; } = -128;

    internal int ClampMaximum { get; init; } = 127;

    internal sbyte[]? Weights { get; init; }

    internal int[] Biases { get; init; } = [];

    internal Multiplier[] Multipliers { get; init; } = [];

    /// <summary>The six numbers of operators without weights.</summary>
    internal int[] Parameters { get; init; } = new int[6];
}
