namespace Sotto.HostTests.Home;

/// <summary>The models that Sotto comes with.</summary>
internal static class ShippedModels
{
    /// <summary>The wake model.</summary>
    public static byte[] Wake { get; } = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "wake.sotto"));

    /// <summary>The command model.</summary>
    public static byte[] Commands { get; } = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "commands.sotto"));
}
