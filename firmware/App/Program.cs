using Sotto.Firmware.Hardware;

namespace Sotto.App;

/// <summary>The application for stock firmware.</summary>
public static class Program
{
    /// <summary>Runs the board; never returns.</summary>
    public static void Main()
    {
        new BoardRunner("I:\\", new ButtonHearing()).Run();
    }
}
