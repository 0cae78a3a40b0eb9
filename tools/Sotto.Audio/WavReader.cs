using System.Buffers.Binary;

namespace Sotto.Audio;

/// <summary>
/// Reads RIFF WAVE: integer PCM of 8, 16, 24 or 32 bits and 32-bit float, plain or WAVE_FORMAT_EXTENSIBLE, chunks in any
/// order (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" and "Multiple Channel Audio Data").
/// </summary>
internal static class WavReader
{
    private const int Integer = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Whether the bytes begin as a RIFF file does.</summary>
    internal static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith("RIFF"u8);

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="AudioFormatException">It is no WAVE file this reads; the message does not name the file.</exception>
    internal static PcmAudio Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.Slice(8, 4).SequenceEqual("WAVE"u8))
        {
            throw new AudioFormatException("a RIFF file that is no WAVE file");
        }

        Format? format = null;
        int at = 12;
        while (at + 8 <= file.Length)
        {
            ReadOnlySpan<byte> id = file.Slice(at, 4);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            at += 8;
            if (id.SequenceEqual("data"u8))
            {
                return Decode(format ?? throw new AudioFormatException("its samples come before their format"), Data(file, at, size));
            }

            if (size > file.Length - at)
            {
                throw new AudioFormatException($"the chunk at byte {at - 8} says {size} bytes, {file.Length - at} are left");
            }

            if (id.SequenceEqual("fmt "u8))
            {
                format = Format.Read(file.Slice(at, (int)size));
            }

            at = (int)Math.Min(file.Length, at + (long)size + (size & 1));
        }

        throw new AudioFormatException("a WAVE file without samples (no data chunk)");
    }

    /// <summary>Programs that write to a pipe leave the size 0 or all ones: then the samples go on to the end.</summary>
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> file, int at, uint size)
    {
        if (size == uint.MaxValue || size >= 0x7FFFF000 || (size == 0 && at < file.Length))
        {
            return file[at..];
        }

        return size <= file.Length - at
            ? file.Slice(at, (int)size)
            : throw new AudioFormatException($"cut short: its header says {size} bytes of samples, {file.Length - at} are there");
    }

    private static PcmAudio Decode(Format format, ReadOnlySpan<byte> data)
    {
        int width = format.Bits / 8;
        int count = data.Length / (width * format.Channels) * format.Channels;
        if (count == 0)
        {
            throw new AudioFormatException("no samples in it");
        }

        if (count > PcmAudio.MaximumSamples)
        {
            throw new AudioFormatException("longer than an hour");
        }

        float[] samples = new float[count];
        for (int i = 0; i < count; i++)
        {
            samples[i] = Sample(format, data.Slice(i * width, width));
        }

        return new PcmAudio(format.Rate, format.Channels, samples);
    }

    private static float Sample(Format format, ReadOnlySpan<byte> bytes)
    {
        if (format.Code == Float)
        {
            float value = BinaryPrimitives.ReadSingleLittleEndian(bytes);
            return float.IsFinite(value) ? Math.Clamp(value, -1, 1) : 0;
        }

        return bytes.Length switch
        {
            1 => (bytes[0] - 128) / 128f,
            2 => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
            3 => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2147483648f,
            _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
        };
    }

    private sealed record Format(int Code, int Channels, int Rate, int Bits)
    {
        internal static Format Read(ReadOnlySpan<byte> chunk)
        {
            if (chunk.Length < 16)
            {
                throw new AudioFormatException($"its format chunk has {chunk.Length} bytes, 16 are the least");
            }

            int code = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
            if (code == Extensible && chunk.Length >= 26)
            {
                code = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
            }

            int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
            uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
            if (!((code == Integer && bits is 8 or 16 or 24 or 32) || (code == Float && bits == 32)) || code is not (Integer or Float))
            {
                throw new AudioFormatException($"samples of format {code} with {bits} bits; PCM of 8 to 32 bits and 32-bit float are read");
            }

            StreamFormat.Check(rate, channels);
            return new Format(code, channels, (int)rate, bits);
        }
    }
}
