using Sotto.Cli.Bench;

namespace Sotto.Cli;

/// <summary>Measures the engines.</summary>
internal static class BenchCommand
{
    /// <summary>Times the engines on this machine, or counts instructions on a board's processor.</summary>
    /// <param name="energy">The folder of counts to estimate milliwatts from; null to measure.</param>
    /// <param name="paths">Models to measure beside the bundled ones.</param>
    /// <param name="target">The processor to count on; null to time.</param>
    /// <param name="baseline">The counts of before; null for none.</param>
    /// <param name="reason">Why the counts of now are to be the baseline; null if they are held against it.</param>
    /// <param name="streams">Where tables go.</param>
    /// <exception cref="UserException">A count rose, or something is missing.</exception>
    public static void Run(string? energy, string[] paths, CrossTarget? target, string? baseline, string? reason, Streams streams)
    {
        if (energy is not null)
        {
            EnergyTable.Write(energy, streams.Output);
            return;
        }

        if (target is null && baseline is not null)
        {
            throw new UserException($"--baseline {baseline}: only counts have one, those of --isa");
        }

        if (reason is not null && baseline is null)
        {
            throw new UserException("--rebaseline: --baseline says which file");
        }

        List<BenchSubject> subjects = BenchSubject.All(paths);
        if (target is null)
        {
            if (!NativeLibraryFile.IsAvailable)
            {
                streams.Error.WriteLine("sotto: there is no native library (make -C Kernels/native builds it): only the managed engine is timed");
            }

            HostBench.Run(subjects).Write(streams.Output);
            return;
        }

        Baseline? before = baseline is null || reason is not null ? null : Baseline.Read(baseline);
        Baseline now = IsaBench.Run(target, subjects, streams.Output);
        if (reason is not null)
        {
            (now with { Reason = reason }).Write(baseline!);
        }
        else if (before is not null)
        {
            Compare(baseline!, before, now);
        }
    }

    private static void Compare(string path, Baseline before, Baseline now)
    {
        if (before.Compiler != now.Compiler)
        {
            throw new UserException($"{path}: counted with {before.Compiler}, and here is {now.Compiler}");
        }

        string[] rises = [.. before.Rises(now)];
        if (rises.Length > 0)
        {
            throw new UserException($"{path}: {rises[0]}{(rises.Length > 1 ? $", and {rises.Length - 1} more" : "")}");
        }
    }
}
