using System.ComponentModel;
using System.Diagnostics;

namespace Sotto.Audio;

/// <summary>Decodes Opus files by the program opusdec of the Debian package opus-tools.</summary>
public static class OpusTool
{
    /// <summary>Decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AudioFormatException">The program is not installed, or refuses the file.</exception>
    public static AudioClip Decode(string path)
    {
        string wav = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new("opusdec", ["--quiet", "--rate", "16000", "--force-wav", path, wav]) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? AudioFile.Load(wav) : throw new AudioFormatException($"{path}: opusdec: {error.Trim().ReplaceLineEndings(" ")}");
        }
        catch (Win32Exception)
        {
            throw new AudioFormatException($"{path}: decoding Opus needs the program opusdec (Debian package opus-tools)");
        }
        finally
        {
            File.Delete(wav);
        }
    }
}
