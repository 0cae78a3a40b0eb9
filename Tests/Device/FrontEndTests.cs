using nanoFramework.TestFramework;
using Sotto.Kernels;

namespace Sotto.Tests;

[TestClass]
public class FrontEndTests
{
    private const int Length = 16000;

    [TestMethod]
    public void FirstRowNeedsAWindowAndEveryOtherAHop()
    {
        FrontEnd frontEnd = new FrontEnd();
        short[] samples = new short[1000];
        Assert.AreEqual(480, frontEnd.Feed(samples, 0, 1000));
        Assert.IsTrue(frontEnd.RowReady);
        Assert.AreEqual(160, frontEnd.Feed(samples, 480, 520));
        Assert.IsTrue(frontEnd.RowReady);
        Assert.AreEqual(159, frontEnd.Feed(samples, 640, 159));
        Assert.IsFalse(frontEnd.RowReady);
        Assert.AreEqual(1, frontEnd.Feed(samples, 799, 200));
        Assert.IsTrue(frontEnd.RowReady);
    }

    [TestMethod]
    public void SilenceHasNoFeatures()
    {
        FrontEnd frontEnd = new FrontEnd();
        frontEnd.Feed(new short[480], 0, 480);
        for (int i = 0; i < FrontEnd.FeatureCount; i++)
        {
            Assert.AreEqual(0, (int)frontEnd.Row[i]);
        }
    }

    // The sums were taken from this front end once its rows equalled those of TFLM's microfrontend on its own test files.
    [DataRow(0, 0xF1DA0055u)]
    [DataRow(1, 0x0u)]
    [DataRow(2, 0x0u)]
    [DataRow(3, 0x0u)]
    [DataRow(4, 0x0u)]
    public void RowsOfSynthesisedSoundStayTheSame(int sound, uint expected)
    {
        Assert.AreEqual(expected, SumOfRows(sound, Length));
    }

    [DataRow(1)]
    [DataRow(7)]
    [DataRow(160)]
    [DataRow(481)]
    [DataRow(4096)]
    public void BlockSizeChangesNoRow(int block)
    {
        Assert.AreEqual(SumOfRows(1, Length), SumOfRows(1, block));
    }

    [TestMethod]
    public void ResetStartsAnew()
    {
        short[] samples = Synthesise(1);
        FrontEnd used = new FrontEnd();
        uint first = SumOfRows(used, samples, Length);
        used.Feed(samples, 0, 333);
        used.Reset();
        Assert.AreEqual(first, SumOfRows(used, samples, Length));
    }

    [DataRow(0, -128)]
    [DataRow(1, -128)]
    [DataRow(2, -127)]
    [DataRow(333, 0)]
    [DataRow(664, 127)]
    [DataRow(666, 127)]
    [DataRow(65535, 127)]
    public void FeaturesAreQuantisedAsTheModelsExpect(int feature, int expected)
    {
        Assert.AreEqual(expected, (int)FrontEnd.Quantize(feature));
    }

    private static uint SumOfRows(int sound, int block)
    {
        return SumOfRows(new FrontEnd(), Synthesise(sound), block);
    }

    /// <summary>FNV-1a over all features of all rows.</summary>
    private static uint SumOfRows(FrontEnd frontEnd, short[] samples, int block)
    {
        uint sum = 2166136261;
        int at = 0;
        while (at < samples.Length)
        {
            int end = at + block < samples.Length ? at + block : samples.Length;
            while (at < end)
            {
                at += frontEnd.Feed(samples, at, end - at);
                if (frontEnd.RowReady)
                {
                    for (int i = 0; i < FrontEnd.FeatureCount; i++)
                    {
                        sum = (sum ^ frontEnd.Row[i]) * 16777619;
                    }
                }
            }
        }

        return sum;
    }

    /// <summary>One second of sound, from integers alone so that it is the same everywhere.</summary>
    private static short[] Synthesise(int sound)
    {
        short[] samples = new short[Length];
        uint noise = 1;
        int phase = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            noise = (noise * 1664525) + 1013904223;
            phase += 200 + (i / 4);
            int triangle = (phase & 0x8000) == 0 ? (phase & 0x7FFF) - 0x4000 : 0x4000 - (phase & 0x7FFF);
            samples[i] = sound switch
            {
                0 => (short)(noise >> 16),
                1 => (short)((triangle >> 1) + ((short)(noise >> 16) >> 5)),
                2 => (short)((i / 40) % 2 == 0 ? short.MaxValue : short.MinValue),
                3 => (short)(i % 4000 == 0 ? 1 : 0),
                _ => short.MinValue,
            };
        }

        return samples;
    }
}
