using System;
using nanoFramework.TestFramework;
using Sotto.Devices;

namespace Sotto.Tests;

[TestClass]
public class SampleUnpackerTests
{
    private static uint _random;

    [DataRow("inmp441", false, 24, 0, 4)]
    [DataRow("ics43434", false, 24, 0, 4)]
    [DataRow("sph0645", false, 18, 1, 4)]
    [DataRow("pdm", true, 16, 0, 2)]
    public void ProfilesAreFoundByName(string name, bool isPdm, int bits, int lateBits, int slotBytes)
    {
        MicrophoneProfile profile = MicrophoneProfile.Find(name);
        Assert.AreEqual(name, profile.Name);
        Assert.AreEqual(isPdm, profile.IsPdm);
        Assert.AreEqual(bits, profile.Bits);
        Assert.AreEqual(lateBits, profile.LateBits);
        Assert.AreEqual(slotBytes, profile.SlotBytes);
    }

    [TestMethod]
    public void NameThatNoProfileHasFindsNone()
    {
        Assert.IsTrue(MicrophoneProfile.Find("INMP441") == null);
        Assert.AreEqual(4, MicrophoneProfile.Count);
        Assert.AreEqual("inmp441", MicrophoneProfile.Get(0).Name);
    }

    [DataRow(0, 16, 0x12345678, 0x1234)]
    [DataRow(1, 16, 0x12345678, 0x1234)]
    [DataRow(0, 14, 0x12345678, 0x48d1)]
    [DataRow(0, 12, 0x12345678, 32767)]
    [DataRow(0, 16, -1, -1)]
    [DataRow(1, 12, int.MinValue, -32768)]
    [DataRow(1, 31, int.MinValue, -1)]
    [DataRow(0, 0, 32768, 32767)]
    [DataRow(0, 0, -32769, -32768)]
    public void SlotIsChosenShiftedAndCut(int channel, int shift, int slot, int expected)
    {
        byte[] bytes = new byte[8];
        Put(bytes, 4 * channel, slot);
        Put(bytes, 4 - (4 * channel), 0x55555555);
        SampleUnpacker unpacker = new SampleUnpacker(MicrophoneProfile.Find("inmp441"), channel, shift);
        short[] samples = new short[3];
        unpacker.Unpack(bytes, 1, samples, 1);
        Assert.AreEqual(expected, (int)samples[1]);
        Assert.AreEqual(0, samples[0] + samples[2]);
    }

    [DataRow(2, 14)]
    [DataRow(-1, 14)]
    [DataRow(0, -1)]
    [DataRow(0, 32)]
    public void WrongChannelAndShiftAreRefused(int channel, int shift)
    {
        Assert.ThrowsException(
            typeof(ArgumentOutOfRangeException),
            () => { SampleUnpacker unpacker = new SampleUnpacker(MicrophoneProfile.Find("inmp441"), channel, shift); });
    }

    /// <summary>20,000 random slots of every kind of microphone, against the formula of the filter in plain arithmetic.</summary>
    [DataRow("inmp441")]
    [DataRow("sph0645")]
    [DataRow("pdm")]
    public void UnpackingIsTheFormulaToTheBit(string name)
    {
        const int frames = 100;
        MicrophoneProfile profile = MicrophoneProfile.Find(name);
        SampleUnpacker unpacker = new SampleUnpacker(profile, 1, 13);
        byte[] bytes = new byte[frames * unpacker.FrameBytes];
        short[] samples = new short[frames];
        _random = 7;
        long offset = 0;
        for (int round = 0; round < 200; round++)
        {
            int size = (int)(Next() % 4) * 8;
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)(Next() >> size % 25);
            }

            unpacker.Unpack(bytes, frames, samples, 0);
            for (int i = 0; i < frames; i++)
            {
                int at = ((2 * i) + 1) * profile.SlotBytes;
                long slot = 0;
                for (int digit = 0; digit < profile.SlotBytes; digit++)
                {
                    slot += (long)bytes[at + digit] << (8 * (4 - profile.SlotBytes + digit));
                }

                int value = (int)(slot << profile.LateBits);
                offset = round == 0 && i == 0 ? value * 4096L : offset;
                long filtered = profile.HasOffset ? value - Floor(offset, 4096) : value;
                offset += Floor((value * 4096L) - offset, 1024);
                long expected = Floor(filtered, 8192);
                expected = expected > 32767 ? 32767 : expected < -32768 ? -32768 : expected;
                Assert.AreEqual((int)expected, (int)samples[i]);
            }
        }
    }

    [TestMethod]
    public void OffsetIsGoneAtOnceAndSoundStays()
    {
        SampleUnpacker unpacker = new SampleUnpacker(MicrophoneProfile.Find("sph0645"), 0, 14);
        byte[] bytes = new byte[8];
        short[] samples = new short[1];
        int least = 0;
        int greatest = 0;
        for (int i = 0; i < 16000; i++)
        {
            // A square wave of 250 Hz on an offset of 6% of the range, one bit late.
            int value = 134217728 + ((i / 32 & 1) == 0 ? 16384000 : -16384000);
            Put(bytes, 0, value >> 1);
            unpacker.Unpack(bytes, 1, samples, 0);
            if (i >= 8000)
            {
                least = samples[0] < least ? samples[0] : least;
                greatest = samples[0] > greatest ? samples[0] : greatest;
            }
        }

        Assert.IsTrue(greatest > 980 && greatest < 1050 && least < -980 && least > -1050);
    }

    private static long Floor(long value, long divisor)
    {
        return value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
    }

    private static uint Next()
    {
        _random = (_random * 1664525) + 1013904223;
        return _random >> 8;
    }

    private static void Put(byte[] bytes, int at, int slot)
    {
        for (int i = 0; i < 4; i++)
        {
            bytes[at + i] = (byte)(slot >> (8 * i));
        }
    }
}
