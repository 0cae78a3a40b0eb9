using System.Reflection;
using Sotto.Audio;
using Sotto.Kernels;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Holds the front end's shipped tables against their formulas, and its rows against TFLM's where those are at hand.</summary>
public sealed class FrontEndTests
{
    private static readonly string Goldens = Path.Combine(TestPaths.Root, "..", "shared", "golden");

    [Fact]
    public void WindowIsHann()
    {
        short[] window = Table<short>("Window");
        float step = MathF.PI * 2 / 480;
        for (int i = 0; i < window.Length; i++)
        {
            double exact = 4096 * (0.5 - (0.5 * Math.Cos(step * (i + 0.5))));
            Assert.InRange(window[i] - exact, -0.501, 0.501);
        }
    }

    [Fact]
    public void QuarterCosineIsRounded()
    {
        short[] cosine = Table<short>("QuarterCosine");
        Assert.Equal(129, cosine.Length);
        Assert.Equal(Enumerable.Range(0, 129).Select(k => (short)Math.Floor(0.5 + (32767 * Math.Cos(2 * Math.PI * k / 512)))), cosine);
    }

    [Fact]
    public void BandsAreEvenlySpacedInMel()
    {
        byte[] widths = Table<byte>("BandWidths");
        short[] weights = Table<short>("BinWeights");
        Assert.Equal(41, widths.Length);
        Assert.Equal(widths.Sum(w => w), weights.Length);
        double low = Mel(125);
        double spacing = (Mel(7500) - low) / 41;
        int bin = 0;
        for (int band = 0; band < widths.Length; band++)
        {
            double centre = low + (spacing * (band + 1));
            for (int end = bin + widths[band]; bin < end; bin++)
            {
                double weight = (centre - Mel((5 + bin) * 31.25)) / spacing;
                Assert.InRange(weight, 0, 1);
                Assert.InRange(weights[bin] - (4096 * weight), -0.6, 0.6);
            }
        }
    }

    [Fact]
    public void PcanGainFollowsItsPower()
    {
        short[] gain = Table<short>("PcanGain");
        Assert.Equal(Gain(0), gain[0]);
        Assert.Equal(Gain(1), gain[1]);
        for (int interval = 2; interval <= 32; interval++)
        {
            Assert.Equal(Gain(1u << (interval - 1)), gain[(4 * interval) - 6]);
        }
    }

    [Fact]
    public void LogCorrectionIsWhatTheLineMisses()
    {
        ushort[] correction = Table<ushort>("LogCorrection");
        Assert.Equal(130, correction.Length);
        for (int i = 0; i <= 128; i++)
        {
            Assert.InRange(correction[i] - (65536 * (Math.Log2(1 + (i / 128.0)) - (i / 128.0))), -1.0, 1.0);
        }
    }

    [SkippableFact]
    public void RowsEqualThoseOfTheMicrofrontend()
    {
        Skip.IfNot(Directory.Exists(Goldens), "no goldens beside the repository");
        int rows = 0;
        foreach (string golden in Directory.GetFiles(Path.Combine(Goldens, "microfrontend"), "*.txt"))
        {
            string[] expected = [.. File.ReadLines(golden).Where(line => line.Trim().Length > 0)];
            string[] actual = Rows(AudioFile.Load(Path.Combine(Goldens, "wav", Path.GetFileNameWithoutExtension(golden) + ".wav")).Samples);
            Assert.Equal(expected.Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), actual);
            rows += actual.Length;
        }

        Assert.Equal(1375, rows);
    }

    private static string[] Rows(short[] samples)
    {
        List<string> rows = [];
        FrontEnd frontEnd = new();
        int at = 0;
        while (at < samples.Length)
        {
            at += frontEnd.Feed(samples, at, samples.Length - at);
            if (frontEnd.RowReady)
            {
                rows.Add(string.Join(' ', frontEnd.Row));
            }
        }

        return [.. rows];
    }

    private static double Mel(double frequency) => 1127 * Math.Log(1 + (frequency / 700));

    private static short Gain(uint noise) =>
        (short)Math.Min(32767, Math.Floor((Math.Pow(2, 21) * Math.Pow((noise / 128.0) + 80, -0.95)) + 0.5));

    private static T[] Table<T>(string name) =>
        (T[])typeof(FrontEnd).Assembly.GetType("Sotto.Kernels.FrontEndTables", true)!
            .GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
}
