using System.Diagnostics;

namespace Sotto.Cli;

/// <summary>Starts the trainer, a program of its own: it needs libtorch, which nothing else should have to fetch.</summary>
internal static class TrainingTool
{
    /// <summary>Runs it with the same arguments, folder and terminal.</summary>
    /// <param name="arguments">The whole command line.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UserException">Its source is not around this program.</exception>
    public static int Run(string[] arguments)
    {
        string project = Path.Combine("tools", "Sotto.Training", "Sotto.Training.csproj");
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, project)))
        {
            root = Path.GetDirectoryName(root);
        }

        if (root is null)
        {
            throw new UserException($"{arguments[0]}: the trainer is part of the source tree; run this from a clone of it");
        }

        ProcessStartInfo start = new("dotnet", ["run", "-c", "Release", "--project", Path.Combine(root, project), "--", .. arguments]);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
