using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sotto.Audio;

/// <summary>
/// Reads FLAC (RFC 9639): all subframe types, both Rice codings, all stereo modes, 4 to 32 bits; header, frame and
/// stream checksums are checked.
/// </summary>
internal sealed class FlacReader
{
    private const int StreamInfoLength = 34;

    private readonly byte[] _file;
    private readonly FlacBitReader _reader;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly long[][] _block = new long[PcmAudio.MostChannels][];
    private int _rate;
    private int _channels;
    private int _bits;
    private long _total;
    private byte[] _md5 = [];

    private FlacReader(byte[] file)
    {
        _file = file;
        _reader = new FlacBitReader(file);
    }

    /// <summary>Whether the bytes begin as a FLAC file does.</summary>
    internal static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith("fLaC"u8);

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="AudioFormatException">It is broken; the message does not name the file.</exception>
    internal static PcmAudio Read(byte[] file) => new FlacReader(file).Decode();

    private PcmAudio Decode()
    {
        int audio = ReadMetadata();
        List<float> samples = new((int)Math.Min(Math.Min(_total * _channels, _file.Length * 8L), PcmAudio.MaximumSamples));
        _reader.Seek(audio);
        while (!_reader.AtEnd && (_total == 0 || samples.Count < _total * _channels))
        {
            int count = ReadFrame();
            if (samples.Count + ((long)count * _channels) > PcmAudio.MaximumSamples)
            {
                throw new AudioFormatException("longer than an hour");
            }

            Append(samples, count);
        }

        if (samples.Count == 0 || (_total > 0 && samples.Count != _total * _channels))
        {
            throw new AudioFormatException($"cut short: {samples.Count / Math.Max(1, _channels)} of {_total} samples are there");
        }

        if (_md5.AsSpan().ContainsAnyExcept((byte)0) && !_hash.GetHashAndReset().AsSpan().SequenceEqual(_md5))
        {
            throw new AudioFormatException("its samples differ from their MD5 sum");
        }

        return new PcmAudio(_rate, _channels, [.. samples]);
    }

    /// <summary>Reads the metadata blocks.</summary>
    /// <returns>Where the frames begin.</returns>
    private int ReadMetadata()
    {
        int at = 4;
        bool last = false;
        while (!last)
        {
            if (at + 4 > _file.Length)
            {
                throw new AudioFormatException("cut short in its metadata");
            }

            last = (_file[at] & 0x80) != 0;
            int type = _file[at] & 0x7F;
            int length = (_file[at + 1] << 16) | (_file[at + 2] << 8) | _file[at + 3];
            at += 4;
            if (length > _file.Length - at)
            {
                throw new AudioFormatException("cut short in its metadata");
            }

            if (type == 0)
            {
                ReadStreamInfo(_file.AsSpan(at, length));
            }

            at += length;
        }

        return _channels > 0 ? at : throw new AudioFormatException("a FLAC file without stream information");
    }

    private void ReadStreamInfo(ReadOnlySpan<byte> block)
    {
        if (block.Length < StreamInfoLength)
        {
            throw new AudioFormatException("its stream information is too short");
        }

        ulong packed = BinaryPrimitives.ReadUInt64BigEndian(block[10..]);
        uint rate = (uint)(packed >> 44);
        _channels = (int)((packed >> 41) & 7) + 1;
        _bits = (int)((packed >> 36) & 31) + 1;
        _total = (long)(packed & 0xFFFFFFFFF);
        _md5 = block.Slice(18, 16).ToArray();
        StreamFormat.Check(rate, _channels);
        _rate = (int)rate;
        if (_bits < 4)
        {
            throw new AudioFormatException($"{_bits} bits a sample");
        }

        if (_total * _channels > PcmAudio.MaximumSamples)
        {
            throw new AudioFormatException("longer than an hour");
        }
    }

