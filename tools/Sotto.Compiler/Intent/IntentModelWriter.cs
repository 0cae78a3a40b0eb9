using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Sotto.Models;
using Sotto.Models.Intent;

namespace Sotto.Compiler.Intent;

/// <summary>Writes the file of an intent model, version 1 (Models/FORMAT.md).</summary>
public sealed class IntentModelWriter : IDisposable
{
    private const double LogitUnits = 1 << 26;

    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    private IntentModelWriter()
    {
        _writer = new BinaryWriter(_stream);
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ModelFormatException">A number is out of what the format holds.</exception>
    public static byte[] Write(IntentSource source, DecoderSource decoder)
    {
        using IntentModelWriter writer = new();
        writer._writer.Write(new byte[IntentFormat.HeaderLength]);
        int decoderAt = writer.WriteDecoder(decoder);
        int rowsAt = writer.WriteRows(source);
        int grammarAt = writer.WriteGrammar(source);
        int phrasesAt = writer.WritePhrases(source.Phrases);
        int confidenceAt = writer.WriteConfidence(source);
        writer.Align();
        byte[] file = writer._stream.ToArray();
        Span<int> header = MemoryMarshal.Cast<byte, int>(file.AsSpan(0, IntentFormat.HeaderLength));
        header[0] = unchecked((int)IntentFormat.Magic);
        header[1] = IntentFormat.Version | (IntentFormat.HeaderLength << 16);
        header[2] = file.Length;
        header[4] = decoderAt;
        header[5] = rowsAt;
        header[6] = grammarAt;
        header[7] = phrasesAt;
        header[8] = confidenceAt;
        header[3] = unchecked((int)ModelFile.Checksum(file, 16, file.Length - 16));
        return file;
    }

    /// <summary>The same model with other thresholds and another curve of confidence.</summary>
    /// <param name="file">A model that was written here.</param>
    /// <param name="thresholds">From which confidence a frame of each <see cref="Evidence"/> is taken, 0 to 1.</param>
    /// <param name="confidence">Confidence at probabilities of 0, 1/16, ... 1.</param>
    public static byte[] WithConfidence(byte[] file, IReadOnlyList<double> thresholds, IReadOnlyList<double> confidence)
    {
        byte[] changed = [.. file];
        Span<byte> place = changed.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(32)));
        foreach ((int i, double share) in thresholds.Concat(confidence).Index())
        {
            BinaryPrimitives.WriteUInt16LittleEndian(place[(2 * i)..], Share(share));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(12), ModelFile.Checksum(changed, 16, changed.Length - 16));
        return changed;
    }

    private int Align()
    {
        int rest = (int)(_stream.Length % ModelFile.Alignment);
        _writer.Write(new byte[rest == 0 ? 0 : ModelFile.Alignment - rest]);
        _writer.Flush();
        return (int)_stream.Length;
    }

    private int WriteBytes(ReadOnlySpan<byte> bytes)
    {
        int at = Align();
        _writer.Write(bytes);
        return at;
    }

    private int WriteTable(sbyte[] values) => WriteBytes(MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Weights, two a byte where the decoder has them so: its rows are whole bytes.</summary>
    private int WriteMatrix(DecoderSource decoder, sbyte[] weights)
    {
        if (!decoder.Shape.Packed)
        {
            return WriteTable(weights);
        }

        Int4Packing? packing = Int4Packing.Of(weights, weights.Length, grouped: false);
        return WriteBytes((packing ?? throw new ModelFormatException("a weight does not fit into 4 bits")).Rows);
    }

    private void WriteScale(double factor)
    {
        Multiplier multiplier = Multiplier.Of(factor);
        _writer.Write(multiplier.Value);
        _writer.Write(multiplier.Shift);
    }

    private int WriteDecoder(DecoderSource decoder)
    {
        int[] tables =
        [
            WriteTable(decoder.Embedding), WriteTable(decoder.Rotation), WriteMatrix(decoder, decoder.PointerQuery), WriteMatrix(decoder, decoder.PointerKey),
        ];
        int[][] blocks = [.. decoder.Blocks.Select(block => block.Tables.Select(table => WriteMatrix(decoder, table)).ToArray())];
        int at = Align();
        int[] sizes =
        [
            decoder.Shape.Width, decoder.Shape.Heads, decoder.Shape.KeyHeads, decoder.Shape.Hidden, decoder.Shape.PointerWidth,
            decoder.Shape.Context, decoder.Embedding.Length / decoder.Shape.Width, decoder.Blocks.Count | (decoder.Shape.Packed ? IntentFormat.Packed : 0),
        ];
        Array.ForEach(sizes, size => _writer.Write((ushort)size));
        Array.ForEach(tables, _writer.Write);
        WriteScale(decoder.EmbeddingScale);
        WriteScale(decoder.RowLogitScale * LogitUnits);
        WriteScale(decoder.PointerQueryScale);
        WriteScale(decoder.PointerKeyScale);
        WriteScale(decoder.PointLogitScale * LogitUnits);
        for (int i = 0; i < blocks.Length; i++)
        {
            Array.ForEach(blocks[i], _writer.Write);
            for (int scale = 0; scale < 7; scale++)
            {
                WriteScale(decoder.Blocks[i].Scales[scale] * (scale == 3 ? LogitUnits : 1));
            }
        }

        return at;
    }

    private int WriteRows(IntentSource source)
    {
        uint[] hashes = [.. source.Words.Select(IntentRows.HashOf)];
        int hashesAt = Align();
        Array.ForEach(hashes, _writer.Write);
        int at = Align();
        int[] counts = [source.Buckets, source.Classes.Count, hashes.Length, source.Intents.Count, source.Fields.Count, source.Values.Count];
        Array.ForEach(counts, count => _writer.Write((ushort)count));
        _writer.Write(hashesAt);
        WriteTexts(source.Classes);
        foreach ((string name, IntentKind kind) in source.Intents)
        {
            _writer.Write((byte)kind);
            WriteText(name);
        }

        foreach (IntentField field in source.Fields)
        {
            _writer.Write((byte)field.Kind);
            _writer.Write((byte)(field.IsOpen ? 1 : 0));
            _writer.Write((ushort)(field.Sign < 0 ? 1 : 0));
            _writer.Write(field.Classes);
            WriteText(field.Slot);
        }

        WriteTexts(source.Values);
        return at;
    }

    private int WriteGrammar(IntentSource source)
    {
        List<GrammarBuilder.Node> nodes = GrammarBuilder.Build(source.Frames);
        int at = Align();
        _writer.Write((ushort)nodes.Count);
        _writer.Write((ushort)nodes.Sum(node => node.Edges.Count));
        int first = 0;
        foreach (GrammarBuilder.Node node in nodes)
        {
            _writer.Write((ushort)first);
            _writer.Write((ushort)(node.Edges.Count | (node.IsEnd ? 0x8000 : 0)));
            first += node.Edges.Count;
        }

        foreach ((int row, int next) in nodes.SelectMany(node => node.Edges))
        {
            _writer.Write((ushort)row);
            _writer.Write((ushort)next);
        }

        return at;
    }

    private int WritePhrases(IReadOnlyList<PhraseSource> phrases)
    {
        int at = Align();
        _writer.Write((ushort)phrases.Count);
        foreach (PhraseSource phrase in phrases)
        {
            _writer.Write((byte)phrase.Class);
            WriteText(phrase.Value);
            WriteText(phrase.Phrase);
        }

        return at;
    }

    private int WriteConfidence(IntentSource source)
    {
        int at = Align();
        for (int i = 0; i < IntentFormat.Thresholds; i++)
        {
            _writer.Write(Share(source.Threshold));
        }

        for (int i = 0; i < IntentFormat.ConfidencePoints; i++)
        {
            _writer.Write(Share(source.Confidence.Count > 0 ? source.Confidence[i] : (double)i / (IntentFormat.ConfidencePoints - 1)));
        }

        return at;
    }

    private static ushort Share(double value) => (ushort)Math.Round(Math.Clamp(value, 0, 1) * IntentFormat.One);

    private void WriteTexts(IReadOnlyList<string> texts)
    {
        foreach (string text in texts)
        {
            WriteText(text);
        }
    }

    private void WriteText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > byte.MaxValue)
        {
            throw new ModelFormatException($"{text}: longer than 255 bytes");
        }

        _writer.Write((byte)bytes.Length);
        _writer.Write(bytes);
    }
}
