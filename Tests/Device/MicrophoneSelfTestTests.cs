using nanoFramework.TestFramework;
using Sotto.Devices;

namespace Sotto.Tests;

/// <summary>Every fault made by arithmetic, at several levels, beside healthy sounds; all in values of 24 bits.</summary>
[TestClass]
public class MicrophoneSelfTestTests
{
    private const int Frames = 160;
    private const int Full = 1 << 23;

    private static readonly byte[] s_bytes = new byte[Frames * 8];
    private static uint _random;

    // The sine that Tone gives: 2 cos(w), its last two values, all in Q30, and how large it is.
    private static long _factor;
    private static long _last;
    private static long _before;
    private static int _amplitude;

    [DataRow((int)MicrophoneFault.AllZero, 0, "all samples are 0: the microphone has no power or no clock, or the data pin is not the one set; stock firmware reads no PDM microphone")]
    [DataRow((int)MicrophoneFault.AllOnes, -1, "all samples are -1: the data pin is not the one set, or L/R is floating")]
    [DataRow((int)MicrophoneFault.Stuck, 1, "all samples are near 0: nothing drives the data pin, or a clock is missing: look at SCK, WS and SD")]
    [DataRow((int)MicrophoneFault.Stuck, 0x7fffffff, "all samples are near 8388607: nothing drives the data pin, or a clock is missing: look at SCK, WS and SD")]
    [DataRow((int)MicrophoneFault.Stuck, int.MinValue, "all samples are near -8388608: nothing drives the data pin, or a clock is missing: look at SCK, WS and SD")]
    public void OneValueIsFound(int fault, int slot, string text)
    {
        MicrophoneSelfTest test = Make("inmp441", 14);
        while (!test.IsDone)
        {
            for (int i = 0; i < 2 * Frames; i++)
            {
                Put(i, slot);
            }

            test.Take(s_bytes, Frames);
        }

        Expect((MicrophoneFault)fault, test);
        Assert.AreEqual(text, test.Judge().Text);
        Assert.AreEqual(-140, test.Judge().Level);
    }

    /// <summary>A data pin that floats between 0 and -1.</summary>
    [TestMethod]
    public void FewValuesAreFound()
    {
        MicrophoneSelfTest test = Make("inmp441", 14);
        while (!test.IsDone)
        {
            for (int i = 0; i < 2 * Frames; i++)
            {
                Put(i, (int)(Next() & 1) - 1);
            }

            test.Take(s_bytes, Frames);
        }

        Expect(MicrophoneFault.Stuck, test);
    }

    [DataRow("inmp441", 236)]
    [DataRow("inmp441", 2000)]
    [DataRow("inmp441", 200000)]
    [DataRow("sph0645", 236)]
    [DataRow("ics43434", 20000)]
    public void OtherChannelIsFound(string name, int noise)
    {
        MicrophoneSelfTest test = Make(name, 14);
        while (!test.IsDone)
        {
            for (int i = 0; i < Frames; i++)
            {
                Put(2 * i, (int)(Next() & 1));
                Put((2 * i) + 1, Noise(noise) << 8);
            }

            test.Take(s_bytes, Frames);
        }

        Expect(MicrophoneFault.WrongChannel, test);
    }

    [DataRow("inmp441", 236, 0)]
    [DataRow("inmp441", 5000, 0)]
    [DataRow("inmp441", 300000, 0)]
    [DataRow("ics43434", 236, 1)]
    [DataRow("ics43434", 300000, 1)]
    public void BitThatComesTooLateIsFound(string name, int noise, int first)
    {
        // The first bit of a slot is the last of the slot before: 0, or floating.
        MicrophoneSelfTest test = Make(name, 14);
        Run(test, noise, 0, 0, first == 0 ? 1 : 2);
        Expect(MicrophoneFault.LateBit, test);
    }

    [TestMethod]
    public void LateBitOfAMicrophoneThatIsLateIsRight()
    {
        MicrophoneSelfTest test = Make("sph0645", 14);
        Run(test, 400, 200000, 0, 1);
        Expect(MicrophoneFault.None, test);
    }

    [DataRow(1200)]
    [DataRow(1600)]
    [DataRow(3000)]
    public void LostSignIsFound(int thousandths)
    {
        // Loud sound whose first bit is lost.
        MicrophoneSelfTest test = Make("inmp441", 16);
        Run(test, 500, (int)((long)Full * thousandths / 1000), 0, 3);
        Expect(MicrophoneFault.LostSign, test);
    }

