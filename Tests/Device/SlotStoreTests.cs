using nanoFramework.TestFramework;
using Sotto.Firmware;
using Sotto.Firmware.Host;

namespace Sotto.Tests;

[TestClass]
public class SlotStoreTests
{
    private const int Longest = 600;

    [TestMethod]
    public void KeepsTheLastValue()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SlotStore slots = new SlotStore(files, "value", Longest);
        Assert.IsNull(slots.Read());
        Assert.AreEqual(-1, slots.Length);
        for (int i = 1; i <= 5; i++)
        {
            Assert.IsNull(slots.Write(Value(i, 100 * i)));
            Assert.AreEqual(i, slots.Sequence);
            CheckValue(slots, i, 100 * i);
            CheckValue(new SlotStore(files, "value", Longest), i, 100 * i);
        }

        Assert.AreEqual(500 + SlotStore.Overhead, files.Length("value.a"));
        Assert.AreEqual(400 + SlotStore.Overhead, files.Length("value.b"));
    }

    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void PowerCutAtAnyByteLeavesTheOldValueOrTheNew(int before)
    {
        int olds = 0;
        int news = 0;
        for (int cut = 0; Write(before, cut, ref olds, ref news); cut++)
        {
        }

        // The file made, 20 bytes of header, 300 of the value, 4 of its checksum; the last of them makes the new value.
        Assert.AreEqual(1 + 300 + SlotStore.Overhead, olds);
        Assert.AreEqual(1, news);
    }

    [TestMethod]
    public void ValueComesPieceByPiece()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SlotStore slots = new SlotStore(files, "value", Longest);
        byte[] value = Value(3, 500);
        Assert.IsNull(slots.Begin(500));
        for (int at = 0; at < 500; at += 125)
        {
            Assert.IsTrue(slots.IsWriting);
            Assert.AreEqual(-1, slots.Length);
            Assert.IsNull(slots.Append(value, at, 125));
        }

        Assert.IsNull(slots.Finish());
        CheckValue(slots, 3, 500);
        Assert.AreEqual("nothing was begun", slots.Append(value, 0, 1));
        Assert.AreEqual("nothing was begun", slots.Finish());
    }

    [TestMethod]
    public void WrongLengthIsRefusedAndTheOldKept()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SlotStore slots = new SlotStore(files, "value", Longest);
        slots.Write(Value(1, 50));
        Assert.AreEqual("601 bytes, at most 600 fit", slots.Write(new byte[601]));
        Assert.IsNull(slots.Begin(10));
        Assert.AreEqual("more than the 10 bytes that were announced", slots.Append(new byte[11], 0, 11));
        Assert.IsNull(slots.Begin(10));
        slots.Append(new byte[9], 0, 9);
        Assert.AreEqual("9 bytes came of 10", slots.Finish());
        CheckValue(slots, 1, 50);
        Assert.AreEqual(-1, files.Length("value.b"));
    }

    [TestMethod]
    public void FullStorageIsRefusedAndTheOldKept()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SlotStore slots = new SlotStore(files, "value", Longest);
        slots.Write(Value(1, 100));
        for (int room = 0; room < 100 + SlotStore.Overhead; room++)
        {
            files.Capacity = 100 + SlotStore.Overhead + room;
            Assert.AreEqual("the storage is full or broken", slots.Write(Value(2, 100)));
            CheckValue(slots, 1, 100);
        }

        files.Capacity++;
        Assert.IsNull(slots.Write(Value(2, 100)));
        CheckValue(slots, 2, 100);
    }

    [TestMethod]
    public void AnyByteThatChangesBringsTheValueBefore()
    {
        for (int at = 0; at < 40 + SlotStore.Overhead; at++)
        {
            SimulatedFileStore files = new SimulatedFileStore();
            SlotStore slots = new SlotStore(files, "value", Longest);
            slots.Write(Value(1, 40));
            slots.Write(Value(2, 40));
            Change(files, "value.b", at);
            CheckValue(new SlotStore(files, "value", Longest), 1, 40);
        }
    }

    [TestMethod]
    public void RolledBackIsTheValueBefore()
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SlotStore slots = new SlotStore(files, "value", Longest);
        slots.Write(Value(1, 40));
        slots.Write(Value(2, 30));
        slots.RollBack();
        CheckValue(slots, 1, 40);
        CheckValue(new SlotStore(files, "value", Longest), 1, 40);
        slots.RollBack();
        Assert.IsNull(slots.Read());
        slots.RollBack();
        Assert.AreEqual(0, slots.Sequence);
    }

    /// <summary>Writes a value of 300 bytes over others, with power for a part of it, and whether it was cut.</summary>
    private static bool Write(int before, int cut, ref int olds, ref int news)
    {
        SimulatedFileStore files = new SimulatedFileStore();
        SlotStore slots = new SlotStore(files, "value", Longest);
        for (int i = 1; i <= before; i++)
        {
            slots.Write(Value(i, 200));
        }

        files.CutPowerAfter(cut);
        try
        {
            slots.Write(Value(9, 300));
        }
        catch (PowerCutException)
        {
        }

        bool wasCut = files.IsOff;
        files.PowerOn();
        slots = new SlotStore(files, "value", Longest);
        if (slots.Sequence == before)
        {
            olds++;
            Assert.AreEqual(before == 0 ? -1 : 200, slots.Length);
            CheckValue(slots, before, 200);
        }
        else
        {
            news++;
            CheckValue(slots, 9, 300);
        }

        slots.Write(Value(7, 150));
        CheckValue(new SlotStore(files, "value", Longest), 7, 150);
        return wasCut;
    }

    private static byte[] Value(int seed, int length)
    {
        byte[] value = new byte[length];
        for (int i = 0; i < length; i++)
        {
            value[i] = (byte)((seed * 37) + (i * 11));
        }

        return value;
    }

    private static void CheckValue(SlotStore slots, int seed, int length)
    {
        byte[] value = slots.Read();
        if (seed == 0)
        {
            Assert.IsNull(value);
            return;
        }

        byte[] expected = Value(seed, length);
        Assert.AreEqual(length, value.Length);
        for (int i = 0; i < length; i++)
        {
            if (value[i] != expected[i])
            {
                Assert.AreEqual(i, -1);
            }
        }
    }

    /// <summary>Turns a bit of a byte.</summary>
    private static void Change(SimulatedFileStore files, string name, int at)
    {
        byte[] bytes = new byte[files.Length(name)];
        files.Read(name, 0, bytes, 0, bytes.Length);
        bytes[at] ^= (byte)(1 << (at & 7));
        files.Create(name);
        files.Append(name, bytes, 0, bytes.Length);
    }
}
