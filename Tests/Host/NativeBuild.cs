using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Sotto.Cli;
using Xunit;

namespace Sotto.HostTests;

/// <summary>Builds the native library once, where there are make and a C compiler.</summary>
internal static class NativeBuild
{
    private static readonly Lazy<string?> Missing = new(Build);

    /// <summary>Skips the test, in one line, where the library cannot be built.</summary>
    public static void Need() => Skip.If(Missing.Value is not null, Missing.Value);

    /// <summary>The address of something that the library exports.</summary>
    public static nint Export(string name) => NativeLibrary.GetExport(NativeLibraryFile.Handle, name);

    /// <summary>What is missing; null once the library is built.</summary>
    private static string? Build()
    {
        if (!Runs("cc", "--version") || !Runs("make", "--version"))
        {
            return "there is no C compiler, or no make: the native engine is not tested";
        }

        Assert.True(Runs("make", "-C", Path.Combine(TestPaths.Root, "Kernels", "native")), "make -C Kernels/native failed");
        Assert.True(NativeLibraryFile.IsAvailable, "the library was built but is not found");
        return null;
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
