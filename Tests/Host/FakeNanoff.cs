using System.Globalization;

namespace Sotto.HostTests;

/// <summary>A program that takes nanoff's place: it writes down how it was called, keeps the files that it is given, and ends as it is told.</summary>
internal sealed class FakeNanoff
{
    /// <summary>Every option of nanoff 2.5 that is used, as its help has them.</summary>
    public const string Help = """
        nanoff 2.5.162
          --serialport --baud --clrfile --target -v, --verbosity --update --deploy --image --address --filedeployment
          --suppressnanoffversioncheck
        """;

    private readonly string _folder;

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where it is to be.</param>
    /// <param name="help">What it says of itself.</param>
    public FakeNanoff(string folder, string help = Help)
    {
        _folder = folder;
        Path = System.IO.Path.Combine(folder, "nanoff");
        File.WriteAllText(System.IO.Path.Combine(folder, "help"), help + "\n");
        File.WriteAllText(
            Path,
            $"""
            #!/bin/sh
            cd '{folder}'
            if [ "$1" = --help ]; then cat help >&2; exit 0; fi
            echo "$@" >> calls
            call=$(grep -c '' calls)
            if [ "$1" = --filedeployment ]; then mkdir given; cp "$(dirname "$2")"/* given; fi
            if [ -f sleep ]; then exec sleep 600; fi
            if [ -f "say$call" ]; then cat "say$call"; fi
            if [ -f "code$call" ]; then exit "$(cat "code$call")"; fi
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The program.</summary>
    public string Path { get; }

    /// <summary>The calls but for help, a line each.</summary>
    public string[] Calls => File.Exists(In("calls")) ? File.ReadAllLines(In("calls")) : [];

    /// <summary>The folder with the files that a call for files named.</summary>
    public string Given => In("given");

    /// <summary>Says how a call is to end.</summary>
    /// <param name="call">Its number, from 1.</param>
    /// <param name="code">Its exit code.</param>
    /// <param name="says">What it writes.</param>
    public void End(int call, int code, string says)
    {
        File.WriteAllText(In(string.Create(CultureInfo.InvariantCulture, $"code{call}")), code.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(In(string.Create(CultureInfo.InvariantCulture, $"say{call}")), says);
    }

    /// <summary>Lets every call sleep.</summary>
    public void Sleep() => File.WriteAllText(In("sleep"), "");

    private string In(string name) => System.IO.Path.Combine(_folder, name);
}
