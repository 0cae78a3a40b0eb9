using System;
using nanoFramework.TestFramework;
using Sotto.Kernels;

namespace Sotto.Tests;

[TestClass]
public class FrontEndTests
{
    // A quarter of a second, 23 rows: an interpreter on a board takes its time over each.
    private const int Length = 4000;

    private const int Noise = 0;
    private const int Chirp = 1;
    private const int Square = 2;
    private const int Clicks = 3;
    private const int Lowest = 4;
    private const int Extremes = 5;
    private const int Silence = 6;

    [TestMethod]
    public void FirstRowNeedsAWindowAndEveryOtherAHop()
    {
        FrontEnd frontEnd = new FrontEnd();
        short[] samples = new short[1000];
        Assert.IsFalse(frontEnd.RowReady);
        Assert.AreEqual(480, frontEnd.Feed(samples, 0, 1000));
        Assert.IsTrue(frontEnd.RowReady);
        Assert.AreEqual(160, frontEnd.Feed(samples, 480, 520));
        Assert.IsTrue(frontEnd.RowReady);
        Assert.AreEqual(159, frontEnd.Feed(samples, 640, 159));
        Assert.IsFalse(frontEnd.RowReady);
        Assert.AreEqual(1, frontEnd.Feed(samples, 799, 200));
        Assert.IsTrue(frontEnd.RowReady);
        Assert.AreEqual(0, frontEnd.Feed(samples, 800, 0));
        Assert.IsFalse(frontEnd.RowReady);
    }

    // The sums are those of the rows that TFLM's microfrontend gives for the same samples.
    [DataRow(Noise, 0x73B642C7u)]
    [DataRow(Chirp, 0x8D297830u)]
    [DataRow(Square, 0xB5BF48A2u)]
    [DataRow(Clicks, 0xBF6FE89Fu)]
    [DataRow(Lowest, 0x54F43109u)]
    [DataRow(Extremes, 0xBD6A0548u)]
    [DataRow(Silence, 0x3B048AA5u)]
    public void RowsOfSynthesisedSoundAreTheReferences(int sound, uint expected)
    {
        Assert.AreEqual(expected, SumOfRows(sound, Length));
    }

    [TestMethod]
    public void FirstRowOfNoiseIsTheReferences()
    {
        AssertRow(Noise, 0, new int[]
        {
            660, 603, 663, 605, 660, 605, 660, 604, 662, 603, 662, 605, 660, 607, 664, 605, 660, 604, 662, 605,
            663, 606, 663, 607, 663, 607, 663, 607, 665, 607, 665, 607, 665, 608, 665, 609, 664, 608, 665, 608,
        });
    }

    [TestMethod]
    public void LastRowOfChirpIsTheReferences()
    {
        AssertRow(Chirp, 22, new int[]
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 523, 556, 604, 203, 479, 472, 491, 0, 287, 0, 318, 0,
        });
    }

    [TestMethod]
    public void SilenceHasNoFeatures()
    {
        AssertRow(Silence, 0, new int[FrontEnd.FeatureCount]);
    }

    [DataRow(1)]
    [DataRow(7)]
    [DataRow(160)]
    [DataRow(481)]
    public void BlockSizeChangesNoRow(int block)
    {
        Assert.AreEqual(SumOfRows(Chirp, Length), SumOfRows(Chirp, block));
    }

    [TestMethod]
    public void ResetStartsAnew()
    {
        short[] samples = Synthesise(Chirp);
        FrontEnd frontEnd = new FrontEnd();
        uint first = SumOfRows(frontEnd, samples, Length);
        frontEnd.Feed(samples, 0, 333);
        frontEnd.Reset();
        Assert.IsFalse(frontEnd.RowReady);
        Assert.AreEqual(first, SumOfRows(frontEnd, samples, Length));
    }

    [DataRow(-1, 10)]
    [DataRow(0, -1)]
    [DataRow(95, 10)]
    public void BlockOutsideTheSamplesIsRefused(int offset, int count)
    {
        short[] samples = Synthesise(Chirp);
        FrontEnd frontEnd = new FrontEnd();
        Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => frontEnd.Feed(new short[100], offset, count));
        Assert.AreEqual(SumOfRows(Chirp, Length), SumOfRows(frontEnd, samples, Length));
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

    private static void AssertRow(int sound, int number, int[] expected)
    {
        short[] samples = Synthesise(sound);
        FrontEnd frontEnd = new FrontEnd();
        int at = 0;
        for (int row = 0; row <= number; row++)
        {
            at += frontEnd.Feed(samples, at, samples.Length - at);
        }

        for (int i = 0; i < FrontEnd.FeatureCount; i++)
        {
            Assert.AreEqual(expected[i], (int)frontEnd.Row[i]);
        }
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

    /// <summary>A sound made from integers alone, so that it is the same everywhere.</summary>
    private static short[] Synthesise(int sound)
    {
        short[] samples = new short[Length];
        uint noise = 1;
        int phase = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            noise = (noise * 1664525) + 1013904223;
            phase += 200 + (4 * i);
            int triangle = (phase & 0x8000) == 0 ? (phase & 0x7FFF) - 0x4000 : 0x4000 - (phase & 0x7FFF);
            samples[i] = sound switch
            {
                Noise => (short)(noise >> 16),
                Chirp => (short)((triangle >> 1) + ((short)(noise >> 16) >> 5)),
                Square => i / 40 % 2 == 0 ? short.MaxValue : short.MinValue,
                Clicks => i % 400 == 0 ? short.MinValue : (short)0,
                Lowest => short.MinValue,
                Extremes => (noise & 0x80000000) == 0 ? short.MaxValue : short.MinValue,
                _ => 0,
            };
        }

        return samples;
    }
}
