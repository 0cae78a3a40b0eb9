using Sotto.Firmware;
using Sotto.Firmware.Host;

namespace Sotto.Cli.Flash;

/// <summary>The files that the application reads when it starts.</summary>
internal static class DeviceFiles
{
    /// <summary>What board it is, as firmware/Boards has it.</summary>
    public const string Board = Drive + "board.txt";

    private const string Drive = "I:\\";

    private static readonly string[] Slots = ["settings.a", "settings.b"];

    /// <summary>
    /// Settings, checked and written by the firmware's own code. Both slots get them, so that they stand whatever the board had in either.
    /// </summary>
    /// <param name="path">The lines that are to differ from a new board's settings.</param>
    /// <param name="board">The board, whose outputs they name.</param>
    /// <exception cref="UserException">A line is wrong.</exception>
    public static IEnumerable<DeviceFile> OfSettings(string path, BoardDescription board)
    {
        byte[] text = FileBytes.Read(path, KeyValueText.MaximumLength);
        SimulatedFileStore files = new();
        SettingsStore store = new(files, board.Outputs);
        foreach (string _ in Slots)
        {
            if (store.Change(text) is { } reason)
            {
                throw new UserException($"{path}: {reason}");
            }
        }

        return Slots.Select(slot => new DeviceFile(Drive + slot, ReadAll(files, slot)));
    }

    private static byte[] ReadAll(SimulatedFileStore files, string name)
    {
        byte[] bytes = new byte[files.Length(name)];
        files.Read(name, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