    /// <summary>Decodes a frame into the channel blocks.</summary>
    /// <returns>Samples a channel.</returns>
    private int ReadFrame()
    {
        int start = _reader.BytePosition;
        (int count, int mode, int bits) = ReadFrameHeader(start);
        int channels = mode < 8 ? mode + 1 : 2;
        if (channels != _channels)
        {
            throw new AudioFormatException($"a frame of {channels} channels in a stream of {_channels}");
        }

        for (int c = 0; c < channels; c++)
        {
            bool side = (mode == 8 && c == 1) || (mode == 9 && c == 0) || (mode == 10 && c == 1);
            FlacSubframe.Read(_reader, Block(c, count), count, side ? bits + 1 : bits);
        }

        _reader.Align();
        int end = _reader.BytePosition;
        if (_reader.Read(16) != FlacChecksum.Frame(_file.AsSpan(start, end - start)))
        {
            throw new AudioFormatException($"the frame at byte {start} fails its checksum");
        }

        Decorrelate(mode, count);
        return count;
    }

    private (int Count, int Mode, int Bits) ReadFrameHeader(int start)
    {
        if (_reader.Read(15) != 0x7FFC)
        {
            throw new AudioFormatException($"no FLAC frame at byte {start}");
        }

        _reader.Read(1);
        int sizeCode = (int)_reader.Read(4);
        int rateCode = (int)_reader.Read(4);
        int mode = (int)_reader.Read(4);
        int bitsCode = (int)_reader.Read(3);
        _reader.Read(1);
        SkipCodedNumber();
        int count = BlockSize(sizeCode);
        _ = rateCode switch { 12 => _reader.Read(8), 13 or 14 => _reader.Read(16), _ => 0u };
        int end = _reader.BytePosition;
        int bits = bitsCode switch { 0 => _bits, 1 => 8, 2 => 12, 4 => 16, 5 => 20, 6 => 24, 7 => 32, _ => 0 };
        if (_reader.Read(8) != FlacChecksum.Header(_file.AsSpan(start, end - start)) || mode > 10 || bits != _bits || count == 0)
        {
            throw new AudioFormatException($"the frame at byte {start} has a broken header");
        }

        return (count, mode, bits);
    }

    private int BlockSize(int code) => code switch
    {
        1 => 192,
        >= 2 and <= 5 => 576 << (code - 2),
        6 => (int)_reader.Read(8) + 1,
        7 => (int)_reader.Read(16) + 1,
        >= 8 => 256 << (code - 8),
        _ => 0,
    };

    /// <summary>The frame's number, coded as UTF-8 codes a character; nothing here needs it.</summary>
    private void SkipCodedNumber()
    {
        uint first = _reader.Read(8);
        for (uint mask = 0x40; (first & 0x80) != 0 && (first & mask) != 0; mask >>= 1)
        {
            _reader.Read(8);
        }
    }

    private long[] Block(int channel, int count)
    {
        if (_block[channel] is null || _block[channel].Length < count)
        {
            _block[channel] = new long[count];
        }

        return _block[channel];
    }

    private void Decorrelate(int mode, int count)
    {
        long[] a = _block[0];
        long[] b = _block[Math.Min(1, _channels - 1)];
        for (int i = 0; mode >= 8 && i < count; i++)
        {
            switch (mode)
            {
                case 8:
                    b[i] = a[i] - b[i];
                    break;
                case 9:
                    a[i] += b[i];
                    break;
                default:
                    long middle = (a[i] << 1) | (b[i] & 1);
                    (a[i], b[i]) = ((middle + b[i]) >> 1, (middle - b[i]) >> 1);
                    break;
            }
        }
    }

    /// <summary>Interleaves the block and adds it to the sum over the stream.</summary>
    private void Append(List<float> samples, int count)
    {
        int width = (_bits + 7) / 8;
        byte[] bytes = new byte[count * _channels * width];
        float scale = 1f / (1L << (_bits - 1));
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < _channels; c++)
            {
                long value = _block[c][i];
                samples.Add(value * scale);
                for (int b = 0; b < width; b++)
                {
                    bytes[at++] = (byte)(value >> (8 * b));
                }
            }
        }

        _hash.AppendData(bytes);
    }
}
