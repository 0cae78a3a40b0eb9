using Google.FlatBuffers;
using Sotto.Models;

namespace Sotto.Compiler.TfLite;

/// <summary>
/// The bytes of a FlatBuffers file. Google.FlatBuffers trusts every offset, length and vtable in a file; here each is seen
/// to lie inside, at a multiple of its size, before it is used. Files may name one vector any number of times: a budget
/// bounds what is read in all.
/// </summary>
internal sealed class FlatFile
{
    /// <summary>A sound file names its bytes once, and its shortest tables cost less than three times their length.</summary>
    private const int BudgetPerByte = 4;
    private const int TableCost = 16;

    private long _budget;

    internal FlatFile(byte[] bytes)
    {
        Bytes = bytes;
        Buffer = new ByteBuffer(bytes);
        _budget = (long)bytes.Length * BudgetPerByte;
    }

    internal byte[] Bytes { get; }

    internal ByteBuffer Buffer { get; }

    /// <summary>The root table of a file of 8 bytes or more.</summary>
    internal FlatTable Root(string label) => TableAt(Follow(0, label), label);

    /// <summary>The table whose offset is stored at a place inside the file.</summary>
    internal FlatTable TableBehind(int at, string label) => TableAt(Follow(at, label), label);

    /// <summary>The vector whose offset is stored at a place inside the file.</summary>
    /// <returns>Where its first element lies, and how many there are.</returns>
    internal (int At, int Count) VectorBehind(int at, int elementSize, string label)
    {
        int vector = Follow(at, label);
        uint count = Buffer.GetUint(vector);
        int first = vector + sizeof(uint);
        if (first + ((long)count * elementSize) > Bytes.Length)
        {
            throw Error(label, $"the {count} elements at byte {vector} do not fit into the file");
        }

        if (first % elementSize != 0)
        {
            throw Error(label, $"the elements at byte {first} are misaligned");
        }

        return (first, (int)count);
    }

    /// <summary>Takes what is about to be read from the budget.</summary>
    internal void Spend(long bytes, string label)
    {
        _budget -= bytes;
        if (_budget < 0)
        {
            throw Error(label, $"the file is read over {BudgetPerByte} times: its parts are used again and again");
        }
    }

    internal static ModelFormatException Error(string label, string what) => new($"{label}: {what}");

    private int Follow(int at, string label)
    {
        uint offset = Buffer.GetUint(at);
        long target = at + (long)offset;
        if (offset == 0 || target > Bytes.Length - sizeof(uint))
        {
            throw Error(label, $"the offset at byte {at} leads outside the file");
        }

        return target % sizeof(uint) == 0 ? (int)target : throw Error(label, $"the offset at byte {at} is misaligned");
    }

    private FlatTable TableAt(int at, string label)
    {
        Spend(TableCost, label);
        long vtable = at - (long)Buffer.GetInt(at);
        if (vtable < 0 || vtable > Bytes.Length - (2 * sizeof(ushort)) || vtable % sizeof(ushort) != 0)
        {
            throw Error(label, $"the table at byte {at} has its fields listed outside the file");
        }

        int vtableLength = Buffer.GetShort((int)vtable);
        int length = Buffer.GetUshort((int)vtable + sizeof(ushort));
        if (vtableLength < 2 * sizeof(ushort) || vtableLength % sizeof(ushort) != 0 || vtable + vtableLength > Bytes.Length)
        {
            throw Error(label, $"the table at byte {at} has a broken list of fields");
        }

        if (length < sizeof(int) || at + (long)length > Bytes.Length)
        {
            throw Error(label, $"the table at byte {at} does not fit into the file");
        }

        return new FlatTable(this, new Table(at, Buffer), length, label);
    }
}
