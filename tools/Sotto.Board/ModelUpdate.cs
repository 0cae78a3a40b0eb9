using System.Buffers.Binary;
using System.Security.Cryptography;
using Sotto.Firmware;
using Sotto.Firmware.Home;
using Sotto.Models;

namespace Sotto.Board;

/// <summary>A model on its way to a board, in pieces as firmware/README.md describes them.</summary>
/// <param name="Model">The file of the model.</param>
/// <param name="Kind">What it listens for.</param>
/// <param name="Number">The number of the update: the board takes only one that is higher than the last.</param>
public sealed record ModelUpdate(byte[] Model, ModelKind Kind, int Number)
{
    /// <summary>The most bytes of the model that a piece has: the message that carries it is as long as a board takes.</summary>
    public const int PieceLength = MqttMessage.MaximumPayload - DataStart;

    private const int DataStart = 5;

    /// <summary>The last piece.</summary>
    public static byte[] Finish => "F"u8.ToArray();

    /// <summary>The piece that ends an update before its end.</summary>
    public static byte[] GiveUp => "C"u8.ToArray();

    /// <summary>The first piece.</summary>
    /// <param name="key">Signs it, 32 bytes: the board's update.key.</param>
    /// <returns>The piece.</returns>
    public byte[] Begin(byte[] key)
    {
        byte[] piece = new byte[ModelUpdater.BeginLength];
        piece[0] = (byte)'B';
        piece[1] = (byte)Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(2), ModelFile.Version);
        BinaryPrimitives.WriteInt32LittleEndian(piece.AsSpan(4), Number);
        BinaryPrimitives.WriteInt32LittleEndian(piece.AsSpan(8), Model.Length);
        SHA256.HashData(Model, piece.AsSpan(12));
        int signed = piece.Length - HMACSHA256.HashSizeInBytes;
        HMACSHA256.HashData(key, piece.AsSpan(0, signed), piece.AsSpan(signed));
        return piece;
    }

    /// <summary>A piece of the model.</summary>
    /// <param name="at">Its first byte in the model.</param>
    /// <returns>The piece, with as much of the model as fits.</returns>
    public byte[] Data(int at)
    {
        ReadOnlySpan<byte> part = Model.AsSpan(at, Math.Min(PieceLength, Model.Length - at));
        byte[] piece = new byte[DataStart + part.Length];
        piece[0] = (byte)'D';
        BinaryPrimitives.WriteInt32LittleEndian(piece.AsSpan(1), at);
        part.CopyTo(piece.AsSpan(DataStart));
        return piece;
    }
}
