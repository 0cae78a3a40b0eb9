using System.Diagnostics;

namespace Sotto.Audio.Capture;

/// <summary>The default microphone, by whichever of arecord, sox and ffmpeg is installed.</summary>
public sealed class Microphone : IDisposable
{
    private static readonly (string Program, string[] Arguments)[] Programs =
    [
        ("arecord", ["-q", "-t", "raw", "-f", "S16_LE", "-r", "16000", "-c", "1"]),
        ("sox", ["-q", "-d", "-t", "raw", "-r", "16000", "-e", "signed", "-b", "16", "-c", "1", "-"]),
        ("ffmpeg", ["-loglevel", "error", .. Device, "-f", "s16le", "-ar", "16000", "-ac", "1", "-"]),
    ];

    // What has ended its samples ends itself shortly after.
    private const int EndTime = 500;

    private readonly Process _process;
    private readonly string _program;
    private string _complaint = "";

    /// <summary>Starts to record.</summary>
    /// <exception cref="CaptureException">None of the programs is installed.</exception>
    public Microphone()
    {
        (_program, string[] arguments) = Programs.FirstOrDefault(p => IsInstalled(p.Program));
        if (_program is null)
        {
            throw new CaptureException("none of arecord, sox and ffmpeg is installed, one of which records (Debian package alsa-utils)");
        }

        _process = Process.Start(new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, line) => _complaint = _complaint.Length > 0 ? _complaint : line.Data ?? "";
        _process.BeginErrorReadLine();
    }

    /// <summary>Raw 16 kHz samples.</summary>
    public Stream Samples => _process.StandardOutput.BaseStream;

    /// <summary>What the program said of why it ended; empty while it records.</summary>
    public string Complaint
    {
        get
        {
            if (!_process.WaitForExit(EndTime))
            {
                return "";
            }

            // Only this waits for the last of its lines.
            _process.WaitForExit();
            return $"{_program}: {(_complaint.Length > 0 ? _complaint : "ended")}";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private static string[] Device => OperatingSystem.IsMacOS() ? ["-f", "avfoundation", "-i", ":0"] : ["-f", "alsa", "-i", "default"];

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
