using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Sotto.Audio;

/// <summary>Writes 16-bit mono WAV files.</summary>
public static class WavWriter
{
    private const int HeaderLength = 44;

    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="rate">Samples a second.</param>
    public static void Write(string path, short[] samples, int rate = AudioClip.SampleRate) => WholeFile.Write(path, Encode(samples, rate));

    /// <summary>The bytes of such a file.</summary>
    public static byte[] Encode(short[] samples, int rate = AudioClip.SampleRate)
    {
        byte[] file = new byte[HeaderLength + (samples.Length * 2)];
        Span<byte> header = file;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples.Length * 2);
        MemoryMarshal.AsBytes(samples.AsSpan()).CopyTo(header[HeaderLength..]);
        return file;
    }
}
