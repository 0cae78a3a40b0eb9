using System.Reflection;
using Sotto.Audio;
using Sotto.Kernels;
using Xunit;

namespace Sotto.HostTests;

/// <summary>
/// Computes every table of the front end from its formula, in single precision where TFLM's microfrontend does so, and
/// compares; holds its rows against the reference's where those are at hand.
/// </summary>
public sealed class FrontEndTests
{
    private static readonly string Goldens = Path.Combine(TestPaths.Root, "..", "shared", "golden");

    private delegate uint RootOf(ulong value);

    public static TheoryData<string> GoldenNames { get; } = [.. Names()];

    [Fact]
    public void WindowIsHann()
    {
        float step = (float)Math.PI * 2f / 480f;
        Assert.Equal(Enumerable.Range(0, 480).Select(Weight), Table<short>("Window"));

        short Weight(int i)
        {
            float hann = 0.5f - (0.5f * (float)Math.Cos(step * (i + 0.5f)));
            return (short)MathF.Floor((hann * 4096f) + 0.5f);
        }
    }

    [Fact]
    public void QuarterCosineIsRounded() =>
        Assert.Equal(
            Enumerable.Range(0, 129).Select(k => (short)Math.Floor(0.5 + (32767 * Math.Cos(2 * Math.PI * k / 512)))),
            Table<short>("QuarterCosine"));

    [Fact]
    public void BandsAreEvenlySpacedInMel()
    {
        byte[] widths = Table<byte>("BandWidths");
        short[] weights = Table<short>("BinWeights");
        double low = Mel(125);
        double spacing = (Mel(7500) - low) / 41;
        List<string> roundedOtherwise = [];
        int bin = 5;
        for (int band = 0; band < 41; band++)
        {
            double centre = low + (spacing * (band + 1));
            for (int end = bin + widths[band]; bin < end; bin++)
            {
                double exact = 4096 * (centre - Mel(bin * 31.25)) / spacing;
                Assert.InRange(exact, 0, 4096);
                if (weights[bin - 5] != Math.Floor(exact + 0.5))
                {
                    roundedOtherwise.Add(FormattableString.Invariant($"{bin}: {exact:F3} to {weights[bin - 5]}"));
                }
            }

            Assert.True(Mel(bin * 31.25) > centre, $"band {band} ends too early");
        }

        Assert.Equal(5 + weights.Length, bin);
        Assert.Equal(["149: 2470.488 to 2471", "221: 1400.489 to 1401"], roundedOtherwise);
    }

    [Fact]
    public void PcanGainIsAParabolaForEveryPowerOfTwo()
    {
        List<short> expected = [Gain(0), Gain(1)];
        for (int interval = 2; interval <= 32; interval++)
        {
            uint start = 1u << (interval - 1);
            short gain = Gain(start);
            int half = Gain(start + (start >> 1)) - gain;
            int whole = Gain(interval == 32 ? uint.MaxValue : 2 * start) - gain;
            int slope = (4 * half) - whole;
            expected.AddRange([gain, (short)slope, (short)(whole - slope), 0]);
        }

        Assert.Equal(expected.SkipLast(1), Table<short>("PcanGain"));
    }

    [Fact]
    public void LogCorrectionIsWhatTheLineMisses() =>
        Assert.Equal(
            Enumerable.Range(0, 129).Select(i => (ushort)Math.Floor((65536 * (Math.Log2(1 + (i / 128.0)) - (i / 128.0))) + 0.5)).Append((ushort)0),
            Table<ushort>("LogCorrection"));

    [Fact]
    public void SmoothingIsInQ14()
    {
        Assert.Equal((uint)(0.025f * 16384), Constant("EvenSmoothing"));
        Assert.Equal((uint)(0.06f * 16384), Constant("OddSmoothing"));
        Assert.Equal((uint)(0.05f * 16384), Constant("LeastRemaining"));
    }

    [Fact]
    public void SquareRootIsTheNearestInteger()
    {
        RootOf squareRoot = Type("FilterBank").GetMethod("SquareRoot", BindingFlags.NonPublic | BindingFlags.Static)!.CreateDelegate<RootOf>();
        Random random = new(7);
        for (int i = 0; i < 100_000; i++)
        {
            ulong value = (ulong)random.NextInt64() >> random.Next(63);
            uint root = squareRoot(value);
            UInt128 square = (UInt128)root * root;
            bool largest = root is 0xFFFF or 0xFFFFFFFF;
            Assert.True(square <= value + (UInt128)root && (value <= square + root || largest), $"the root of {value} is not {root}");
        }
    }

