using System.ComponentModel;
using System.Diagnostics;

namespace Sotto.Cli.Bench;

/// <summary>The kernels and counted.c, built for RV32IMC by Debian's cross compiler.</summary>
internal sealed class RiscvProgram : IDisposable
{
    private const string Prefix = "riscv64-unknown-elf-";
    private const string Compiler = Prefix + "gcc";
    private const string Emulator = "qemu-riscv32";
    private const string Harness = "tools/Sotto/Bench/counted.c";

    private static readonly string[] Flags =
    [
        "-std=c99", "-Wall", "-Wextra", "-Werror", "-march=rv32imc", "-mabi=ilp32", "-ffunction-sections", "-fdata-sections",

        // No C library comes with the compiler: its headers are ours, and yet small copies are to be instructions and not calls.
        "-ffreestanding", "-fbuiltin", "-fno-tree-loop-distribute-patterns", "-isystem", "tools/Sotto/Bench/freestanding",
        "-DSOTTO_CONVOLUTION=scalar", "-DSOTTO_CONVOLUTION_INT4=scalar", "-DSOTTO_DEPTHWISE=scalar",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sotto").FullName;

    private RiscvProgram()
    {
    }

    /// <summary>What is missing on this machine to build and run it; null if nothing is.</summary>
    public static string? Missing =>
        Root is null ? "the C sources are not beside this program: --isa needs the repository"
        : Try(Compiler, "--version") is null ? $"{Compiler} is not installed; Debian has it in gcc-riscv64-unknown-elf"
        : Try(Emulator, "--version") is null ? $"{Emulator} is not installed; Debian has it in qemu-user" : null;

    /// <summary>The compiler's name and version.</summary>
    public static string CompilerVersion => Run(Compiler, "--version").Split('\n')[0].Trim();

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

    /// <summary>Builds it.</summary>
    /// <param name="optimisation">-O2 or -Os.</param>
    /// <exception cref="UserException">Something is missing, or a source does not compile.</exception>
    public static RiscvProgram Build(string optimisation)
    {
        if (Missing is { } missing)
        {
            throw new UserException($"--isa rv32imc: {missing}");
        }

        RiscvProgram program = new();
        string[] sources = [Harness, .. Directory.GetFiles(System.IO.Path.Combine(Root!, "Kernels", "native"), "*.c", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] objects = [.. sources.Select((source, i) => program.Compile(source, i, optimisation))];
        Run(Compiler, ["-march=rv32imc", "-mabi=ilp32", "-nostdlib", "-static", "-Wl,--gc-sections,--no-warn-rwx-segments", "-o", program.Path, .. objects, "-lgcc"]);
        return program;
    }

    /// <summary>Starts it in the emulator, which writes every block that it translates and every block that it runs to standard error.</summary>
    /// <param name="mode">What the program is to do.</param>
    public Process Start(string mode) => Process.Start(
        new ProcessStartInfo(Emulator, ["-d", "nochain,exec,in_asm", Path, mode])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Bytes of each function and table of the library that is in the program.</summary>
    public Dictionary<string, long> Sizes()
    {
        HashSet<string> harness = [.. Symbols(System.IO.Path.Combine(_folder, "0.o")).Select(symbol => symbol.Name)];
        return Symbols(Path).Where(symbol => !harness.Contains(symbol.Name)).GroupBy(symbol => symbol.Name)
            .ToDictionary(group => group.Key, group => group.Sum(symbol => symbol.Size));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<(string Name, long Size)> Symbols(string file) =>
        Run(Prefix + "nm", "--print-size", "--defined-only", file).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, _, "t" or "T" or "r" or "R", _])
            .Select(fields => (fields[3], Convert.ToInt64(fields[1], 16)));

    private string Compile(string source, int number, string optimisation)
    {
        string result = System.IO.Path.Combine(_folder, $"{number}.o");
        Run(Compiler, [.. Flags, optimisation, "-fcallgraph-info=su", "-c", "-o", result, source]);
        return result;
    }

    private static string Run(string program, params string[] arguments) =>
        Try(program, arguments) ?? throw new UserException($"--isa rv32imc: {program} failed");

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
}
