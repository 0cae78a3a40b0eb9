using System.Globalization;
using Sotto.Firmware;

namespace Sotto.Cli.Flash;

/// <summary>What is asked of <c>sotto flash</c>.</summary>
/// <param name="Board">A board's name, or the path of a board file.</param>
/// <param name="Port">The serial port; null only for a dry run.</param>
/// <param name="Firmware">Whether the firmware is to be written, and the file of one's own.</param>
/// <param name="Application">Whether the application is to be written, and its file or folder.</param>
/// <param name="Settings">A file of settings; null for none.</param>
/// <param name="Baud">The speed; null for nanoff's own.</param>
/// <param name="Nanoff">The file of nanoff; null to find it.</param>
/// <param name="DryRun">Whether only to check files and say what would be done.</param>
internal sealed record FlashOptions(
    string Board, string? Port, AskedFor Firmware, AskedFor Application, string? Settings, int? Baud, string? Nanoff, bool DryRun);

/// <summary>An option that may stand without a value.</summary>
/// <param name="Given">Whether it stands.</param>
/// <param name="Path">Its value; null for none.</param>
internal readonly record struct AskedFor(bool Given, string? Path);

/// <summary>Puts firmware, application and settings onto a board, by nanoFramework's nanoff.</summary>
internal static class FlashCommand
{
    private const int LongestFirmware = 16 << 20;
    private const int FirmwareAddress = 0x10000;
    private const string NativeAssembly = "Sotto.Interop";

    /// <summary>Prints the boards that come with the program.</summary>
    public static void ListBoards(Streams streams) =>
        new ReportTable(
            "boards: --board takes a name, or the path of a board file",
            [("board", false), ("target", false), ("chip", false), ("flash", true), ("application", true), ("PSRAM", false), ("microphone", false), ("what", false)],
            BoardFiles.All.Select(path => BoardFiles.Read(path).Board).Select(board => new[]
            {
                board.Name, board.Target, board.Chip, $"{board.FlashMegabytes} MB", $"{board.DeployKilobytes} KB", board.HasPsram ? "yes" : "no",
                board.Microphone.Kind, board.Description,
            }),
            total: null).Write(streams.Output);

