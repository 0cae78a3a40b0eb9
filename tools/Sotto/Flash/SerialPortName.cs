using System.Text.RegularExpressions;

namespace Sotto.Cli.Flash;

/// <summary>Names of serial ports, as each system has them.</summary>
internal static partial class SerialPortName
{
    private static readonly string[] Patterns = ["ttyUSB*", "ttyACM*", "cu.usb*", "cu.wchusb*", "cu.SLAB*"];

    /// <summary>Refuses what is no port of this machine.</summary>
    /// <param name="port">The name: COM3, /dev/ttyUSB0, /dev/cu.usbserial-0001.</param>
    /// <exception cref="UserException">There is none of that name; the message lists those that boards mostly have.</exception>
    public static void Check(string port)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!WindowsName().IsMatch(port))
            {
                throw new UserException($"--port {port}: a port is called COM1, COM2 and so on; nanoff --listports lists them");
            }
        }
        else if (!File.Exists(port))
        {
            string[] ports = [.. Patterns.SelectMany(pattern => Directory.EnumerateFiles("/dev", pattern)).Order(StringComparer.Ordinal)];
            throw new UserException(ports.Length > 0
                ? $"--port {port}: no such port; there is {string.Join(", ", ports)}"
                : $"--port {port}: no such port, and no board is plugged in, as far as the names in /dev tell (or the cable only charges)");
        }
    }

    [GeneratedRegex("^COM[1-9][0-9]{0,2}$", RegexOptions.IgnoreCase)]
    private static partial Regex WindowsName();
}