    // What no sound does: flat after the window, its even and odd samples in quadrature, so that the FFT's sums leave
    // 16 bits. The number is that of the reference, which keeps the low 16 bits.
    [Fact]
    public void SumsThatLeave16BitsWrapAsInTheReference()
    {
        short[] window = Table<short>("Window");
        short[] samples = new short[480 * 16];
        for (int i = 0; i < samples.Length; i++)
        {
            int weight = Math.Max(1, (int)window[i % 480]);
            int quarter = (i / 2 * ((i / 480) + 1) / 4) + (i % 2);
            bool positive = (quarter & 2) == 0;
            samples[i] = (short)Math.Clamp(positive ? ((127 * 4096) + weight - 1) / weight : -(127 * 4096 / weight), -32768, 32767);
        }

        Assert.Equal(0x010C5E29u, Sum(Rows(samples, Whole(samples))));
    }

    [Fact]
    public void TenSecondsInAnyBlocksGiveTheSameRows()
    {
        Random random = new(11);
        short[] samples = new short[10 * FrontEnd.SampleRate];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)((random.Next(-32768, 32768) >> (i / 20_000)) + (8000 * Math.Sin(i * (double)i / 200_000)));
        }

        List<ushort[]> expected = Rows(samples, Whole(samples));
        Assert.Equal(998, expected.Count);
        Assert.Equal(expected, Rows(samples, Enumerable.Repeat(1, samples.Length)));
        for (int largest = 2; largest <= samples.Length; largest *= 6)
        {
            Assert.Equal(expected, Rows(samples, Blocks(largest)));
        }

        IEnumerable<int> Blocks(int largest)
        {
            for (int left = samples.Length, block; left > 0; left -= block)
            {
                block = Math.Min(left, random.Next(0, largest + 1));
                yield return block;
            }
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        short[] samples = new short[FrontEnd.SampleRate];
        FrontEnd frontEnd = new();
        Feed();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Feed()
        {
            for (int at = 0; at < samples.Length;)
            {
                at += frontEnd.Feed(samples, at, samples.Length - at);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(GoldenNames))]
    public void RowsEqualThoseOfTheMicrofrontend(string name)
    {
        Skip.If(name.Length == 0, "there are no goldens beside the repository");
        string recording = Path.Combine(Goldens, "wav", name + ".wav");
        Skip.IfNot(File.Exists(recording), "the golden's recording is not there");
        short[] samples = AudioFile.Load(recording).Samples;
        List<ushort[]> expected = GoldenFile(name);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Rows(samples, Whole(samples)));
        Assert.Equal(expected, Rows(samples, Enumerable.Repeat(73, samples.Length / 73).Append(samples.Length % 73)));
    }

    /// <summary>The golden files, or one empty name that says there are none.</summary>
    private static string[] Names()
    {
        string folder = Path.Combine(Goldens, "microfrontend");
        return Directory.Exists(folder) && Directory.GetFiles(folder, "*.txt") is { Length: > 0 } files
            ? [.. files.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
            : [""];
    }

    private static List<ushort[]> GoldenFile(string name) =>
        [.. File.ReadLines(Path.Combine(Goldens, "microfrontend", name + ".txt"))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(values => values.Length > 0)
            .Select(values => Array.ConvertAll(values, ushort.Parse))];

    private static int[] Whole(short[] samples) => [samples.Length];

    private static List<ushort[]> Rows(short[] samples, IEnumerable<int> blocks)
    {
        List<ushort[]> rows = [];
        FrontEnd frontEnd = new();
        int at = 0;
        foreach (int block in blocks)
        {
            for (int end = at + block; at < end;)
            {
                at += frontEnd.Feed(samples, at, end - at);
                if (frontEnd.RowReady)
                {
                    rows.Add([.. frontEnd.Row]);
                }
            }
        }

        Assert.Equal(samples.Length, at);
        return rows;
    }

    /// <summary>FNV-1a over all features of all rows.</summary>
    private static uint Sum(List<ushort[]> rows) =>
        rows.SelectMany(row => row).Aggregate(2166136261u, (sum, feature) => (sum ^ feature) * 16777619);

    private static double Mel(double frequency) => 1127 * Math.Log(1 + (frequency / 700));

    private static short Gain(uint noise)
    {
        float gain = (1u << 21) * (float)Math.Pow((noise / 128f) + 80f, -0.95f);
        return gain > short.MaxValue ? short.MaxValue : (short)(gain + 0.5f);
    }

    private static Type Type(string name) => typeof(FrontEnd).Assembly.GetType("Sotto.Kernels." + name, true)!;

    private static T[] Table<T>(string name) =>
        (T[])Type("FrontEndTables").GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!;

    private static uint Constant(string name) =>
        (uint)Type("NoiseReduction").GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
}
