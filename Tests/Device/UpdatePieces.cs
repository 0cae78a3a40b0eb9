using System;
using System.Text;
using Sotto.Firmware;
using Sotto.Models;

namespace Sotto.Tests;

/// <summary>Makes the pieces of an update, as whoever sends one does.</summary>
public static class UpdatePieces
{
    // A wake model that hears loud sound as alexa and louder sound as view_glass, of 560 bytes.
    private const string Small = "534f544f010040003002000008f6a1b74000000000000000700000000300000090010000020000007b000000000000000000000002000000"
        + "00000000000000000003010088130a00086c6f75646e657373c8095f756e6b6e6f776e5fc805616c657861c80a766965775f676c61737300"
        + "00000000000003000100280080ffffff7800000000000100010003000000000000000000000001000100030080ffffff0000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000011111111"
        + "1111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111"
        + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000020d1ffff200d000020d1ffff0000000000073a6d00073a6d00073a6d00000000f8f8f80000000000"
        + "0000000000000000010000000000ffff010000000300030001000100010000000000000080ffffff7f000000a00000006001000070010000"
        + "8001000000000000000000000000000000000000000000000000000001000000070000000100ffff02000000010001000100010001000000"
        + "0000000080ffffff7f00000000000000000000000000000000000000000000401a0000000000000000000000000000001e00000000000000";

    private const int DataStart = 5;

    /// <summary>The key that the tests sign with.</summary>
    public static readonly byte[] Key = new byte[32];

    /// <summary>A sound wake model of another name each.</summary>
    public static byte[] MakeModel(byte name)
    {
        byte[] model = HexadecimalText.ToBytes(Small);
        model[BitConverter.ToInt32(model, 16) + 9] = name;
        Put(model, 12, (int)ModelFile.Checksum(model, 16, model.Length - 16));
        return model;
    }

    /// <summary>The first piece, signed.</summary>
    public static byte[] Begin(byte[] model, ModelKind kind, int version, int number, byte[] key)
    {
        byte[] piece = new byte[ModelUpdater.BeginLength];
        piece[0] = (byte)'B';
        piece[1] = (byte)kind;
        piece[2] = (byte)version;
        piece[3] = (byte)(version >> 8);
        Put(piece, 4, number);
        Put(piece, 8, model.Length);
        Sha256 sha = new Sha256();
        sha.Add(model, 0, model.Length);
        Array.Copy(sha.Finish(), 0, piece, 12, 32);
        Array.Copy(HmacSha256.Tag(key, piece, 0, 44), 0, piece, 44, 32);
        return piece;
    }

    /// <summary>A piece of the model.</summary>
    public static byte[] Data(byte[] model, int at, int count)
    {
        byte[] piece = new byte[DataStart + count];
        piece[0] = (byte)'D';
        Put(piece, 1, at);
        Array.Copy(model, at, piece, DataStart, count);
        return piece;
    }

    /// <summary>The last piece.</summary>
    public static byte[] Finish()
    {
        return Encoding.UTF8.GetBytes("F");
    }

    /// <summary>Sends a whole wake model.</summary>
    /// <returns>The last answer.</returns>
    public static string Send(ModelUpdater updater, byte[] model, int number, int pieceLength)
    {
        updater.Take(Begin(model, ModelKind.Wake, ModelFile.Version, number, Key));
        for (int at = 0; at < model.Length; at += pieceLength)
        {
            updater.Take(Data(model, at, model.Length - at < pieceLength ? model.Length - at : pieceLength));
        }

        return updater.Take(Finish());
    }

    private static void Put(byte[] bytes, int at, int value)
    {
        for (int i = 0; i < 4; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * i));
        }
    }
}
