namespace Sotto.Kernels;

/// <summary>
/// Copies a box of values, from the arena or from the model file: what slices, concatenations, paddings, broadcasts and
/// constants come down to. The input is gone through by any steps, the output's box lies as its tensor does.
/// </summary>
public static class Copying
{
    /// <summary>Fills the output if that is asked for, then copies.</summary>
    /// <param name="layer">Shape and places.</param>
    /// <param name="model">The model file.</param>
    /// <param name="arena">All activations.</param>
    [Step]
    public static void Run(Layer layer, byte[] model, sbyte[] arena)
    {
        int frame = layer.OutputBins * layer.OutputChannels;
        if (layer.OutputShift != 0)
        {
            int end = layer.Output + (layer.OutputFrames * frame);
            for (int i = layer.Output; i < end; i++)
            {
                arena[i] = (sbyte)layer.ClampMinimum;
            }
        }

        for (int t = 0; t < layer.TimeKernel; t++)
        {
            for (int bin = 0; bin < layer.BinKernel; bin++)
            {
                int from = layer.InputMultiplier + (t * layer.InputShift) + (bin * layer.SecondMultiplier);
                int to = layer.Output + layer.OutputMultiplier + (t * frame) + (bin * layer.OutputChannels);
                CopyRun(layer, model, arena, from, to);
            }
        }
    }

    /// <summary>The channels of a bin.</summary>
    [Step]
    private static void CopyRun(Layer layer, byte[] model, sbyte[] arena, int from, int to)
    {
        for (int i = 0; i < layer.BinStride; i++)
        {
            arena[to + i] = layer.Weights != 0 ? (sbyte)model[layer.Weights + from] : arena[layer.Input + from];
            from += layer.SecondShift;
        }
    }
}
