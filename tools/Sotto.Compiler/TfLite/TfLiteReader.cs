using Sotto.Models;

namespace Sotto.Compiler.TfLite;

/// <summary>
/// Reads <c>.tflite</c> files, version 3 of TensorFlow Lite's schema. What comes out is sound in itself: every number names
/// something that is there, constants are as long as their shapes ask for, options belong to their operators. Whether the
/// operators fit their tensors, and whether they can be run, is for others to see.
/// </summary>
public static class TfLiteReader
{
    /// <summary>The longest file that is read, in bytes: 16 MiB.</summary>
    public const int MaximumLength = 1 << 24;

    private const int Version = 3;
    private const int HeaderLength = 8;
    private const int MaximumCodes = 256;
    private const int MaximumSubgraphs = 8;
    private const int MaximumBuffers = 16384;
    private const int MaximumMetadata = 64;

    /// <summary>Reads a file; constants are not copied and share its memory.</summary>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="ModelFormatException">Something in it is wrong, or of a kind that is not read.</exception>
    public static TfLiteModel Read(byte[] file)
    {
        if (file.Length < HeaderLength || !file.AsSpan(4, 4).SequenceEqual("TFL3"u8))
        {
            throw new ModelFormatException("not a .tflite model");
        }

        if (file.Length > MaximumLength)
        {
            throw new ModelFormatException($"a .tflite model of {file.Length} bytes, {MaximumLength} at most are read");
        }

        FlatTable model = new FlatFile(file).Root("model");
        uint version = model.Uint(0);
        if (version != Version)
        {
            throw new ModelFormatException($"a .tflite model of version {version}, version {Version} is read");
        }

        // Model: 1 operator_codes, 2 subgraphs, 3 description, 4 buffers, 6 metadata, 8 external_buffer_groups, 9 external_buffers.
        if (model.Count(8, sizeof(uint)) > 0 || model.Count(9, sizeof(uint)) > 0)
        {
            throw model.Error("it keeps data in other files");
        }

        TfLiteOperatorCode[] codes = model.Tables(1, MaximumCodes, "operator code", ReadCode);
        ReadOnlyMemory<byte>[] buffers = model.Tables(4, MaximumBuffers, "buffer", ReadBuffer);
        string[] metadata = model.Tables(6, MaximumMetadata, "metadata item", (table, _) => ReadMetadata(table, buffers.Length));
        SubgraphReader reader = new(codes, buffers, subgraphs: model.Count(2, sizeof(uint)));
        TfLiteSubgraph[] subgraphs = model.Tables(2, MaximumSubgraphs, "subgraph", reader.Read);
        return subgraphs.Length > 0
            ? new TfLiteModel(Version, model.String(3) ?? "", subgraphs, metadata)
            : throw model.Error("no subgraphs");
    }

    /// <summary>OperatorCode: 0 deprecated_builtin_code, which the newer 3 builtin_code outgrew; 1 custom_code.</summary>
    private static TfLiteOperatorCode ReadCode(FlatTable table, int index)
    {
        int code = Math.Max((sbyte)table.Byte(0), table.Int(3));
        if (code < 0)
        {
            throw table.Error($"{code} is no operator");
        }

        TfLiteBuiltin builtin = (TfLiteBuiltin)code;
        if (builtin != TfLiteBuiltin.Custom)
        {
            return new TfLiteOperatorCode(builtin);
        }

        return table.String(1) is { Length: > 0 } name ? new TfLiteOperatorCode(builtin, name) : throw table.Error("a custom operator without a name");
    }

    /// <summary>Buffer: 0 data, 1 offset, 2 size.</summary>
    private static ReadOnlyMemory<byte> ReadBuffer(FlatTable table, int index) =>
        table.Ulong(1) == 0 && table.Ulong(2) == 0 ? table.Bytes(0) : throw table.Error("its data lies behind the model");

    /// <summary>Metadata: 0 name, 1 buffer.</summary>
    private static string ReadMetadata(FlatTable table, int buffers) =>
        table.Uint(1) < buffers ? table.String(0) ?? "" : throw table.Error($"buffer {table.Uint(1)} of {buffers}");
}
