using nanoFramework.TestFramework;
using Sotto.Tests;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Runs every device test of the native engine behind its handles on .NET, on the library that make builds.</summary>
[TestCaseOrderer("Sotto.HostTests.ByClass", "Sotto.HostTests")]
public sealed class InteropDeviceTests(DeviceTestSession session) : IClassFixture<DeviceTestSession>
{
    private const string Name = "Sotto.InteropTests";

    /// <summary>Every test.</summary>
    public static TheoryData<string, string, int> All => DeviceTestSession.Rows(Name);

    [SkippableTheory(typeof(SkipTestException))]
    [MemberData(nameof(All))]
    public void Device(string testClass, string method, int row)
    {
        NativeBuild.Need();
        InteropTests.WakeFile = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "wake.sotto"));
        InteropTests.CommandsFile = File.ReadAllBytes(Path.Combine(TestPaths.Root, "Models", "commands.sotto"));
        session.Run(Name, testClass, method, row);
    }
}
