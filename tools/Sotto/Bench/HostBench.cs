using System.Diagnostics;
using System.Globalization;
using Sotto.Interop;
using Sotto.Kernels;
using Sotto.Models;

namespace Sotto.Cli.Bench;

/// <summary>Times the engines on this machine, side by side.</summary>
internal static class HostBench
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);

    /// <summary>A row a model and engine, and the front end's.</summary>
    /// <param name="subjects">The models.</param>
    /// <returns>The table.</returns>
    public static ReportTable Run(List<BenchSubject> subjects)
    {
        List<string[]> rows = [];
        foreach (BenchSubject subject in subjects)
        {
            rows.Add(Row(subject, "managed", Managed(subject)));
            if (NativeLibraryFile.IsAvailable)
            {
                rows.Add(Row(subject, "native", Native(subject)));
            }
        }

        rows.Add(["front end, a row", "managed", "", Text(ManagedFrontEnd()), ""]);
        if (NativeLibraryFile.IsAvailable)
        {
            rows.Add(["front end, a row", "native", "", Text(NativeFrontEnd()), ""]);
        }

        return new ReportTable(
            "a step on this machine, the fastest of half a second",
            [("model", false), ("engine", false), ("MACs", true), ("us", true), ("M MACs/s", true)],
            rows,
            total: null);
    }

    private static string[] Row(BenchSubject subject, string engine, double microseconds)
    {
        int count = subject.Model.MultiplyAccumulatesPerStep;
        return [subject.Name, engine, count.ToString(CultureInfo.InvariantCulture), Text(microseconds), Text(count / microseconds)];
    }

    private static double Managed(BenchSubject subject)
    {
        ModelRunner runner = new(subject.Model);
        sbyte[] inputs = subject.Inputs;
        sbyte[] output = new sbyte[subject.Model.OutputLength];
        return Fastest(() => runner.Step(inputs, 0, output, 0));
    }

    private static double Native(BenchSubject subject)
    {
        using NativeModel model = ModelFiles.LoadNative(subject.Name, subject.File);
        using NativeRunner runner = new(model);
        sbyte[] inputs = subject.Inputs;
        sbyte[] output = new sbyte[model.OutputLength];
        return Fastest(() => runner.Step(inputs, 0, output, 0));
    }

    private static double ManagedFrontEnd()
    {
        FrontEnd frontEnd = new();
        short[] samples = BenchAudio.Samples;
        return Fastest(() =>
        {
            for (int at = 0; at < samples.Length;)
            {
                at += frontEnd.Feed(samples, at, samples.Length - at);
            }
        }) / (samples.Length / FrontEnd.Hop);
    }

    private static double NativeFrontEnd()
    {
        using NativeFrontEnd frontEnd = new();
        short[] samples = BenchAudio.Samples;
        return Fastest(() =>
        {
            for (int at = 0; at < samples.Length;)
            {
                at += frontEnd.Feed(samples, at, samples.Length - at);
            }
        }) / (samples.Length / FrontEnd.Hop);
    }

    /// <summary>Microseconds of the fastest call: what else the machine does only adds.</summary>
    private static double Fastest(Action call)
    {
        double fastest = double.MaxValue;
        for (Stopwatch all = Stopwatch.StartNew(); all.Elapsed < Enough;)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return fastest;
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
