using NLayer;

namespace Sotto.Audio;

/// <summary>Decodes MP3 files, as Mozilla's Common Voice has them.</summary>
public static class Mp3File
{
    private const int Block = 1 << 16;

    /// <summary>Decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AudioFormatException">It is no MP3 file, or longer than an hour.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AudioClip Decode(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        try
        {
            return Read(file).ToClip();
        }
        catch (AudioFormatException error)
        {
            throw new AudioFormatException($"{path}: {error.Message}");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The decoder says in many ways that it cannot go on.
            throw new AudioFormatException($"{path}: no MP3 file: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static PcmAudio Read(byte[] file)
    {
        using MpegFile mpeg = new(new MemoryStream(file));
        if (mpeg.SampleRate is < PcmAudio.LowestRate or > PcmAudio.HighestRate || mpeg.Channels is < 1 or > PcmAudio.MostChannels)
        {
            throw new AudioFormatException("no MP3 file");
        }

        List<float> samples = [];
        float[] block = new float[Block];
        for (int count = mpeg.ReadSamples(block, 0, block.Length); count > 0; count = mpeg.ReadSamples(block, 0, block.Length))
        {
            samples.AddRange(block.AsSpan(0, count));
            if (samples.Count > PcmAudio.MaximumSamples)
            {
                throw new AudioFormatException("longer than an hour");
            }
        }

        return samples.Count > 0 ? new PcmAudio(mpeg.SampleRate, mpeg.Channels, [.. samples]) : throw new AudioFormatException("empty");
    }
}
