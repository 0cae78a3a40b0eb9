using Sotto.Firmware;

namespace Sotto.Cli.Flash;

/// <summary>Finds and reads board files.</summary>
internal static class BoardFiles
{
    private const string Extension = ".board";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Boards");

    /// <summary>The files that come with the program, by their names.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*" + Extension).OrderBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal);

    /// <summary>Reads a board.</summary>
    /// <param name="name">The name of one that comes with the program; or the path of a board file.</param>
    /// <exception cref="UserException">There is none, or a line of it is wrong.</exception>
    public static (BoardDescription Board, byte[] Text) Read(string name)
    {
        string path = All.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name) ?? name;
        if (!File.Exists(path))
        {
            throw new UserException($"--board {name}: there is {string.Join(", ", All.Select(Path.GetFileNameWithoutExtension))}; or give the path of a {Extension} file");
        }

        byte[] text = FileBytes.Read(path, KeyValueText.MaximumLength);
        try
        {
            BoardDescription board = BoardDescription.Parse(text);
            return NanoTargets.Refuse(board.Target, board.Chip) is { } reason ? throw new UserException($"{path}: {reason}") : (board, text);
        }
        catch (KeyValueException problem)
        {
            throw new UserException($"{path}: {problem.Message}");
        }
    }
}
