using System;
using Sotto.Models;

namespace Sotto.Firmware;

/// <summary>
/// One value, kept in two files: a new value goes into the file that does not hold the value in force, is read back, and is
/// in force by its higher sequence number. So a power cut at any byte leaves the old value or the new. A value may be written
/// piece by piece, and then never lies in memory as a whole.
/// </summary>
/// <remarks>
/// A file is a header of 20 bytes, the value, and the CRC-32 of the value. The header, little endian: magic, version of this
/// layout, sequence number, length of the value, CRC-32 of these 16 bytes.
/// </remarks>
public sealed class SlotStore
{
    /// <summary>Bytes that a file has beside its value.</summary>
    public const int Overhead = HeaderLength + ChecksumLength;

    private const int HeaderLength = 20;
    private const int ChecksumLength = 4;
    private const int LayoutVersion = 1;
    private const int Magic = 0x544F4C53;
    private const int None = -1;
    private const int Unknown = -2;
    private const int PieceLength = 256;
    private const string Full = "the storage is full or broken";

    private readonly IFileStore _files;
    private readonly string[] _names;
    private readonly int _maximumLength;
    private int _newest = Unknown;
    private int _writing = None;
    private int _length;
    private int _written;
    private uint _checksum;

    /// <summary>Names the value.</summary>
    /// <param name="files">Where it is kept.</param>
    /// <param name="name">Its name, at most 22 letters: the files are called so, with ".a" and ".b".</param>
    /// <param name="maximumLength">The most bytes that a value may have.</param>
    public SlotStore(IFileStore files, string name, int maximumLength)
    {
        _files = files;
        _names = new string[] { name + ".a", name + ".b" };
        _maximumLength = maximumLength;
    }

    /// <summary>Bytes of the value in force, or -1 where there is none.</summary>
    public int Length
    {
        get { return FindNewest() == None ? -1 : _files.Length(_names[_newest]) - Overhead; }
    }

    /// <summary>The sequence number of the value in force, one more with each; 0 where there is none.</summary>
    public int Sequence
    {
        get
        {
            byte[] header = FindNewest() == None ? null : ReadHeader(_newest);
            return header == null ? 0 : SequenceOf(header);
        }
    }

    /// <summary>Whether a value is being written piece by piece.</summary>
    public bool IsWriting
    {
        get { return _writing != None; }
    }

    /// <summary>Reads the value in force.</summary>
    /// <returns>The value, or null where there is none.</returns>
    public byte[] Read()
    {
        int slot = FindNewest();
        if (slot == None)
        {
            return null;
        }

        // Its checksum was looked at when it was found.
        byte[] value = new byte[Length];
        return _files.Read(_names[slot], HeaderLength, value, 0, value.Length) == value.Length ? value : null;
    }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Null where it is in force, else why not; the one before is in force then.</returns>
    public string Write(byte[] value)
    {
        string reason = Begin(value.Length);
        reason = reason == null ? Append(value, 0, value.Length) : reason;
        return reason == null ? Finish() : reason;
    }

    /// <summary>Begins to write a value piece by piece; one that was begun before is given up.</summary>
    /// <param name="length">Bytes that will come.</param>
    /// <returns>Null, or why not.</returns>
    public string Begin(int length)
    {
        Cancel();
        if (length < 0 || length > _maximumLength)
        {
            return length.ToString() + " bytes, at most " + _maximumLength.ToString() + " fit";
        }

        int sequence = Sequence + 1;
        _writing = FindNewest() == 0 ? 1 : 0;
        _length = length;
        _written = 0;
        _checksum = 0;
        if (!_files.Create(_names[_writing]))
        {
            return GiveUp(Full);
        }

        byte[] header = new byte[HeaderLength];
        Put(header, 0, Magic);
        Put(header, 4, LayoutVersion);

        // 0 stands for no value.
        Put(header, 8, sequence == 0 ? 1 : sequence);
        Put(header, 12, length);
        Put(header, 16, (int)ModelFile.Checksum(header, 0, HeaderLength - ChecksumLength));
        return _files.Append(_names[_writing], header, 0, HeaderLength) ? null : GiveUp(Full);
    }

