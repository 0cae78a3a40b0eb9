using System.Buffers.Binary;
using Sotto.Models;
using Sotto.Models.Spoken;

namespace Sotto.Intent.Spoken;

/// <summary>Writes word automata. The layout is described in Models/Spoken/README.md.</summary>
public static class AutomatonWriter
{
    /// <summary>The bytes of an automaton's file.</summary>
    /// <param name="source">The automaton.</param>
    /// <exception cref="FormatException">It is larger than the format takes, or a word has letters that the format has not.</exception>
    public static byte[] Write(AutomatonSource source)
    {
        PronunciationTree tree = PronunciationTree.Of(source.Words, source.BranchesFrom);
        int arcs = source.States.Sum(state => state.Arcs.Count);
        int sounds = source.Words.Sum(word => word.Pronunciations.Sum(each => each.Length + 1) - 1);
        Limit(source.Words.Count, SpokenFormat.MaximumWords, "words");
        Limit(source.States.Count, SpokenFormat.MaximumWords, "states");
        Limit(arcs, SpokenFormat.MaximumArcs, "arcs");
        Limit(sounds, SpokenFormat.MaximumSoundBytes, "sounds");
        Limit(tree.Leaves.Count, SpokenFormat.MaximumNodes, "pronunciations");
        List<byte> file = [];
        WriteHeader(file, source, tree, arcs, sounds);
        foreach (SourceArc arc in source.States.SelectMany(state => state.Arcs))
        {
            Int(file, arc.Word | (arc.Next << 12) | (arc.Cost << 24));
        }

        foreach (TreeLeaf leaf in tree.Leaves)
        {
            Int(file, leaf.Word | (leaf.Place << 16) | (leaf.Cost << 24));
        }

        WriteStates(file, source, arcs);
        WriteNodes(file, tree);
        WriteSoundPlaces(file, source.Words);
        WriteTexts(file, source.Words);
        return Seal([.. file]);
    }

    /// <summary>Makes length and checksum those of the bytes.</summary>
    /// <param name="file">The file, which is changed.</param>
    /// <returns>The file.</returns>
    public static byte[] Seal(byte[] file)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), file.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), ModelFile.Checksum(file, 16, file.Length - 16));
        return file;
    }

    private static void Limit(int count, int most, string what)
    {
        if (count > most)
        {
            throw new FormatException($"{count} {what}, over {most}");
        }
    }

    private static void WriteHeader(List<byte> file, AutomatonSource source, PronunciationTree tree, int arcs, int sounds)
    {
        Int(file, unchecked((int)SpokenFormat.Magic));
        Short(file, SpokenFormat.Version);
        Short(file, SpokenFormat.HeaderLength);
        Int(file, 0);
        Int(file, 0);
        Short(file, source.Words.Count);
        Short(file, source.States.Count);
        Short(file, source.Singles);
        Short(file, source.Start);
        Short(file, tree.Nodes.Count);
        Short(file, tree.Leaves.Count);
        Int(file, arcs);
        Int(file, sounds);
        file.AddRange(new byte[SpokenFormat.HeaderLength - file.Count]);
    }

    private static void WriteStates(List<byte> file, AutomatonSource source, int arcs)
    {
        int first = 0;
        foreach (SourceState state in source.States)
        {
            Short(file, first);
            Short(file, state.BackOff);
            file.Add((byte)state.BackOffCost);
            file.Add((byte)state.EndCost);
            first += state.Arcs.Count;
        }

        Short(file, arcs);
        Int(file, 0);
    }

    private static void WriteNodes(List<byte> file, PronunciationTree tree)
    {
        foreach (TreeNode node in tree.Nodes)
        {
            Short(file, node.FirstChild);
            Short(file, node.FirstLeaf);
            file.Add(node.Sound);
            file.Add((byte)node.Cost);
        }

        Short(file, tree.Nodes.Count);
        Short(file, tree.Leaves.Count);
        Short(file, 0);
    }

    private static void WriteSoundPlaces(List<byte> file, IReadOnlyList<SourceWord> words)
    {
        int place = 0;
        foreach (SourceWord word in words)
        {
            int count = word.Pronunciations.Sum(each => each.Length + 1) - 1;
            if (count is < 1 or > SpokenFormat.MaximumSounds || word.Pronunciations.Any(each => each.Length == 0))
            {
                throw new FormatException($"{word.Text}: no sounds, or over {SpokenFormat.MaximumSounds}");
            }

            Short(file, place | (word.Pronunciations.Count > 1 ? 0x8000 : 0));
            place += count;
        }

        Short(file, place);
    }

    private static void WriteTexts(List<byte> file, IReadOnlyList<SourceWord> words)
    {
        int place = 0;
        foreach ((int number, SourceWord word) in words.Index())
        {
            if (word.Text.Length is 0 or > SpokenFormat.MaximumLetters || word.Text.Any(letter => letter is <= ' ' or > '~'))
            {
                throw new FormatException($"{word.Text}: a word that is spoken has 1 to {SpokenFormat.MaximumLetters} letters without accents");
            }

            if (number % SpokenFormat.TextsPerPlace == 0)
            {
                Short(file, place);
            }

            place += word.Text.Length;
        }

        foreach (SourceWord word in words)
        {
            file.AddRange(word.Pronunciations.SelectMany((each, index) => index == 0 ? each : [0, .. each]));
        }

        foreach (SourceWord word in words)
        {
            file.AddRange(word.Text.Select(letter => (byte)letter));
            file[^1] |= 0x80;
        }

        file.AddRange(new byte[-file.Count & 3]);
    }

    private static void Short(List<byte> file, int value)
    {
        file.Add((byte)value);
        file.Add((byte)(value >> 8));
    }

    private static void Int(List<byte> file, int value)
    {
        Short(file, value);
        Short(file, value >> 16);
    }
}
