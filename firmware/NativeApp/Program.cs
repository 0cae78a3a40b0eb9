using Sotto.Firmware.Hardware;

namespace Sotto.NativeApp;

/// <summary>The application for firmware with the native engine.</summary>
public static class Program
{
    /// <summary>Runs the board; never returns.</summary>
    public static void Main()
    {
        new BoardRunner("I:\\", new NativeHearing()).Run();
    }
}
