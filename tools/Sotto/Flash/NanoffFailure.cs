using System.Globalization;
using System.Text.RegularExpressions;

namespace Sotto.Cli.Flash;

/// <summary>What nanoff's errors mean and what helps. Its codes are those of ExitCodes.cs of nanoFirmwareFlasher 2.5.</summary>
internal static partial class NanoffFailure
{
    private const string Link =
        "hold BOOT while it connects (or hold BOOT, press RST, let go of BOOT), use a cable that carries data, close serial monitors, try --baud 115200; on Linux be in the group dialout";

    private static readonly Dictionary<int, (string Meaning, string Remedy)> Codes = new()
    {
        [2000] = ("nanoFramework on the board does not answer", "press RST and try again; a board without the firmware gets it by --firmware"),
        [2001] = ("nanoFramework on the board does not answer", "press RST and try again; a board without the firmware gets it by --firmware"),
        [2002] = ("the board runs no application yet, or stopped answering", "flash --app first, press RST, then --settings"),
        [2003] = ("the files were not written to the board", "press RST and try again"),
        [4000] = ("the ESP32 does not answer, or stopped answering", Link),
        [4001] = ("there is no firmware for this size of flash", "compare --list-boards with the board: another one of these fits it, or a board file with its flash"),
        [4002] = ("the flash was not erased", Link),
        [4003] = ("the flash was not written", Link),
        [4004] = ("the flash was not read", Link),
        [4005] = ("the serial port was not opened", "plug the board in, close what else uses the port, and see that --port names it; on Linux be in the group dialout"),
        [6000] = ("the serial port was not opened", "plug the board in, close what else uses the port, and see that --port names it; on Linux be in the group dialout"),
        [6001] = ("it was given no serial port", "give --port"),
        [6002] = ("another program holds the board", "close Visual Studio's or VS Code's Device Explorer"),
        [9000] = ("it does not understand its arguments", "install the version that is known to: dotnet tool update -g nanoff --version \"2.5.*\""),
        [9005] = ("nanoFramework's repository does not have the target", "see that this machine reaches the internet, and what nanoff --listtargets --platform esp32 lists"),
        [9006] = ("it could not make a folder for what it downloads", "see that your home folder can be written"),
        [9007] = ("the firmware was not downloaded", "see that this machine reaches the internet: nanoff fetches firmware from cloudsmith.io, and its other parts even with --firmware FILE"),
        [9008] = ("it did not find the application", "see that the file is still there"),
        [9009] = ("it does not take the deployment address", "see deploy.address in the board file"),
        [9010] = ("it found no board", "plug it in"),
        [9011] = ("it did not find the firmware", "see that the file is still there"),
        [9012] = ("it takes firmware only from files that end in .bin", "rename it"),
        [9015] = ("its archive does not have the target", "see nanoff's own help"),
    };

    /// <summary>Says in one line what went wrong.</summary>
    /// <param name="result">How nanoff ended.</param>
    /// <returns>The line; null if nothing did.</returns>
    public static string? Explain(NanoffResult result)
    {
        int code = CodeOf(result);
        if (code != 0)
        {
            return Codes.TryGetValue(code, out (string Meaning, string Remedy) known)
                ? string.Create(CultureInfo.InvariantCulture, $"nanoff E{code}: {known.Meaning}: {known.Remedy}")
                : string.Create(CultureInfo.InvariantCulture, $"nanoff ended with {(code >= 1000 ? "E" : "")}{code}, which is no error of flashing an ESP32; its own lines say more");
        }

        // Of these it says nothing in its exit code.
        return result.Output.Contains("No operation was performed", StringComparison.Ordinal) ? "nanoff did nothing: " + Codes[9000].Remedy
            : FileFailure().IsMatch(result.Output) ? $"nanoff: {Codes[2003].Meaning}: {Codes[2003].Remedy}" : null;
    }

    /// <summary>
    /// nanoff ends with its code, 1000 and up, of which all systems but Windows pass on only the lowest 8 bits: what it wrote tells more, and
    /// no two codes of an ESP32 share those bits.
    /// </summary>
    private static int CodeOf(NanoffResult result) =>
        result.ExitCode == 0 ? 0
        : CodeInText().Matches(result.Output) is [.., { Groups: [_, { Value: var digits }] }] ? int.Parse(digits, CultureInfo.InvariantCulture)
        : Codes.Keys.FirstOrDefault(code => code == result.ExitCode || (code & 0xFF) == result.ExitCode, result.ExitCode);

    [GeneratedRegex(@"^(?:Error )?E([0-9]{4})\b", RegexOptions.Multiline)]
    private static partial Regex CodeInText();

    [GeneratedRegex("^(Error|Exception) deploying content file", RegexOptions.Multiline)]
    private static partial Regex FileFailure();
}
