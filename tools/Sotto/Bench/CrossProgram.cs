using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sotto.Cli.Bench;

/// <summary>The kernels and counted.c, built for a board's processor by Debian's cross compiler.</summary>
internal sealed partial class CrossProgram : IDisposable
{
    private const string Folder = "tools/Sotto/Bench";
    private const string Harness = Folder + "/counted.c";

    private static readonly string[] Flags =
    [
        "-std=c99", "-Wall", "-Wextra", "-Werror", "-ffunction-sections", "-fdata-sections",

        // No C library comes with the compiler: its headers are ours, and yet small copies are to be instructions and not calls.
        "-ffreestanding", "-fbuiltin", "-fno-tree-loop-distribute-patterns", "-isystem", Folder + "/freestanding",
        "-DSOTTO_CONVOLUTION=scalar", "-DSOTTO_CONVOLUTION_INT4=scalar", "-DSOTTO_DEPTHWISE=scalar",
        "-DSOTTO_MATRIX_VECTOR=scalar", "-DSOTTO_MATRIX_VECTOR_INT4=scalar", "-DSOTTO_ATTENTION=scalar",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName;

    private CrossProgram(CrossTarget target)
    {
        Target = target;
    }

    /// <summary>The processor.</summary>
    public CrossTarget Target { get; }

    /// <summary>The program that is counted.</summary>
    public string Path => System.IO.Path.Combine(_folder, "program");

    /// <summary>Graphs of who calls whom, with every function's stack.</summary>
    public string[] CallGraphs => Directory.GetFiles(_folder, "*.ci");

    /// <summary>The repository, above the program.</summary>
    private static string? Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, Harness)))
            {
                folder = System.IO.Path.GetDirectoryName(folder);
            }

            return folder;
        }
    }

    /// <summary>What is missing on this machine to build and run programs for a processor; null if nothing is.</summary>
    /// <param name="target">The processor.</param>
    public static string? Missing(CrossTarget target) =>
        Root is null ? "the C sources are not beside this program: --isa needs the repository"
        : Try(target.Compiler, "--version") is null ? $"{target.Compiler} is not installed; Debian has it in {target.Package}"
        : Try(target.Emulator, "--version") is null ? $"{target.Emulator} is not installed; Debian has it in qemu-user" : null;

    /// <summary>The name and version of a processor's compiler.</summary>
    /// <param name="target">The processor.</param>
    public static string CompilerVersion(CrossTarget target) => (Try(target.Compiler, "--version") ?? "").Split('\n')[0].Trim();

    /// <summary>Builds it.</summary>
    /// <param name="target">The processor.</param>
    /// <param name="optimisation">-O2 or -Os.</param>
    /// <param name="harness">More for the compiler of counted.c.</param>
    /// <exception cref="UserException">Something is missing, or a source does not compile.</exception>
    public static CrossProgram Build(CrossTarget target, string optimisation, params string[] harness)
    {
        if (Missing(target) is { } missing)
        {
            throw new UserException($"--isa {target.Name}: {missing}");
        }

        CrossProgram program = new(target);
        string[] kernels = Directory.GetFiles(System.IO.Path.Combine(Root!, "Kernels", "native"), "*.c", SearchOption.AllDirectories);
        string[] sources = [Harness, .. target.Runtime.Select(source => $"{Folder}/{source}"), .. kernels.Order(StringComparer.Ordinal)];
        string[] objects = [.. sources.Select((source, i) => program.Compile(source, i, source == Harness ? [optimisation, .. harness] : [optimisation]))];
        program.Run(target.Compiler, [.. target.Flags, "-nostdlib", "-static", "-Wl,--gc-sections,--no-warn-rwx-segments", "-o", program.Path, .. objects, "-lgcc"]);
        return program;
    }

    /// <summary>Starts it in the emulator, which writes every block that it translates and every block that it runs to standard error.</summary>
    /// <param name="mode">What the program is to do.</param>
    public Process Start(string mode) => Process.Start(
        new ProcessStartInfo(Target.Emulator, [.. Target.EmulatorFlags, "-d", "nochain,exec,in_asm", Path, mode])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Bytes of each function, with the constants that it loads from beside the code, and of each table of the library in the program.</summary>
    public Dictionary<string, long> Sizes()
    {
        HashSet<string> harness = [.. Symbols(System.IO.Path.Combine(_folder, "0.o")).Select(symbol => symbol.Name)];
        return Symbols(Path).Concat(Literals()).Where(symbol => !harness.Contains(symbol.Name)).GroupBy(symbol => symbol.Name)
            .ToDictionary(group => group.Key, group => group.Sum(symbol => symbol.Size));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<(string Name, long Size)> Symbols(string file) =>
        Run(Target.Prefix + "nm", "--print-size", "--defined-only", file).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, _, "t" or "T" or "r" or "R", _])
            .Select(fields => (fields[3], Convert.ToInt64(fields[1], 16)));

    /// <summary>Xtensa's constants of four bytes, which no symbol's size has; one that functions share is the first one's.</summary>
    private IEnumerable<(string Name, long Size)> Literals()
    {
        HashSet<string> seen = [];
        string function = "";
        foreach (Match match in FunctionOrLiteral().Matches(Run(Target.Prefix + "objdump", "--disassemble", Path)))
        {
            function = match.Groups["function"] is { Success: true, Value: var name } ? name : function;
            if (match.Groups["literal"] is { Success: true, Value: var address } && seen.Add(address))
            {
                yield return (function, 4);
            }
        }
    }

    private string Compile(string source, int number, string[] more)
    {
        string result = System.IO.Path.Combine(_folder, $"{number}.o");
        Run(Target.Compiler, [.. Flags, .. Target.Flags, .. more, "-fcallgraph-info=su", "-c", "-o", result, source]);
        return result;
    }

    private string Run(string program, params string[] arguments) =>
        Try(program, arguments) ?? throw new UserException($"--isa {Target.Name}: {program} failed");

    /// <summary>Runs a program in the repository; null if it is not there or fails.</summary>
    private static string? Try(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Root ?? "" })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[0-9a-f]+ <(?<function>[^>]+)>:$|\tl32r\t\w+, (?<literal>[0-9a-f]+)", RegexOptions.Multiline)]
    private static partial Regex FunctionOrLiteral();
}
