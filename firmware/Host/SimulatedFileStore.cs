using System;

namespace Sotto.Firmware.Host;

/// <summary>Files in memory, whose power can be cut in the middle of a write and whose space can end.</summary>
public sealed class SimulatedFileStore : IFileStore
{
    private const int MostFiles = 16;

    // nanoCLR compares no strings that are null.
    private const string Free = "";

    private readonly string[] _names = new string[MostFiles];
    private readonly byte[][] _contents = new byte[MostFiles][];
    private readonly int[] _lengths = new int[MostFiles];
    private int _cutAfter = -1;

    /// <summary>Makes a store without files.</summary>
    public SimulatedFileStore()
    {
        for (int i = 0; i < MostFiles; i++)
        {
            _names[i] = Free;
        }
    }

    /// <summary>How many bytes fit in all.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    /// <summary>What was done to the flash: a byte that was appended counts one, and so does a file made or removed.</summary>
    public int Writes { get; private set; }

    /// <summary>Whether the power is off: everything throws.</summary>
    public bool IsOff { get; private set; }

    /// <summary>Cuts the power later.</summary>
    /// <param name="writes">How many of <see cref="Writes"/> are done before.</param>
    public void CutPowerAfter(int writes)
    {
        _cutAfter = Writes + writes;
    }

    /// <summary>Gives power again, and cuts it no more.</summary>
    public void PowerOn()
    {
        IsOff = false;
        _cutAfter = -1;
    }

    /// <summary>Makes another store with the same files.</summary>
    /// <returns>The copy, with power and without end of space.</returns>
    public SimulatedFileStore Copy()
    {
        SimulatedFileStore copy = new SimulatedFileStore();
        for (int i = 0; i < MostFiles; i++)
        {
            copy._names[i] = _names[i];
            copy._contents[i] = _contents[i] == null ? null : (byte[])_contents[i].Clone();
            copy._lengths[i] = _lengths[i];
        }

        return copy;
    }

    /// <inheritdoc/>
    public int Length(string name)
    {
        CheckPower();
        int file = Find(name);
        return file < 0 ? -1 : _lengths[file];
    }

    /// <inheritdoc/>
    public int Read(string name, int position, byte[] into, int offset, int count)
    {
        CheckPower();
        int file = Find(name);
        int there = file < 0 ? 0 : _lengths[file] - position;
        count = count < there ? count : there;
        if (count <= 0)
        {
            return 0;
        }

        Array.Copy(_contents[file], position, into, offset, count);
        return count;
    }

    /// <inheritdoc/>
    public bool Create(string name)
    {
        Write();
        int file = Find(name);
        file = file < 0 ? Find(Free) : file;
        if (file < 0)
        {
            return false;
        }

        _names[file] = name;
        _contents[file] = new byte[64];
        _lengths[file] = 0;
        return true;
    }

    /// <inheritdoc/>
    public bool Append(string name, byte[] bytes, int offset, int count)
    {
        CheckPower();
        int file = Find(name);
        if (file < 0 || count > Capacity - Used())
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            Write();
            Grow(file);
            _contents[file][_lengths[file]++] = bytes[offset + i];
        }

        return true;
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        Write();
        int file = Find(name);
        if (file >= 0)
        {
            _names[file] = Free;
            _contents[file] = null;
            _lengths[file] = 0;
        }
    }

    private void CheckPower()
    {
        if (IsOff)
        {
            throw new PowerCutException();
        }
    }

    private void Write()
    {
        IsOff |= Writes == _cutAfter;
        CheckPower();
        Writes++;
    }

    private void Grow(int file)
    {
        if (_lengths[file] == _contents[file].Length)
        {
            byte[] longer = new byte[2 * _lengths[file]];
            Array.Copy(_contents[file], 0, longer, 0, _lengths[file]);
            _contents[file] = longer;
        }
    }

    private int Used()
    {
        int used = 0;
        for (int i = 0; i < MostFiles; i++)
        {
            used += _lengths[i];
        }

        return used;
    }

    private int Find(string name)
    {
        for (int i = 0; i < MostFiles; i++)
        {
            if (_names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