    [TestMethod]
    public void RandomNumbersAreFound()
    {
        MicrophoneSelfTest test = Make("inmp441", 16);
        while (!test.IsDone)
        {
            for (int i = 0; i < 2 * Frames; i++)
            {
                Put(i, (int)((Next() << 8) ^ Next()));
            }

            test.Take(s_bytes, Frames);
        }

        Expect(MicrophoneFault.Random, test);
    }

    [DataRow(1050)]
    [DataRow(1500)]
    [DataRow(10000)]
    [DataRow(100000)]
    public void ClippingIsFound(int thousandths)
    {
        MicrophoneSelfTest test = Make("inmp441", 16);
        Run(test, 500, (int)((long)Full * thousandths / 1000), 0, 0);
        Expect(MicrophoneFault.Clipping, test);
    }

    [DataRow(14, 2500000)]
    [DataRow(12, 600000)]
    [DataRow(4, 3000)]
    public void ShiftThatCutsIsFound(int shift, int sine)
    {
        MicrophoneSelfTest test = Make("inmp441", shift);
        Run(test, 236, sine, 0, 0);
        Expect(MicrophoneFault.ShiftTooSmall, test);
    }

    [DataRow(17)]
    [DataRow(20)]
    [DataRow(31)]
    public void ShiftThatLeavesNothingIsFound(int shift)
    {
        MicrophoneSelfTest test = Make("inmp441", shift);
        Run(test, 236, 0, 0, 0);
        Expect(MicrophoneFault.ShiftTooLarge, test);
    }

    [DataRow("inmp441", 100000, "silence is 1% of the range away from 0: set the kind of microphone to the one it is, and look whether its data line is loose")]
    [DataRow("inmp441", -800000, "silence is -9% of the range away from 0: set the kind of microphone to the one it is, and look whether its data line is loose")]
    [DataRow("sph0645", 2000000, "silence is 23% of the range away from 0: set the kind of microphone to the one it is, and look whether its data line is loose")]
    public void OffsetIsFound(string name, int offset, string text)
    {
        MicrophoneSelfTest test = Make(name, 16);
        Run(test, 500, 20000, offset, name == "sph0645" ? 1 : 0);
        Expect(MicrophoneFault.Offset, test);
        Assert.AreEqual(text, test.Judge().Text);
    }

    // 2 cos(2 pi f / 16000) in Q30 and sin in Q30: 50, 100, 60, 120 and, off by what mains are off at most, 49.8 Hz.
    [DataRow((int)MicrophoneFault.Hum50, 2147069700, 21081517, 10000)]
    [DataRow((int)MicrophoneFault.Hum50, 2147069700, 21081517, 60000)]
    [DataRow((int)MicrophoneFault.Hum50, 2147069700, 21081517, 1000000)]
    [DataRow((int)MicrophoneFault.Hum50, 2145828016, 42154906, 30000)]
    [DataRow((int)MicrophoneFault.Hum50, 2147073005, 20997201, 30000)]
    [DataRow((int)MicrophoneFault.Hum60, 2146887571, 25297105, 10000)]
    [DataRow((int)MicrophoneFault.Hum60, 2146887571, 25297105, 300000)]
    [DataRow((int)MicrophoneFault.Hum60, 2145099673, 50580166, 30000)]
    public void HumIsFound(int fault, int factor, int sine, int amplitude)
    {
        MicrophoneSelfTest test = Make("inmp441", 16);
        _factor = factor;
        _last = sine;
        _amplitude = amplitude;
        Run(test, 600, 0, 0, 0);
        Expect((MicrophoneFault)fault, test);
        Assert.AreEqual(fault == (int)MicrophoneFault.Hum50 ? "a hum of 50 Hz" : "a hum of 60 Hz", test.Judge().Text.Substring(0, 14));
    }

    [DataRow(6)]
    [DataRow(20)]
    [DataRow(60)]
    public void WeakerThanAnyMicrophoneIsFound(int noise)
    {
        MicrophoneSelfTest test = Make("inmp441", 10);
        Run(test, noise, 0, 0, 0);
        Expect(MicrophoneFault.TooQuiet, test);
    }

