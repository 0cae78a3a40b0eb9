using System.Buffers.Binary;
using Sotto.Audio;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Recordings of every kind that is read, and broken ones.</summary>
public sealed class AudioTests
{
    private const int WavRounds = 110000;
    private const int FlacRounds = 3000;

    private static readonly short[] Tone = [.. Enumerable.Range(0, 1600).Select(i => (short)(9000 * Math.Sin(i * 0.2)))];

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(1, 16, 1)]
    [InlineData(1, 24, 2)]
    [InlineData(1, 32, 5)]
    [InlineData(3, 32, 2)]
    public void EveryKindOfSampleIsRead(int code, int bits, int channels)
    {
        AudioClip clip = AudioFile.FromBytes(Wav(code, bits, channels, AudioClip.SampleRate, extensible: channels > 2));
        Assert.Equal(Tone.Length, clip.Samples.Length);
        int tolerance = bits == 8 ? 256 : 1;
        Assert.All(clip.Samples.Zip(Tone), pair => Assert.InRange(pair.First - pair.Second, -tolerance, tolerance));
        Assert.Equal(channels == 1 ? null : $"{channels} channels", clip.ConversionNote);
    }

    /// <summary>A tone keeps its pitch and level to within a hundredth at any rate.</summary>
    [Theory]
    [InlineData(8000)]
    [InlineData(22050)]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void OtherRatesAreConverted(int rate)
    {
        short[] tone = [.. Enumerable.Range(0, rate).Select(i => (short)(9000 * Math.Sin(2 * Math.PI * 440 * i / rate)))];
        byte[] file = WavWriter.Encode(tone);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        short[] samples = AudioFile.FromBytes(file).Samples;
        Assert.Equal(16000, samples.Length);
        for (int i = 400; i < 15600; i++)
        {
            Assert.InRange(samples[i] - (9000 * Math.Sin(2 * Math.PI * 440 * i / 16000)), -90, 90);
        }
    }

    [Fact]
    public void SamplesThatAPipeLeftUncountedAreRead()
    {
        byte[] file = WavWriter.Encode(Tone);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), uint.MaxValue);
        Assert.Equal(Tone, AudioFile.FromBytes(file).Samples);
    }

    [Fact]
    public void ChunksBetweenAreSkipped()
    {
        byte[] file = WavWriter.Encode(Tone);
        byte[] odd = [(byte)'L', (byte)'I', (byte)'S', (byte)'T', 3, 0, 0, 0, 1, 2, 3, 0];
        Assert.Equal(Tone, AudioFile.FromBytes([.. file[..36], .. odd, .. file[36..]]).Samples);
    }

    /// <summary>Flipped, cut and overwritten files are read or refused in one line; nothing else happens.</summary>
    [Fact]
    public void BrokenWavFilesAreReadOrRefused()
    {
        byte[][] files =
        [
            Wav(1, 8, 1, 16000, false, 60), Wav(1, 16, 1, 16000, false, 60), Wav(1, 24, 2, 16000, true, 60),
            Wav(3, 32, 2, 8000, true, 60), Wav(1, 32, 5, 44100, true, 60),
        ];
        (int read, int refused) = Fuzz(files, WavRounds, bytesHit: 68);
        Assert.True(read > WavRounds / 10 && refused > WavRounds / 10, $"{read} read, {refused} refused");
    }

    [Fact]
    public void BrokenFlacFilesAreReadOrRefused()
    {
        string[] recordings = [.. Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo"), "*.flac").Order()];
        (int read, int refused) = Fuzz([.. recordings.Select(File.ReadAllBytes)], FlacRounds, bytesHit: int.MaxValue);
        Assert.True(refused > FlacRounds / 2, $"{read} read, {refused} refused");
    }

    private static (int Read, int Refused) Fuzz(byte[][] files, int rounds, int bytesHit)
    {
        Random random = new(17);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] file = [.. files[random.Next(files.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(Math.Min(file.Length, bytesHit));
                switch (random.Next(5))
                {
                    case 0:
                        file = file[..random.Next(1, file.Length + 1)];
                        break;
                    case 1:
                        file.AsSpan(at, Math.Min(4, file.Length - at)).Fill(0xFF);
                        break;
                    default:
                        file[at] ^= (byte)(1 << random.Next(8));
                        break;
                }
            }

            try
            {
                Assert.NotEmpty(AudioFile.FromBytes(file).Samples);
                read++;
            }
            catch (AudioFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        return (read, refused);
    }

    /// <summary>The tone as a WAVE file of a format, the same on every channel.</summary>
    private static byte[] Wav(int code, int bits, int channels, int rate, bool extensible, int count = 1600)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        int bytes = bits / 8;
        int data = count * channels * bytes;
        writer.Write("RIFF"u8);
        writer.Write(data + (extensible ? 60 : 36));
        writer.Write("WAVEfmt "u8);
        writer.Write(extensible ? 40 : 16);
        writer.Write((ushort)(extensible ? 0xFFFE : code));
        writer.Write((ushort)channels);
        writer.Write(rate);
        writer.Write(rate * channels * bytes);
        writer.Write((ushort)(channels * bytes));
        writer.Write((ushort)bits);
        if (extensible)
        {
            writer.Write((ushort)22);
            writer.Write((ushort)bits);
            writer.Write(0);
            writer.Write((ushort)code);
            writer.Write(new byte[14]);
        }

        writer.Write("data"u8);
        writer.Write(data);
        foreach (short sample in Tone.Take(count))
        {
            for (int channel = 0; channel < channels; channel++)
            {
                WriteSample(writer, code, bits, sample);
            }
        }

        return stream.ToArray();
    }

    private static void WriteSample(BinaryWriter writer, int code, int bits, short sample)
    {
        if (code == 3)
        {
            writer.Write(sample / 32768f);
            return;
        }

        int whole = sample << 16;
        for (int i = 4 - (bits / 8); i < 4; i++)
        {
            writer.Write((byte)((whole >> (8 * i)) + (bits == 8 ? 128 : 0)));
        }
    }
}
