using System.Runtime.InteropServices;

namespace Sotto.Audio;

/// <summary>Reads recordings of any supported kind as 16 kHz mono.</summary>
public static class AudioFile
{
    private const long MaximumLength = 1L << 30;

    /// <summary>Reads a WAV or FLAC file; what it is shows in its first bytes, not in its name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AudioFormatException">It is neither, or broken, or longer than an hour.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AudioClip Load(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaximumLength })
        {
            throw new AudioFormatException($"{path}: longer than an hour");
        }

        byte[] file = File.ReadAllBytes(path);
        try
        {
            return Decode(file).ToClip();
        }
        catch (AudioFormatException error)
        {
            throw new AudioFormatException($"{path}: {error.Message}");
        }
    }

    /// <summary>Decodes the bytes of a WAV or FLAC file.</summary>
    /// <exception cref="AudioFormatException">They are neither, or broken; the message names no file.</exception>
    public static AudioClip FromBytes(byte[] file) => Decode(file).ToClip();

    private static PcmAudio Decode(byte[] file)
    {
        if (file.Length == 0)
        {
            throw new AudioFormatException("empty");
        }

        return FlacReader.Recognises(file) ? FlacReader.Read(file)
            : WavReader.Recognises(file) ? WavReader.Read(file)
            : throw new AudioFormatException("neither WAV nor FLAC");
    }

    /// <summary>Reads raw 16 kHz mono 16-bit little-endian samples from a stream until a block is full or the stream ends.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="block">Receives the samples.</param>
    /// <returns>How many samples were read; 0 at the end.</returns>
    /// <exception cref="AudioFormatException">The stream ends within a sample.</exception>
    public static int ReadRaw(Stream stream, short[] block)
    {
        int bytes = stream.ReadAtLeast(MemoryMarshal.AsBytes(block.AsSpan()), block.Length * 2, throwOnEndOfStream: false);
        return bytes % 2 == 0 ? bytes / 2 : throw new AudioFormatException("-: an odd byte at the end of 16-bit samples");
    }
}