    // A quiet room of -91 to -60 dB, tones to just under where the shift cuts.
    [DataRow("inmp441", 167, 0, 16)]
    [DataRow("inmp441", 375, 0, 14)]
    [DataRow("ics43434", 236, 0, 12)]
    [DataRow("ics43434", 8000, 0, 14)]
    [DataRow("inmp441", 300, 5000, 14)]
    [DataRow("inmp441", 300, 420426, 14)]
    [DataRow("inmp441", 300, 2000000, 14)]
    [DataRow("inmp441", 300, 8000000, 16)]
    public void HealthySoundIsNotBlamed(string name, int noise, int sine, int shift)
    {
        MicrophoneSelfTest test = Make(name, shift);
        Run(test, noise, sine, 0, 0);
        Expect(MicrophoneFault.None, test);
        Assert.AreEqual("the microphone is well", test.Judge().Text);
    }

    [DataRow(420426, -26)]
    [DataRow(8000000, 0)]
    [DataRow(42043, -46)]
    public void LevelIsThatOfAFullSine(int sine, int level)
    {
        MicrophoneSelfTest test = Make("inmp441", 16);
        Run(test, 0, sine, 0, 0);
        int off = test.Judge().Level - level;
        Assert.IsTrue(off >= -1 && off <= 1);
    }

    [TestMethod]
    public void EachTestSeesOnlyWhatItIsGiven()
    {
        MicrophoneTestMaker maker = new MicrophoneTestMaker(MicrophoneProfile.Find("inmp441"), 0, 16);
        Run(maker.Make(), 500, Full * 2, 0, 0);
        MicrophoneSelfTest test = maker.Make();
        Assert.IsFalse(test.IsDone);
        _amplitude = 0;
        Run(test, 500, 0, 0, 0);
        Expect(MicrophoneFault.None, test);
    }

    private static MicrophoneSelfTest Make(string name, int shift)
    {
        _random = 12345;
        _last = 0;
        _before = 0;
        return new MicrophoneSelfTest(MicrophoneProfile.Find(name), 0, shift);
    }

    private static void Expect(MicrophoneFault fault, MicrophoneSelfTest test)
    {
        MicrophoneFinding found = test.Judge();
        Assert.AreEqual((int)fault, (int)found.Fault, found.Text);
    }

    /// <summary>
    /// Feeds noise of a root mean square, a sine of 440 Hz if none is set, and an offset, cut to 24 bits; damage 1 is a bit late
    /// with 0 before it, 2 a bit late with 0 or 1 before it, 3 a bit early.
    /// </summary>
    private static void Run(MicrophoneSelfTest test, int noise, int sine, int offset, int damage)
    {
        if (sine != 0)
        {
            _factor = 2115506169;
            _last = 184607466;
            _amplitude = sine;
        }

        while (!test.IsDone)
        {
            for (int i = 0; i < Frames; i++)
            {
                int value = Noise(noise) + Tone() + offset;
                Put(2 * i, Damage(value, damage));
                Put((2 * i) + 1, 0);
            }

            test.Take(s_bytes, Frames);
        }
    }

    private static int Damage(int value, int damage)
    {
        if (damage == 3)
        {
            return value << 8;
        }

        value = value >= Full ? Full - 1 : value < -Full ? -Full : value;
        uint slot = (uint)value << 8;
        return damage == 0 ? (int)slot : (int)((slot >> 1) | (damage == 2 ? Next() << 31 : 0));
    }

    /// <summary>The next value of a sine, by its recurrence.</summary>
    private static int Tone()
    {
        long now = _last;
        _last = ((_factor * _last) >> 30) - _before;
        _before = now;
        return (int)((now * _amplitude) >> 30);
    }

    /// <summary>Noise of a root mean square: a sum of four even ones.</summary>
    private static int Noise(int size)
    {
        long sum = 0;
        for (int i = 0; i < 4; i++)
        {
            // A local of its own: the interpreter goes on to count without a sign in an expression that began so.
            int even = (int)(Next() & 0xffff);
            sum += even - 0x8000;
        }

        return (int)(sum * size / 37837);
    }

    private static uint Next()
    {
        _random = (_random * 1664525) + 1013904223;
        return _random >> 8;
    }

    private static void Put(int index, int slot)
    {
        for (int i = 0; i < 4; i++)
        {
            s_bytes[(4 * index) + i] = (byte)(slot >> (8 * i));
        }
    }
}
