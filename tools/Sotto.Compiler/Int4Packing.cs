using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Compiler;

/// <summary>
/// Weights of 8 bits in 4 where nothing is lost by it: they are from -8 to 7, or multiples, by a factor a group of neighbours,
/// of such numbers (<see cref="Int4"/>).
/// </summary>
/// <param name="Rows">The weights, two a byte.</param>
/// <param name="GroupLength">Weights in a row that share a factor; 0 if there are no factors.</param>
/// <param name="Factors">One a group, row by row.</param>
internal sealed record Int4Packing(byte[] Rows, int GroupLength, byte[] Factors)
{
    /// <summary>Lengths of groups that are tried, the one that takes least first; a factor takes as much as two weights.</summary>
    private static readonly int[] GroupLengths = [64, 32, 16];

    /// <summary>Packs weights, or gives null where they need 8 bits.</summary>
    /// <param name="weights">Row by row.</param>
    /// <param name="length">Weights in a row.</param>
    /// <param name="grouped">Whether there may be factors.</param>
    internal static Int4Packing? Of(sbyte[] weights, int length, bool grouped)
    {
        sbyte[][] rows = [.. weights.Chunk(length)];
        if (Array.TrueForAll(weights, Fits))
        {
            return new Int4Packing(Pack(rows), 0, []);
        }

        foreach (int group in grouped ? GroupLengths : [])
        {
            int[] factors = [.. rows.SelectMany(row => row.Chunk(group)).Select(FactorOf)];
            if (!factors.Contains(0))
            {
                int groups = Int4.GroupCount(length, group);
                sbyte[][] divided = [.. rows.Select((row, r) => row.Select((weight, i) => (sbyte)(weight / factors[(r * groups) + (i / group)])).ToArray())];
                return new Int4Packing(Pack(divided), group, Array.ConvertAll(factors, factor => (byte)factor));
            }
        }

        return null;
    }

    private static bool Fits(sbyte weight) => weight is >= -8 and <= 7;

    /// <summary>The least factor that a group's weights are multiples of numbers that fit by, 0 if there is none.</summary>
    private static int FactorOf(sbyte[] group) =>
        Enumerable.Range(1, ModelFile.MaximumFactor).FirstOrDefault(
            factor => Array.TrueForAll(group, weight => weight % factor == 0 && Fits((sbyte)(weight / factor))));

    private static byte[] Pack(sbyte[][] rows) =>
        [.. rows.SelectMany(row => row.Chunk(2)).Select(pair => (byte)((pair[0] & 15) | ((pair.Length > 1 ? pair[1] & 15 : 0) << 4)))];
}
