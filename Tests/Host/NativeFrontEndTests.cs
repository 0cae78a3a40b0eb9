using System.Reflection;
using System.Runtime.InteropServices;
using Sotto.Audio;
using Sotto.Interop;
using Sotto.Kernels;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Holds the native front end against the managed one: the same tables, the same rows however the audio is cut.</summary>
public sealed class NativeFrontEndTests
{
    [SkippableTheory]
    [InlineData("sotto_window_weights", "Window")]
    [InlineData("sotto_bin_weights", "BinWeights")]
    [InlineData("sotto_pcan_gain", "PcanGain")]
    [InlineData("sotto_band_widths", "BandWidths")]
    [InlineData("sotto_log_correction", "LogCorrection")]
    public void TableIsTheManagedOne(string native, string managed)
    {
        NativeBuild.Need();
        Array table = Table(managed);
        byte[] expected = new byte[Buffer.ByteLength(table)];
        Buffer.BlockCopy(table, 0, expected, 0, expected.Length);
        byte[] actual = new byte[expected.Length];
        Marshal.Copy(NativeBuild.Export(native), actual, 0, actual.Length);
        Assert.Equal(expected, actual);
    }

    [SkippableFact]
    public void CosineIsTheManagedQuarterUnfolded()
    {
        NativeBuild.Need();
        short[] quarter = (short[])Table("QuarterCosine");
        short[] actual = new short[512];
        Marshal.Copy(NativeBuild.Export("sotto_cosine"), actual, 0, actual.Length);
        Assert.Equal(Enumerable.Range(0, 512).Select(Cosine), actual);

        short Cosine(int i)
        {
            int half = i <= 256 ? i : 512 - i;
            return half <= 128 ? quarter[half] : (short)-quarter[256 - half];
        }
    }

    [SkippableFact]
    public void EveryBlockSizeGivesTheManagedRows()
    {
        NativeBuild.Need();
        short[] samples = Sweep(FrontEnd.SampleRate);
        List<ushort[]> expected = ManagedRows(samples);
        Assert.Equal(98, expected.Count);
        for (int block = 1; block <= 500; block++)
        {
            Assert.Equal(expected, NativeRows(samples, block));
        }

        Assert.Equal(expected, NativeRows(samples, samples.Length));
    }

    [SkippableFact]
    public void AMinuteOfAnythingGivesTheManagedRows()
    {
        NativeBuild.Need();
        for (int seed = 0; seed < 6; seed++)
        {
            short[] samples = Noise(new Random(seed), 10 * FrontEnd.SampleRate);
            Assert.Equal(ManagedRows(samples), NativeRows(samples, 160));
        }
    }

    [SkippableFact]
    public void RecordingsGiveTheManagedRows()
    {
        NativeBuild.Need();
        string[] clips = Directory.GetFiles(Path.Combine(TestPaths.Root, "tools", "Sotto", "Demo"), "*.flac");
        Assert.NotEmpty(clips);
        foreach (string clip in clips)
        {
            short[] samples = AudioFile.Load(clip).Samples;
            Assert.Equal(ManagedRows(samples), NativeRows(samples, 160));
        }
    }

    [SkippableFact]
    public unsafe void QuantisedFeaturesAreTheManagedOnes()
    {
        NativeBuild.Need();
        delegate* unmanaged[Cdecl]<ushort, sbyte> quantise = (delegate* unmanaged[Cdecl]<ushort, sbyte>)NativeBuild.Export("sotto_quantise");
        for (int value = 0; value <= ushort.MaxValue; value++)
        {
            Assert.Equal(FrontEnd.Quantize(value), quantise((ushort)value));
        }
    }

    /// <summary>Noise that fades under a tone that rises.</summary>
    private static short[] Sweep(int count)
    {
        Random random = new(11);
        return [.. Enumerable.Range(0, count).Select(i => (short)((random.Next(-32768, 32768) >> (i / 2000)) + (8000 * Math.Sin(i * (double)i / 20_000))))];
    }

    /// <summary>Noise of any loudness, squares at the ends of the range, lone peaks and silence, a tenth of a second each.</summary>
    private static short[] Noise(Random random, int count)
    {
        short[] samples = new short[count];
        for (int at = 0; at < count; at += 1600)
        {
            int kind = random.Next(4);
            int shift = random.Next(16);
            int period = random.Next(2, 400);
            for (int i = at; i < Math.Min(at + 1600, count); i++)
            {
                samples[i] = (short)(kind switch
                {
                    0 => random.Next(-32768, 32768) >> shift,
                    1 => (i / period % 2 == 0 ? 32767 : -32768) >> shift,
                    2 => i % period == 0 ? -32768 : 0,
                    _ => random.Next(2) == 0 ? -32768 : 32767,
                });
            }
        }

        return samples;
    }

    private static List<ushort[]> ManagedRows(short[] samples)
    {
        FrontEnd frontEnd = new();
        List<ushort[]> rows = [];
        for (int at = 0; at < samples.Length;)
        {
            at += frontEnd.Feed(samples, at, samples.Length - at);
            if (frontEnd.RowReady)
            {
                rows.Add([.. frontEnd.Row]);
            }
        }

        return rows;
    }

    private static List<ushort[]> NativeRows(short[] samples, int block)
    {
        using NativeFrontEnd frontEnd = new();
        List<ushort[]> rows = [];
        for (int at = 0, end = block; at < samples.Length; end += block)
        {
            while (at < Math.Min(end, samples.Length))
            {
                at += frontEnd.Feed(samples, at, Math.Min(end, samples.Length) - at);
                if (frontEnd.RowReady)
                {
                    rows.Add([.. frontEnd.Row]);
                }
            }
        }

        return rows;
    }

    private static Array Table(string name) =>
        (Array)typeof(FrontEnd).Assembly.GetType("Sotto.Kernels.FrontEndTables", true)!.GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!;
}
