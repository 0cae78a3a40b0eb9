using System.Globalization;
using System.Text.Json;
using Sotto.Firmware;

namespace Sotto.Cli.Flash;

/// <summary>What goes onto a board, and the calls of nanoff that put it there.</summary>
/// <param name="Board">The board.</param>
/// <param name="Port">Its serial port.</param>
/// <param name="Baud">The speed that is asked of nanoff; null for its own.</param>
internal sealed record FlashPlan(BoardDescription Board, string Port, int? Baud)
{
    private static readonly TimeSpan FirmwareLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ApplicationLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FilesLimit = TimeSpan.FromMinutes(2);

    /// <summary>Whether the firmware is written.</summary>
    public bool WritesFirmware { get; init; }

    /// <summary>The firmware; null for nanoFramework's own.</summary>
    public EspImage? Firmware { get; init; }

    /// <summary>The application; null for none.</summary>
    public NanoImage? Application { get; init; }

    /// <summary>Files for the board's own storage.</summary>
    public IReadOnlyList<DeviceFile> Files { get; init; } = [];

    /// <summary>
    /// The calls, in their order: the firmware, the application, and files last, which a running application's interpreter takes. The
    /// application is a call of its own because nanoff writes one that comes with the firmware to 0x1B0000, whatever the chip's partitions
    /// and --address say (Esp32Firmware.cs of 2.5): on an ESP32 that is within the firmware.
    /// </summary>
    /// <param name="folder">Where files for nanoff are.</param>
    public IEnumerable<FlashStep> Steps(string folder)
    {
        if (WritesFirmware)
        {
            yield return new FlashStep(
                $"{(Firmware is null ? "nanoFramework's firmware" : "your firmware")} for {Board.Target}: about a minute",
                [
                    "--update", "--target", Board.Target, .. ByBootloader(),
                    .. Firmware is null ? Array.Empty<string>() : ["--clrfile", Path.GetFullPath(Firmware.Path)],
                ],
                FirmwareLimit, MovesCursor: true);
        }

        if (Application is not null)
        {
            yield return new FlashStep(
                string.Create(CultureInfo.InvariantCulture, $"the application, to 0x{Board.DeployAddress:X}"),
                [
                    "--deploy", "--target", Board.Target, .. ByBootloader(), "--image", ImageFile(folder),
                    "--address", string.Create(CultureInfo.InvariantCulture, $"0x{Board.DeployAddress:X}"),
                ],
                ApplicationLimit);
        }

        if (Files.Count > 0)
        {
            yield return new FlashStep(
                $"{string.Join(", ", Files.Select(file => file.Destination))}, which the application reads when it starts",
                ["--filedeployment", FilesFile(folder), "--suppressnanoffversioncheck"], FilesLimit);
        }
    }

    /// <summary>Writes what the calls name and no file has yet.</summary>
    /// <param name="folder">Receives it.</param>
    public void WriteFiles(string folder)
    {
        if (Application is { IsFile: false })
        {
            File.WriteAllBytes(ImageFile(folder), Application.Bytes);
        }

        foreach ((DeviceFile file, string path) in Sources(folder))
        {
            File.WriteAllBytes(path, file.Bytes);
        }

        // The port stands in this file and not among the arguments: by those, older versions take the board for one to be flashed.
        File.WriteAllText(FilesFile(folder), JsonSerializer.Serialize(new
        {
            SerialPort = Port,
            Files = Sources(folder).Select(pair => new { DestinationFilePath = pair.File.Destination, SourceFilePath = pair.Path }),
        }));
    }

    private static string FilesFile(string folder) => Path.Combine(folder, "files.json");

    private string ImageFile(string folder) => Application!.IsFile ? Path.GetFullPath(Application.Path) : Path.Combine(folder, "application.bin");

    private IEnumerable<(DeviceFile File, string Path)> Sources(string folder) =>
        Files.Select((file, i) => (file, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"file{i}"))));

    private IEnumerable<string> ByBootloader() =>
    [
        "--serialport", Port,
        .. Baud is { } baud ? ["--baud", baud.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        "--suppressnanoffversioncheck",
    ];
}
