using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>Gives a finished model other thresholds.</summary>
public static class ThresholdWriter
{
    /// <summary>A copy of a model's file with thresholds in place of its own.</summary>
    /// <param name="file">The file of a sound model.</param>
    /// <param name="thresholds">One a label, 0 to 255 in units of 1/256.</param>
    /// <exception cref="ModelFormatException">The file is no sound model, or has another number of labels.</exception>
    public static byte[] Apply(byte[] file, int[] thresholds)
    {
        Model model = Model.Load(file);
        if (thresholds.Length != model.Labels.Length)
        {
            throw new ModelFormatException($"{thresholds.Length} thresholds for {model.Labels.Length} labels");
        }

        // The manifest: eight bytes, the name, then a threshold and a name for each label (Models/FORMAT.md).
        byte[] result = [.. file];
        int at = BitConverter.ToInt32(result, 16) + 8;
        at += 1 + result[at];
        foreach (int threshold in thresholds)
        {
            result[at] = (byte)threshold;
            at += 2 + result[at + 1];
        }

        BitConverter.TryWriteBytes(result.AsSpan(12), ModelFile.Checksum(result, 16, result.Length - 16));
        return result;
    }
}
