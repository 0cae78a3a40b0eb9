namespace Sotto.Tests;

/// <summary>The description of a board, for tests that add what hangs on it.</summary>
public static class BoardText
{
    /// <summary>All that a board must have: no output, button or light.</summary>
    public const string Bare = "name = test\ndescription = a board\ntarget = ESP32_REV3\nchip = ESP32\nflash.megabytes = 4\n"
        + "deploy.address = 0x1E0000\ndeploy.kilobytes = 1792\npsram = no\nmicrophone.kind = inmp441\n"
        + "microphone.clock = 14\nmicrophone.word-select = 15\nmicrophone.data = 32\n";
}
