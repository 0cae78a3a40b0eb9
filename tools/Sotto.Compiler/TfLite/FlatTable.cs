using System.Text;
using System.Text.Unicode;
using Google.FlatBuffers;
using Sotto.Models;

namespace Sotto.Compiler.TfLite;

/// <summary>
/// A table of a FlatBuffers file, seen to lie inside it. Fields are known by their slots, the order of the schema; an absent
/// field is its default, an absent vector is empty.
/// </summary>
internal readonly struct FlatTable
{
    private readonly FlatFile _file;
    private readonly Table _table;
    private readonly int _length;

    internal FlatTable(FlatFile file, Table table, int length, string label)
    {
        _file = file;
        _table = table;
        _length = length;
        Label = label;
    }

    /// <summary>What the table is, for messages.</summary>
    internal string Label { get; }

    /// <summary>The same table, called otherwise.</summary>
    internal FlatTable Named(string label) => new(_file, _table, _length, label);

    internal ModelFormatException Error(string what) => FlatFile.Error(Label, what);

    internal bool Has(int slot) => Field(slot, 1) != 0;

    internal byte Byte(int slot) => Field(slot, sizeof(byte)) is int at and not 0 ? _file.Buffer.Get(at) : default;

    internal int Int(int slot, int absent = 0) => Field(slot, sizeof(int)) is int at and not 0 ? _file.Buffer.GetInt(at) : absent;

    internal uint Uint(int slot) => Field(slot, sizeof(uint)) is int at and not 0 ? _file.Buffer.GetUint(at) : default;

    internal ulong Ulong(int slot) => Field(slot, sizeof(ulong)) is int at and not 0 ? _file.Buffer.GetUlong(at) : default;

    internal float Float(int slot) => Field(slot, sizeof(float)) is int at and not 0 ? _file.Buffer.GetFloat(at) : default;

    internal int[] Ints(int slot) => Vector(slot, sizeof(int), _file.Buffer.GetInt);

    internal long[] Longs(int slot) => Vector(slot, sizeof(long), _file.Buffer.GetLong);

    internal float[] Floats(int slot) => Vector(slot, sizeof(float), _file.Buffer.GetFloat);

    /// <summary>How many elements a vector has; 0 if it is absent.</summary>
    internal int Count(int slot, int elementSize) => Elements(slot, elementSize).Count;

    /// <summary>A vector of bytes, not copied and not taken from the budget.</summary>
    internal ReadOnlyMemory<byte> Bytes(int slot)
    {
        (int first, int count) = Elements(slot, sizeof(byte));
        return _file.Bytes.AsMemory(first, count);
    }

    /// <summary>Takes what is about to be read from the file's budget.</summary>
    internal void Spend(long bytes) => _file.Spend(bytes, Label);

    /// <summary>A string; null if it is absent.</summary>
    internal string? String(int slot)
    {
        if (!Has(slot))
        {
            return null;
        }

        (int first, int count) = Elements(slot, sizeof(byte));
        Spend(sizeof(char) * (long)count);
        ReadOnlySpan<byte> text = _file.Bytes.AsSpan(first, count);
        return first + count < _file.Bytes.Length && _file.Bytes[first + count] == 0 && Utf8.IsValid(text)
            ? Encoding.UTF8.GetString(text)
            : throw Error($"the string at byte {first} is not UTF-8 with a zero behind");
    }

    /// <summary>A table; null if it is absent.</summary>
    internal FlatTable? Table(int slot) => Field(slot, sizeof(uint)) is int at and not 0 ? _file.TableBehind(at, Label) : null;

    /// <summary>Reads every table of a vector.</summary>
    /// <param name="slot">The vector's slot.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="kind">What each is called, before its number.</param>
    /// <param name="read">Reads one, given its number.</param>
    /// <param name="prefix">What stands before that in messages.</param>
    internal T[] Tables<T>(int slot, int most, string kind, Func<FlatTable, int, T> read, string prefix = "")
    {
        (int first, int count) = Elements(slot, sizeof(uint));
        if (count > most)
        {
            throw Error($"{count} {kind}s, {most} at most");
        }

        Spend(sizeof(uint) * (long)count);
        T[] result = new T[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = read(_file.TableBehind(first + (sizeof(uint) * i), $"{prefix}{kind} {i}"), i);
        }

        return result;
    }

    private T[] Vector<T>(int slot, int elementSize, Func<int, T> get)
    {
        (int first, int count) = Elements(slot, elementSize);
        Spend((long)elementSize * count);
        T[] result = new T[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = get(first + (elementSize * i));
        }

        return result;
    }

    private (int At, int Count) Elements(int slot, int elementSize) =>
        Field(slot, sizeof(uint)) is int at and not 0 ? _file.VectorBehind(at, elementSize, Label) : default;

    /// <summary>Where a field lies; 0 if it is absent.</summary>
    private int Field(int slot, int size)
    {
        int offset = _table.__offset((2 + slot) * sizeof(ushort));
        if (offset == 0)
        {
            return 0;
        }

        int at = _table.bb_pos + offset;
        return offset >= sizeof(int) && offset + size <= _length && at % size == 0
            ? at
            : throw Error($"field {slot} of the table at byte {_table.bb_pos} lies outside of it or misaligned");
    }
}