    /// <summary>Checks everything, says what is done, and does it.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="streams">Where it says so.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="UserException">A file is wrong or does not fit the board, or nanoff fails.</exception>
    public static void Run(FlashOptions options, Streams streams, CancellationToken stop)
    {
        FlashPlan plan = Check(options);
        Describe(plan, streams.Output);
        NanoffRunner runner = new(NanoffRunner.Find(options.Nanoff), streams, stop);
        if (!options.DryRun)
        {
            SerialPortName.Check(plan.Port);
            streams.Output.WriteLine($"nanoff       {runner.Check()}");
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("sotto-flash-");
        try
        {
            plan.WriteFiles(folder.FullName);
            foreach (FlashStep step in plan.Steps(folder.FullName))
            {
                Run(step, runner, options.DryRun, streams);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        streams.Output.WriteLine(options.DryRun ? "\nNothing was started." : "\nDone. Press RST (EN) on the board: it starts with what was written.");
    }

    private static void Run(FlashStep step, NanoffRunner runner, bool isDryRun, Streams streams)
    {
        streams.Output.WriteLine($"\nwrites {step.What}\n$ {step.CommandLine(runner.Program)}");
        streams.Output.Flush();
        if (!isDryRun && NanoffFailure.Explain(runner.Run(step)) is { } failure)
        {
            throw new UserException(failure);
        }
    }

    /// <summary>Reads and checks all files before anything is started.</summary>
    private static FlashPlan Check(FlashOptions options)
    {
        (BoardDescription board, byte[] text) = BoardFiles.Read(options.Board);
        bool writesFirmware = options.Firmware.Given || !(options.Application.Given || options.Settings is not null);
        EspImage? firmware = options.Firmware.Path is { } path ? ReadFirmware(path, board) : null;
        NanoImage? application = options.Application.Given ? ApplicationFiles.Read(options.Application.Path, firmware is not null) : null;
        if (application is not null)
        {
            CheckApplication(application, board, writesFirmware, firmware);
        }

        return new FlashPlan(board, options.Port ?? "PORT", options.Baud)
        {
            WritesFirmware = writesFirmware,
            Firmware = firmware,
            Application = application,
            Files =
            [
                .. options.Application.Given || options.Settings is not null ? [new DeviceFile(DeviceFiles.Board, text)] : Array.Empty<DeviceFile>(),
                .. options.Settings is { } settings ? DeviceFiles.OfSettings(settings, board) : [],
            ],
        };
    }

    private static EspImage ReadFirmware(string path, BoardDescription board)
    {
        EspImage firmware = EspImage.Read(path, FileBytes.Read(path, LongestFirmware));
        int room = board.DeployAddress - FirmwareAddress;
        return firmware.Chip != board.Chip ? throw new UserException($"{path}: a firmware for the {firmware.Chip}, and {board.Name} has an {board.Chip}")
            : firmware.Length > room ? throw new UserException($"{path}: {firmware.Length} bytes, and {board.Name} has room for {room} before the application")
            : !path.EndsWith(".bin", StringComparison.Ordinal) ? throw new UserException($"{path}: nanoff takes firmware only from files that end in .bin: rename it")
            : firmware;
    }

    private static void CheckApplication(NanoImage application, BoardDescription board, bool writesFirmware, EspImage? firmware)
    {
        if (application.Bytes.Length > board.DeployKilobytes << 10)
        {
            throw new UserException($"{application.Path}: {application.Bytes.Length} bytes, and {board.Name} has room for {board.DeployKilobytes << 10}");
        }

        if (writesFirmware && firmware is null && application.Assemblies.Any(assembly => assembly.Name == NativeAssembly))
        {
            throw new UserException(
                $"{application.Path}: has {NativeAssembly}, which needs a firmware with the native kernels: give it by --firmware FILE (Kernels/interop/README.md), or flash the application of firmware/App");
        }

        foreach (NanoAssembly assembly in application.Assemblies.Where(assembly => firmware is not null && assembly.NativeChecksum != 0))
        {
            if (firmware!.Lacks(assembly) is { } lack)
            {
                throw new UserException($"{firmware.Path}: {lack}, which {application.Path} needs");
            }
        }
    }

    private static void Describe(FlashPlan plan, TextWriter output)
    {
        BoardDescription board = plan.Board;
        output.WriteLine($"board        {board.Name}: {board.Description}");
        if (plan.WritesFirmware)
        {
            output.WriteLine(plan.Firmware is { } firmware
                ? string.Create(CultureInfo.InvariantCulture, $"firmware     {firmware.Path}: {firmware.Length:N0} bytes for the {firmware.Chip}")
                : $"firmware     nanoFramework's newest of target {board.Target}, fetched by nanoff");
        }

        if (plan.Application is { } application)
        {
            double share = application.Bytes.Length / (board.DeployKilobytes * 1024.0);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"application  {application.Path}: {application.Assemblies.Count} assemblies, {application.Bytes.Length:N0} bytes, {share:P0} of the board's {board.DeployKilobytes:N0} KB"));
            foreach (NanoAssembly assembly in application.Assemblies)
            {
                output.WriteLine($"             {assembly.Name} {assembly.Version}");
            }

            if (!plan.WritesFirmware && application.Assemblies.Any(assembly => assembly.Name == NativeAssembly))
            {
                output.WriteLine($"note         {NativeAssembly} does nothing on nanoFramework's stock firmware: the board must have one with the native kernels");
            }
        }

        foreach (DeviceFile file in plan.Files)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"file         {file.Destination}: {file.Bytes.Length} bytes"));
        }
    }
}