    /// <summary>Writes the next piece of the value that was begun.</summary>
    /// <param name="bytes">Holds it.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">Its length.</param>
    /// <returns>Null, or why not: what was written is given up then.</returns>
    public string Append(byte[] bytes, int offset, int count)
    {
        if (_writing == None)
        {
            return "nothing was begun";
        }

        if (count > _length - _written)
        {
            return GiveUp("more than the " + _length.ToString() + " bytes that were announced");
        }

        _written += count;
        _checksum = ModelFile.Checksum(_checksum, bytes, offset, count);
        return _files.Append(_names[_writing], bytes, offset, count) ? null : GiveUp(Full);
    }

    /// <summary>Ends the value that was begun, reads it back, and puts it in force.</summary>
    /// <returns>Null where it is in force, else why not; the one before is in force then.</returns>
    public string Finish()
    {
        if (_writing == None)
        {
            return "nothing was begun";
        }

        if (_written != _length)
        {
            return GiveUp(_written.ToString() + " bytes came of " + _length.ToString());
        }

        byte[] checksum = new byte[ChecksumLength];
        Put(checksum, 0, (int)_checksum);
        if (!_files.Append(_names[_writing], checksum, 0, ChecksumLength))
        {
            return GiveUp(Full);
        }

        if (!IsSound(_writing) || ReadChecksum(_writing) != _checksum)
        {
            return GiveUp("what was written reads otherwise: the storage is broken");
        }

        _newest = _writing;
        _writing = None;
        return null;
    }

    /// <summary>Gives up the value that was begun, if one was.</summary>
    public void Cancel()
    {
        if (_writing != None)
        {
            GiveUp(null);
        }
    }

    /// <summary>Removes the value in force, if there is one: the one before it is in force again, if it is there still.</summary>
    public void RollBack()
    {
        Cancel();
        if (FindNewest() != None)
        {
            _files.Delete(_names[_newest]);
            _newest = Unknown;
        }
    }

    private static void Put(byte[] into, int at, int value)
    {
        into[at] = (byte)value;
        into[at + 1] = (byte)(value >> 8);
        into[at + 2] = (byte)(value >> 16);
        into[at + 3] = (byte)(value >> 24);
    }

    private static int SequenceOf(byte[] header)
    {
        return BitConverter.ToInt32(header, 8);
    }

    private string GiveUp(string reason)
    {
        _files.Delete(_names[_writing]);
        _writing = None;
        return reason;
    }


    /// <summary>The file whose value is in force. Contents are checked in the order of the headers, mostly one alone.</summary>
    private int FindNewest()
    {
        if (_newest != Unknown)
        {
            return _newest;
        }

        byte[] first = ReadHeader(0);
        byte[] second = ReadHeader(1);

        // Sequence numbers go round: the later one is less than half a round ahead.
        int newer = second != null && (first == null || SequenceOf(second) - SequenceOf(first) > 0) ? 1 : 0;
        _newest = IsSound(newer) ? newer : IsSound(1 - newer) ? 1 - newer : None;
        return _newest;
    }

    /// <summary>Reads a header; null where it is not right for a file of this length.</summary>
    private byte[] ReadHeader(int slot)
    {
        byte[] header = new byte[HeaderLength];
        if (_files.Read(_names[slot], 0, header, 0, HeaderLength) != HeaderLength
            || BitConverter.ToInt32(header, 0) != Magic || BitConverter.ToInt32(header, 4) != LayoutVersion
            || BitConverter.ToUInt32(header, 16) != ModelFile.Checksum(header, 0, HeaderLength - ChecksumLength))
        {
            return null;
        }

        int length = BitConverter.ToInt32(header, 12);
        return length >= 0 && length <= _maximumLength && _files.Length(_names[slot]) == length + Overhead ? header : null;
    }

    private bool IsSound(int slot)
    {
        byte[] header = ReadHeader(slot);
        if (header == null)
        {
            return false;
        }

        byte[] piece = new byte[PieceLength];
        int end = HeaderLength + BitConverter.ToInt32(header, 12);
        uint checksum = 0;
        for (int at = HeaderLength; at < end; at += PieceLength)
        {
            int count = end - at < PieceLength ? end - at : PieceLength;
            if (_files.Read(_names[slot], at, piece, 0, count) != count)
            {
                return false;
            }

            checksum = ModelFile.Checksum(checksum, piece, 0, count);
        }

        return checksum == ReadChecksum(slot);
    }

    private uint ReadChecksum(int slot)
    {
        int at = _files.Length(_names[slot]) - ChecksumLength;
        byte[] checksum = new byte[ChecksumLength];
        return _files.Read(_names[slot], at, checksum, 0, ChecksumLength) == ChecksumLength ? BitConverter.ToUInt32(checksum, 0) : 0;
    }
}
