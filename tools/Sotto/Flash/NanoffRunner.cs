using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sotto.Cli.Flash;

/// <summary>Starts nanoff, nanoFramework's flasher, and shows what it says while it says it.</summary>
/// <param name="program">Its name on the path, or its file.</param>
/// <param name="streams">Where its output goes.</param>
/// <param name="stop">Ends it: somebody pressed Ctrl-C.</param>
internal sealed class NanoffRunner(string program, Streams streams, CancellationToken stop)
{
    private static readonly TimeSpan HelpLimit = TimeSpan.FromSeconds(60);

    /// <summary>Every option that <see cref="FlashPlan"/> gives: a version without one of them is too old, or too new.</summary>
    private static readonly string[] Options =
    [
        "--update", "--target", "--serialport", "--baud", "--clrfile", "--deploy", "--image", "--address", "--filedeployment", "--verbosity",
        "--suppressnanoffversioncheck",
    ];

    /// <summary>The program that is started.</summary>
    public string Program => program;

    /// <summary>Finds nanoff: what is given; or where the path has it, or where .NET puts tools, which is not on every path.</summary>
    /// <param name="given">The option's value; null where it was not given.</param>
    public static string Find(string? given)
    {
        string name = OperatingSystem.IsWindows() ? "nanoff.exe" : "nanoff";
        string tools = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools", name);
        bool isOnPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name)));
        return given ?? (isOnPath || !File.Exists(tools) ? "nanoff" : tools);
    }

    /// <summary>Starts it once to see that it starts and knows the options that will be given.</summary>
    /// <returns>Its name and version, as it says them.</returns>
    /// <exception cref="UserException">It does not.</exception>
    public string Check()
    {
        NanoffResult help = Run(["--help"], HelpLimit, null);
        string name = help.Output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
        if (help.ExitCode != 0)
        {
            throw new UserException($"{program}: does not start ({help.ExitCode}): {name}");
        }

        return Options.FirstOrDefault(option => !help.Output.Contains(option, StringComparison.Ordinal)) is { } missing
            ? throw new UserException($"{program}: does not know {missing}, which nanoff 2.5 does: dotnet tool update -g nanoff --version \"2.5.*\"")
            : name;
    }

    /// <summary>Runs it to its end and passes on what it writes.</summary>
    /// <param name="step">What it is to do.</param>
    /// <exception cref="UserException">It does not start, takes too long, or was stopped.</exception>
    public NanoffResult Run(FlashStep step) =>
        step.MovesCursor && streams.OutputIsTerminal ? RunOnTerminal(step) : Run(step.Captured, step.Limit, streams.Output);

    /// <summary>On the user's own terminal, whose cursor it moves; what it says there is not known here.</summary>
    private NanoffResult RunOnTerminal(FlashStep step)
    {
        streams.Output.Flush();
        using Process process = Start(new ProcessStartInfo(program, step.Arguments));
        Wait(process, step.Limit);
        return new NanoffResult(process.ExitCode, "");
    }

    private NanoffResult Run(IReadOnlyList<string> arguments, TimeSpan limit, TextWriter? shown)
    {
        using Process process = Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        process.StandardInput.Close();
        StringBuilder said = new();
        Task[] readers = [Pass(process.StandardOutput, said, shown), Pass(process.StandardError, said, shown)];
        Wait(process, limit);
        Task.WaitAll(readers, CancellationToken.None);
        return new NanoffResult(process.ExitCode, said.ToString());
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new UserException(
                $"{program}: cannot be started; nanoff is a .NET tool: dotnet tool install -g nanoff --version \"2.5.*\", or name it with --nanoff FILE");
        }
    }

    private void Wait(Process process, TimeSpan limit)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ends.CancelAfter(limit);
        try
        {
            process.WaitForExitAsync(ends.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new UserException(
                stop.IsCancellationRequested ? $"{program}: stopped; what it was writing is incomplete: run the same command again"
                : $"{program}: stopped after {limit.TotalMinutes} minutes without an end; press the board's RST and run the same command again");
        }
    }

    private static async Task Pass(StreamReader reader, StringBuilder said, TextWriter? shown)
    {
        char[] buffer = new char[1024];
        for (int count; (count = await reader.ReadAsync(buffer)) > 0;)
        {
            lock (said)
            {
                said.Append(buffer, 0, count);
                shown?.Write(buffer, 0, count);
                shown?.Flush();
            }
        }
    }
}

/// <summary>How nanoff ended.</summary>
/// <param name="ExitCode">As the system gives it: off Windows only its lowest 8 bits.</param>
/// <param name="Output">What it wrote; empty where that went to the terminal.</param>
internal sealed record NanoffResult(int ExitCode, string Output);
